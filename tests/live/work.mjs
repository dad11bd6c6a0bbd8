// Reads tasks, one JSON a line, works them with the page's own modules, and writes the answers, one a line.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const folder = pathToFileURL(`${process.argv[2]}/`);
const module = (name) => import(new URL(`${name}.js`, folder));
const { fromAddress, toAddress } = await module("address");
const { fromJson, toJson } = await module("files");
const { contrast } = await module("contrast");
const { floats } = await module("floats");
const { mark } = await module("marking");
const { Network } = await module("network");
const { Paper } = await module("paper");
const { Problem, problem } = await module("problem");
const { default: program } = await module("program");
const { Unreadable, isBlank, pieces, readNumber } = await module("reading");

const KINDS = { paper: new Paper(4), machine: floats };

const TASKS = {
  draw: ({ seed }) => problem(seed).givens,
  mark({ givens, places, sheets }) {
    const made = new Problem("", givens, places);
    return sheets.map((texts) => mark(made, texts).map(({ verdict, explanation }) => [verdict, explanation]));
  },
  compare: ({ givens, places, texts, entry }) => contrast(new Problem("", givens, places), texts, givens.length + entry),
  solve: ({ givens, places }) => new Problem("", givens, places).printedSolution,
  work({ givens, kind }) {
    const network = new Network(givens, KINDS[kind]);
    return [...network.known.map((_, entry) => network.print(entry)).slice(givens.length), network.lossAfter];
  },
  explain({ givens, kind }) {
    const network = new Network(givens, KINDS[kind]);
    return network.record.map((_, i) => network.formula(givens.length + i));
  },
  save: ({ name, givens, places, texts }) => toJson(new Problem(name, givens, places), texts),
  load({ text }) {
    try {
      const { problem: made, texts, remarks } = fromJson(text);
      return { name: made.name, givens: made.givens, places: made.places, texts, remarks };
    } catch (complaint) {
      return { complaint: complaint.message };
    }
  },
  number({ text }) {
    const blank = isBlank(text);
    try {
      return { number: readNumber(text), blank };
    } catch (complaint) {
      if (!(complaint instanceof Unreadable)) throw complaint;
      return { complaint: complaint.message, blank };
    }
  },
  pieces: ({ text }) => pieces(text),
  read: ({ address }) => fromAddress(new URLSearchParams(address), program.assignment),
  tell: ({ givens }) => String(toAddress(givens, program.assignment)),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { task, isTimed, ...rest } = JSON.parse(line);
  const start = performance.now();
  const answer = TASKS[task](rest);
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify(isTimed ? { answer, seconds } : answer));
}
