// Reads tasks as JSON, one per line, runs them with the page's own modules, and writes the answers, one per line.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const folder = pathToFileURL(`${process.argv[2]}/`);
const module = (name) => import(new URL(`${name}.js`, folder));
const { Ranges } = await module("engine/accepted");
const { fromAddress, toAddress } = await module("engine/address");
const { parsed, printed } = await module("engine/exact");
const { fromJson, toJson } = await module("files");
const { formOf, theAssignments } = await module("engine/form");
const { contrast } = await module("engine/contrast");
const { floats } = await module("engine/floats");
const { mark } = await module("engine/marking");
const { Network } = await module("engine/network");
const { Paper } = await module("engine/paper");
const { Problem, problem } = await module("engine/problem");
const { Unreadable, isBlank, pieces, readGiven, readNumber } = await module("engine/reading");

const { recordOf } = await module("engine/record");

const form = ({ network, sizes }) => (network ? formOf(network, sizes) : theAssignments);
const DECIMALS = (await module("engine/program")).default.limits.decimals;
const KINDS = { paper: new Paper(4), machine: floats };

const TASKS = {
  draw: ({ seed }) => problem(seed).givens,
  // A record, with its entries named as in Python.
  record({ givens, ...rest }) {
    const own = form(rest);
    const { record, slipsAt, roads } = recordOf(own, givens);
    return { names: own.names.map((_, entry) => own.placeOf(entry)), record, slipsAt, roads };
  },
  mark({ givens, places, sheets, ...rest }) {
    const made = new Problem("", givens, places, form(rest));
    return sheets.map((texts) => mark(made, texts).map(({ verdict, explanation }) => [verdict, explanation]));
  },
  compare: ({ givens, places, texts, entry, ...rest }) =>
    contrast(new Problem("", givens, places, form(rest)), texts, givens.length + entry),
  solve: ({ givens, places, ...rest }) => new Problem("", givens, places, form(rest)).printedSolution,
  work({ givens, kind, ...rest }) {
    const network = new Network(givens, KINDS[kind], form(rest));
    return [...network.known.map((_, entry) => network.print(entry)).slice(givens.length), network.lossAfter];
  },
  drawn({ givens, kind }) {
    const network = new Network(givens, KINDS[kind]);
    return network.known.map((_, entry) => network.printShort(entry)).slice(givens.length);
  },
  explain({ givens, kind }) {
    const network = new Network(givens, KINDS[kind]);
    return network.record.map((_, i) => network.formula(givens.length + i));
  },
  save: ({ name, givens, places, texts, ...rest }) => toJson(new Problem(name, givens, places, form(rest)), texts),
  load({ text }) {
    try {
      const { problem: made, texts, remarks } = fromJson(text);
      const { network, sizes } = made.form;
      return { name: made.name, givens: made.givens, places: made.places, network, sizes, texts, remarks };
    } catch (complaint) {
      return { complaint: complaint.message };
    }
  },
  function({ name, text, places }) {
    const paper = new Paper(places);
    return paper.print(paper.operate(name, parsed(text)));
  },
  range: ({ name, ends, places }) =>
    new Ranges(places).operate(name, ends.map(parsed)).map((end) => printed(end, DECIMALS)),
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
  read({ address }) {
    const { form: own, texts, places, unread } = fromAddress(new URLSearchParams(address), readGiven);
    return { network: own.network, sizes: own.sizes, texts, places, unread };
  },
  tell: ({ givens, places, ...rest }) => String(toAddress(form(rest), givens, places)),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { task, isTimed, ...rest } = JSON.parse(line);
  const start = performance.now();
  const answer = TASKS[task](rest);
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify(isTimed ? { answer, seconds } : answer));
}
