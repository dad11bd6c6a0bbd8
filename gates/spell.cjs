// Reads words, one per line, and writes those that are not British English.
const { readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const nspell = require("nspell");

const folder = dirname(require.resolve("dictionary-en-gb"));
const read = (name) => readFileSync(join(folder, name), "utf8");
const spelling = nspell(read("index.aff"), read("index.dic"));
const words = readFileSync(0, "utf8").split("\n").filter(Boolean);
console.log(words.filter((word) => !spelling.correct(word)).join("\n"));
