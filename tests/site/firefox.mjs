// Drives Firefox over WebDriver BiDi. Reads tasks as JSON, one per line, and answers each with a line: what was found,
// and what had gone wrong on the page by then.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [, , executablePath, home] = process.argv;
const downloadPath = join(home, "downloads");
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  env: { ...process.env, HOME: home },
  // As readers have it: by default the driver lets files read each other.
  extraPrefsFirefox: { "security.fileuri.strict_origin_policy": true },
});
const PATIENCE = 10_000;
// What Firefox says about a formula that it lays out before all of it has arrived. The script is not at fault.
const HALF_READ = "Invalid markup:";
let page;
let complaints = [];

// As typing does, this replaces the contents of each field and sends the page the event.
function typed(fields, texts) {
  texts.forEach((text, i) => {
    fields[i].focus();
    fields[i].select();
    document.execCommand("insertText", false, text);
  });
}

const TASKS = {
  // The page as a first-time reader has it.
  async open({ width }) {
    await page?.browserContext().close();
    complaints = [];
    page = await (await browser.createBrowserContext({ downloadBehavior: { policy: "allow", downloadPath } })).newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on("pageerror", ({ message }) => message.startsWith(HALF_READ) || complaints.push(message));
    page.on("dialog", (dialog) => dialog.accept());
    await page.setViewport({ width, height: 900 });
  },
  async go({ address }) {
    await page.goto(address);
  },
  async write({ selector, texts }) {
    await page.$$eval(selector, typed, texts);
    await page.keyboard.press("Tab");
  },
  async key({ selector, key }) {
    await page.focus(selector);
    await page.keyboard.press(key);
  },
  press: ({ selector }) => page.locator(selector).click(),
  run: ({ script }) => page.evaluate(script),
  async wait({ script }) {
    await page.waitForFunction(script);
  },
  async choose({ selector, path }) {
    await (await page.$(selector)).uploadFile(path);
  },
  async downloaded() {
    for (let left = PATIENCE; left > 0; left -= 50) {
      const names = await readdir(downloadPath).catch(() => []);
      const text = names.length === 1 ? await readFile(join(downloadPath, names[0]), "utf8") : "";
      if (text) return text;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("nothing was downloaded");
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { task, ...rest } = JSON.parse(line);
  const [found, failed] = await Promise.resolve(TASKS[task](rest)).then(
    (value) => [value ?? null, []],
    (error) => [null, [`${task}: ${error.message}`]],
  );
  console.log(JSON.stringify({ found, complaints: [...complaints, ...failed] }));
}
await browser.close();
