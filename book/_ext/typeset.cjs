// Reads a formula a line, as JSON, and answers with its HTML, or with what is wrong with it.
// What is seen has colours; what a screen reader is given, and what is copied, is the formula as it was written.
const katex = require(process.argv[2] + "/katex.js");
const lines = require("node:readline").createInterface({ input: process.stdin });

const SPOKEN = /<span class="katex-mathml">.*?<\/math><\/span>/s;
const isColour = ({ command }) => command === "\\htmlClass";
const strict = (code) => (code === "htmlExtension" ? "ignore" : "error");

lines.on("line", (line) => {
  const { tex, coloured, display } = JSON.parse(line);
  const options = { displayMode: display, strict, trust: isColour, throwOnError: true };
  try {
    const [spoken] = katex.renderToString(tex, options).match(SPOKEN);
    const html = katex.renderToString(coloured, options).replace(SPOKEN, () => spoken);
    console.log(JSON.stringify({ html }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.message }));
  }
});
