// The pages' scripts must run in every browser listed under "browserslist" in package.json. tsc finds undefined names.
import js from "@eslint/js";
import compat from "eslint-plugin-compat";
import es from "eslint-plugin-es-x";

const everywhere = {
  ...js.configs.recommended,
  rules: { ...js.configs.recommended.rules, "no-undef": "off", "prefer-const": "error", "no-var": "error", eqeqeq: "error" },
};

const PAGES = ["book/_static/**/*.js", "lite/*.js"];

export default [
  { ignores: ["_build", ".*/**", "node_modules"] },
  everywhere,
  { files: PAGES, ...compat.configs["flat/recommended"] },
  { files: PAGES, ...es.configs["flat/restrict-to-es2022"] },
  // Safari does not have requestIdleCallback, so the script has a fallback.
  { files: ["book/_static/scrollable.js"], settings: { polyfills: ["requestIdleCallback"] } },
  // The engine computes: it also runs in Node, where there is no page.
  {
    files: ["book/_static/live/engine/*.js"],
    rules: { "no-restricted-globals": ["error", "document", "window", "location", "localStorage", "HTMLElement"] },
  },
  // A slightly older browser rejects the whole file if it contains a single lookbehind.
  { files: PAGES, rules: { "es-x/no-regexp-lookbehind-assertions": "error" } },
];
