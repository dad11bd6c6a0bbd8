// A copied formula arrives once: as TeX in plain text, as MathML where formatting is kept.
{
  /** @type {(node: Node) => Element | null | undefined} */
  const formulaAt = (node) => {
    const place = node instanceof Element ? node : node.parentElement;
    return place?.closest(".katex-display") ?? place?.closest(".katex");
  };

  // What is selected, apart from the page. A formula at either end is whole; what would answer back is only its text.
  /** @param {Selection} selection */
  function selected(selection) {
    const copy = document.createElement("div");
    for (let i = 0; i < selection.rangeCount; i += 1) {
      const range = selection.getRangeAt(i).cloneRange();
      const [first, last] = [range.startContainer, range.endContainer].map(formulaAt);
      if (first) range.setStartBefore(first);
      if (last) range.setEndAfter(last);
      copy.append(range.cloneContents());
    }
    const elements = [...copy.querySelectorAll("*")].filter(({ localName }) => localName.startsWith("nn-"));
    elements.forEach((element) => element.replaceWith(...element.childNodes));
    return copy;
  }

  /** @type {(formula: Element) => string} */
  const tex = (formula) => {
    const mark = formula.closest(".katex-display") ? "$$" : "$";
    return mark + formula.querySelector("annotation")?.textContent?.trim() + mark;
  };

  // As the browser itself would put it, with its lines and without what is folded: that takes a place on the page.
  /** @param {HTMLElement} copy */
  function asText(copy) {
    copy.querySelectorAll(".katex").forEach((formula) => formula.replaceWith(tex(formula)));
    copy.querySelectorAll("div.math").forEach((box) => box.setAttribute("style", "content-visibility: visible"));
    document.body.append(copy);
    const text = copy.innerText;
    copy.remove();
    return text;
  }

  /** @param {HTMLElement} copy */
  function asHtml(copy) {
    copy.querySelectorAll("annotation").forEach((source) => source.remove());
    copy.querySelectorAll(".katex").forEach((formula) => formula.replaceWith(...formula.querySelectorAll("math")));
    return copy.innerHTML;
  }

  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !event.clipboardData) return;
    const copy = selected(selection);
    if (!copy.querySelector(".katex")) return;
    event.clipboardData.setData("text/html", asHtml(/** @type {HTMLElement} */ (copy.cloneNode(true))));
    event.clipboardData.setData("text/plain", asText(copy));
    event.preventDefault();
  });
}
