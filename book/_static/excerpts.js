// In the excerpts of a search each formula stands once, as it is read.
{
  const { htmlToText } = Search;

  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll(".katex-html, annotation, noscript").forEach((part) => part.remove());
    page.querySelectorAll("mtd, mfrac > *").forEach((part) => part.append(" "));
    return htmlToText(page.documentElement.outerHTML, anchor);
  };
}
