// What Sphinx's searchtools.js has for other scripts.
declare const Search: { htmlToText: (html: string, anchor?: string) => string };
declare const DOCUMENTATION_OPTIONS: { SHOW_SEARCH_SUMMARY: boolean };
