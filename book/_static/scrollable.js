// Boxes that scroll sideways can be reached and scrolled with the keyboard.
{
  const kinds = ".katex-display, .pst-scrollable-table-container, pre";
  const boxes = [...document.querySelectorAll(kinds)];

  // Measure all the boxes, then change them, so that the page is laid out only once.
  function update(some) {
    const wide = some.map((box) => box.scrollWidth > box.clientWidth);
    some.forEach((box, i) => (wide[i] ? box.setAttribute("tabindex", "0") : box.removeAttribute("tabindex")));
  }

  // A box changes size with the window, and has none until it is unfolded or comes near the screen.
  const sizes = new ResizeObserver((entries) => update(entries.map(({ target }) => target)));
  boxes.forEach((box) => sizes.observe(box));

  // Boxes far away are not laid out yet. Do one at a time, when the browser is idle, so that no reader has to wait.
  const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 10));
  let round = 0;

  function lookAtAll() {
    round += 1;
    const own = round;
    const lookOn = (next) => {
      if (own !== round || next === boxes.length) return;
      update([boxes[next]]);
      whenIdle(() => lookOn(next + 1));
    };
    whenIdle(() => lookOn(0));
  }
  document.fonts.ready.then(lookAtAll);
  addEventListener("resize", lookAtAll);
}
