// What is folded can be found: by the browser, by a link that leads into it, and by the book's own search.
{
  const FOLDED = "details:not([open]), .toggle-hidden";

  // Browsers look into what is hidden until it is found, and say so before they show it.
  /** @type {(box: any) => void} */
  function hideUntilFound(box) {
    const isFolded = box.classList.contains("toggle-hidden");
    for (const part of box.querySelectorAll(":scope > .admonition-title ~ *")) {
      if (isFolded) part.setAttribute("hidden", "until-found");
      else part.removeAttribute("hidden");
    }
  }

  /** @type {(place: any) => void} */
  function unfold(place) {
    for (let box = place.closest(FOLDED); box; box = place.closest(FOLDED)) {
      if (box.localName === "details") box.open = true;
      else box.querySelector(".toggle-button").click();
    }
  }

  /** @param {Element | null} place */
  function goTo(place) {
    if (!place?.closest(FOLDED)) return;
    unfold(place);
    place.scrollIntoView();
  }

  const goToAddress = () => goTo(document.getElementById(decodeURIComponent(location.hash.slice(1))));

  // Of the words that a search has led to, those that are in folds alone.
  function goToFoundWords() {
    const found = [...document.querySelectorAll(".bd-article .highlighted")];
    const word = (place) => place.textContent.toLowerCase();
    const isSeen = (one) => found.some((other) => word(other) === word(one) && !other.closest(FOLDED));
    found.forEach((one) => isSeen(one) || goTo(one));
  }

  function start() {
    const changes = new MutationObserver((records) => records.forEach(({ target }) => hideUntilFound(target)));
    for (const box of "onbeforematch" in document.body ? document.querySelectorAll(".toggle") : []) {
      hideUntilFound(box);
      changes.observe(box, { attributeFilter: ["class"] });
    }
    document.addEventListener("beforematch", ({ target }) => unfold(target));
    addEventListener("hashchange", goToAddress);
    goToAddress();
  }

  // After the scripts that fold, and those that mark what was searched for.
  document.addEventListener("DOMContentLoaded", start);
  addEventListener("load", () => setTimeout(goToFoundWords, 20));
}
