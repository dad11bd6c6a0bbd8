// What scrolls sideways in its own box can be reached and scrolled with the keyboard.
const boxes = [...document.querySelectorAll(".katex-display, .pst-scrollable-table-container, pre")];

function update() {
  for (const box of boxes) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute("tabindex");
    }
  }
}

addEventListener("resize", update);
document.fonts.ready.then(update);
