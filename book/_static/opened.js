// A page that is opened as a file says at once what only a server can do, and does not offer it.
if (location.protocol === "file:") {
  const WORDS =
    "You opened this page as a file. Its fields and the search work, but you cannot run the chapters, the search shows no excerpts, " +
    "and some browsers do not carry your numbers and your choice of theme from one page to another. " +
    "In the project's folder, make serve shows the book with all of this.";

  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  document.querySelectorAll('a[href*="lite/notebooks"]').forEach((link) => link.remove());
  const note = Object.assign(document.createElement("p"), { className: "nn-missing", textContent: WORDS });
  document.querySelector(".bd-article-container")?.prepend(note);
}
