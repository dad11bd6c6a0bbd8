// Lighthouse's mobile scores for every page, over HTTP/2 with compression. Usage: node tools/lighthouse.mjs SITE [RUNS]
import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { loadavg, tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const NOT_PAGES = /^(_static|lite)\/|^index\.html$/; // index.html only redirects to the landing page
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--ignore-certificate-errors",
];
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

function certificate(folder) {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const options = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"];
  execFileSync("openssl", ["req", ...options, "-keyout", key, "-out", cert], { stdio: "pipe" });
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

function serve(site, identity) {
  const server = createSecureServer(identity, (request, response) => {
    const file = join(site, normalize(decodeURIComponent(new URL(request.url, "https://localhost").pathname)));
    if (!existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)];
    const headers = { "content-type": type ?? "application/octet-stream", "cache-control": "max-age=31536000" };
    const body = readFileSync(file);
    response.writeHead(200, type ? { ...headers, "content-encoding": "gzip" } : headers);
    response.end(type ? gzipSync(body) : body);
  });
  return new Promise((ready) => server.listen(0, "localhost", () => ready(server)));
}

async function look(url, port) {
  const { lhr } = await lighthouse(url, { port, onlyCategories: Object.keys(LEAST), logLevel: "silent" });
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  return lhr;
}

// The measurements of a page: its scores, and the figures that explain them.
const MEASURES = Object.fromEntries([
  ...Object.keys(LEAST).map((name) => [name, (lhr) => Math.round(lhr.categories[name].score * 100)]),
  ["CLS", ({ audits }) => audits["cumulative-layout-shift"].numericValue.toFixed(3)],
  ["TBT", ({ audits }) => Math.round(audits["total-blocking-time"].numericValue)],
  ["KiB", ({ audits }) => Math.round(audits["total-byte-weight"].numericValue / 1024)],
  ["requests", ({ audits }) => audits["network-requests"].details.items.length],
]);

const row = (page, values) =>
  [page.padEnd(30), ...Object.keys(MEASURES).map((name, i) => String(values[i]).padStart(name.length))].join(" ");

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

function missed(lhr, category) {
  const audits = lhr.categories[category].auditRefs.filter(({ id, weight }) => weight && lhr.audits[id].score < 0.9);
  return `${category}: ${audits.map(({ id }) => id).join(" ")}`;
}

async function main(site, runs) {
  const folder = mkdtempSync(join(tmpdir(), "lighthouse-"));
  const server = await serve(site, certificate(folder));
  const address = `https://localhost:${server.address().port}`;
  const chromium = await launch({ chromePath: process.env.CHROMIUM, chromeFlags: FLAGS, logLevel: "silent" });
  const pages = globSync("**/*.html", { cwd: site }).filter((page) => !NOT_PAGES.test(page));
  let failed = false;
  try {
    console.log(row(`median of ${runs}`, Object.keys(MEASURES)), "load");
    for (const page of pages.sort()) {
      const reports = [];
      while (reports.length < runs) reports.push(await look(`${address}/${page}`, chromium.port));
      const values = Object.values(MEASURES).map((measure) => median(reports.map(measure)));
      const low = Object.entries(LEAST).filter(([, least], i) => values[i] < least);
      failed ||= low.length > 0;
      console.log(row(page, values), loadavg()[0].toFixed(1), ...low.map(([name]) => missed(reports[0], name)));
    }
  } finally {
    server.close();
    await chromium.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  return failed ? 1 : 0;
}

process.exitCode = await main(process.argv[2], Number(process.argv[3] ?? 3));
