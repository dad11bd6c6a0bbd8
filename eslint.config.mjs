// The pages' scripts must run in every browser that package.json names under "browserslist". Names that do not exist are tsc's to find.
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
  // Safari has none, so its user says what else to do.
  { files: ["book/_static/scrollable.js"], settings: { polyfills: ["requestIdleCallback"] } },
  // One expression of this kind, and a browser that is a little older reads none of the file.
  { files: PAGES, rules: { "es-x/no-regexp-lookbehind-assertions": "error" } },
];
