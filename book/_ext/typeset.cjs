// Reads a formula a line, as JSON, and answers with its HTML, or with what is wrong with it.
const katex = require(process.argv[2] + "/katex.js");
const lines = require("node:readline").createInterface({ input: process.stdin });

lines.on("line", (line) => {
  const { tex, display } = JSON.parse(line);
  try {
    const html = katex.renderToString(tex, { displayMode: display, strict: "error", throwOnError: true });
    console.log(JSON.stringify({ html }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.message }));
  }
});
