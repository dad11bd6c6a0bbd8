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

// A box in a folded solution has a size once it is unfolded.
const sizes = new ResizeObserver(update);
for (const box of boxes) {
  sizes.observe(box);
}
document.fonts.ready.then(update);
