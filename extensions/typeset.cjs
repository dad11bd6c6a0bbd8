// Reads a formula a line, as JSON, and answers with its HTML, or with what is wrong with it.
const katex = require(process.argv[2] + "/katex.js");
const options = {
  throwOnError: true,
  // Of HTML, a formula may hold classes, for colours; nothing else.
  strict: (code) => (code === "htmlExtension" ? "ignore" : "error"),
  trust: ({ command }) => {
    if (command === "\\htmlClass") return true;
    throw new Error(`${command} is no maths`);
  },
};
const lines = require("node:readline").createInterface({ input: process.stdin });

lines.on("line", (line) => {
  const { tex, display } = JSON.parse(line);
  try {
    const html = katex.renderToString(tex, { ...options, displayMode: display });
    console.log(JSON.stringify({ html }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.message }));
  }
});
