// Every page in Chromium: narrow and wide, light and dark, with and without script, by keyboard, on paper.
// node look.mjs CHROMIUM [PAGE...], in the folder of pages.json. Exits with 1 and one line per fault.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [chromium, ...chosen] = process.argv.slice(2);
const pages = JSON.parse(readFileSync("pages.json", "utf8")).filter(({ page }) => !chosen.length || chosen.includes(page));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const faults = [];
let looked = 0;

const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });

function expect(holds, where, what) {
  if (holds) return;
  faults.push(`${where}: ${what}`);
  console.error(faults.at(-1));
}

// Opens a page and listens: nothing may leave it, nothing may be complained of.
async function open(name, { width = 1440, scheme = "light", script = true } = {}) {
  const tab = await browser.newPage();
  const where = `${name} ${width} ${scheme}${script ? "" : " without script"}`;
  const url = pathToFileURL(resolve(`${name}.html`)).href;
  tab.on("request", (request) => expect(request.url() === url, where, `asks for ${request.url()}`));
  tab.on("console", (message) => expect(false, where, `console: ${message.text()}`));
  tab.on("pageerror", (error) => expect(false, where, `error: ${error.message}`));
  await tab.setJavaScriptEnabled(script);
  await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await tab.setViewport({ width, height: 900, deviceScaleFactor: 1 });
  await tab.goto(url, { waitUntil: "load" });
  looked += 1;
  return { tab, where };
}

async function overflow(tab) {
  return tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

async function contrastAndStructure(name, language, width, scheme) {
  const { tab, where } = await open(name, { width, scheme });
  expect((await tab.evaluate(() => document.documentElement.lang)).startsWith(language), where, "lang is not that of the text");
  const wider = await overflow(tab);
  expect(wider <= 0, where, `${wider} px wider than the screen`);
  // The page allows no foreign script; the inspector's own world may hold one.
  const world = await tab.target().createCDPSession();
  const { frameTree } = await world.send("Page.getFrameTree");
  const { executionContextId } = await world.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  const run = async (expression) => {
    const answer = await world.send("Runtime.evaluate", { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value;
  };
  await run(axe);
  const found = await run(`axe.run(document, ${JSON.stringify(RULES)}).then((said) => said.violations.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? "")).join(" | ")))`);
  for (const each of found) expect(false, where, `axe ${each}`);
  await tab.screenshot({ path: `${name}.${width}.${scheme}.png`, fullPage: false });
  if (scheme === "light") await tab.screenshot({ path: `${name}.${width}.whole.png`, fullPage: true, captureBeyondViewport: true });
  await tab.close();
}

const visible = (tab) => tab.$$eval("#findings-table tbody tr", (rows) => rows.filter((row) => row.getClientRects().length).map((row) => Number(row.cells[0].textContent)));

async function work(name, findings) {
  const { tab, where } = await open(name);
  if (!findings) {
    expect((await tab.$("#findings")) === null, where, "a table of findings without findings");
    await tab.close();
    return;
  }
  const all = await visible(tab);
  expect(all.length === Math.min(findings, all.length) && all.length > 0, where, "no findings to see");
  expect(all.every((number, i) => number === i + 1), where, `numbers are not 1..n: ${all.slice(0, 5)}`);

  // By keyboard only: the first stop is the skip link, every stop can be seen, and all are reached.
  await tab.keyboard.press("Tab");
  const first = await tab.evaluate(() => document.activeElement.getAttribute("href"));
  expect(first?.startsWith("#"), where, `the first stop of Tab is no skip link: ${first}`);
  const stops = await tab.$$eval("a[href], button, input, summary, [tabindex='0']", (all) => all.filter((each) => each.getClientRects().length).length);
  const seen = new Set();
  for (let i = 0; i < stops + 2; i += 1) {
    const stop = await tab.evaluate(() => {
      const at = document.activeElement;
      if (at === document.body) return null;
      const style = getComputedStyle(at);
      const all = [...document.querySelectorAll("*")];
      return { place: all.indexOf(at), seen: style.outlineStyle !== "none" || style.boxShadow !== "none" };
    });
    if (stop) {
      seen.add(stop.place);
      expect(stop.seen, where, `focus cannot be seen at element ${stop.place}`);
    }
    await tab.keyboard.press("Tab");
  }
  expect(seen.size >= stops, where, `Tab reaches ${seen.size} of ${stops} controls`);

  // The filter: by what the second finding says, then nothing, then all again by Escape.
  if (await tab.$("#filter")) {
    const problem = await tab.$eval("#findings-table tbody tr:last-child .w strong", (cell) => cell.textContent);
    await tab.focus("#filter");
    await tab.keyboard.type(problem.slice(0, 30));
    await new Promise((done) => setTimeout(done, 300));
    const few = await visible(tab);
    expect(few.length >= 1 && few.length <= all.length, where, `the filter leaves ${few.length}`);
    expect(few.includes(all.length), where, "the filter loses the row it was taken from");
    await tab.keyboard.type(" qqq-nothing-qqq");
    await new Promise((done) => setTimeout(done, 300));
    expect((await visible(tab)).length === 0, where, "a filter that fits nothing shows something");
    await tab.keyboard.press("Escape");
    expect((await visible(tab)).length === all.length, where, "Escape does not clear the filter");
    expect((await tab.$eval("#count", (count) => count.textContent)).includes(String(all.length)), where, "the count is not said");
  }
  // A sort button: by rows, most first; then the other way.
  const button = await tab.$("#findings-table th.r button");
  await button.focus();
  await tab.keyboard.press("Enter");
  const rows = () => tab.$$eval("#findings-table tbody tr td.r", (cells) => cells.map((cell) => Number(cell.dataset.v)));
  const falling = await rows();
  expect(falling.every((n, i) => !i || falling[i - 1] >= n), where, "not sorted by rows, falling");
  await tab.keyboard.press("Space");
  const rising = await rows();
  expect(rising.every((n, i) => !i || rising[i - 1] <= n), where, "not sorted by rows, rising");
  expect((await tab.$eval("#findings-table th.r", (head) => head.getAttribute("aria-sort"))) === "ascending", where, "aria-sort");
  await tab.close();
}

async function without(name, findings) {
  const { tab, where } = await open(name, { script: false });
  const rows = await tab.$$("#findings-table tbody tr");
  expect(rows.length > 0 || !findings, where, "no findings without script");
  const tools = await tab.$("#tools");
  expect(!tools || !(await tools.isVisible()), where, "controls without script");
  await tab.close();
}

// On paper: A4, nothing cut at the right edge, the decision on the first page, no empty page.
async function paper(name) {
  const { tab, where } = await open(name, { scheme: "dark" });
  const file = `${name}.pdf`;
  await tab.pdf({ path: file, format: "A4", printBackground: true, preferCSSPageSize: true });
  const verdict = await tab.$eval("#verdict .stamp", (stamp) => stamp.textContent.trim());
  await tab.close();
  const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
  expect(/Page size:\s+59[45]\.\d+ x 84[12]/.test(info), where, `not A4: ${/Page size:.*/.exec(info)}`);
  const count = Number(/Pages:\s+(\d+)/.exec(info)[1]);
  const texts = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8", maxBuffer: 1 << 28 }).split("\f").slice(0, count);
  const bare = (text) => text.replace(/\s/g, "").toLowerCase();
  expect(bare(texts[0]).includes(bare(verdict)), where, "the verdict is not on the first page");
  texts.forEach((text, i) => expect(text.trim().length > 0, where, `page ${i + 1} of ${count} is empty`));
  execFileSync("pdftoppm", ["-r", "50", "-png", "-l", "3", file, name]);
  const box = execFileSync("pdftotext", ["-bbox", "-l", "5", file, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const right = Math.max(...[...box.matchAll(/xMax="([\d.]+)"/g)].map((each) => Number(each[1])));
  expect(right <= 596, where, `text runs over the right edge (${right} of 595)`);
}

for (const { page, findings, language } of pages) {
  for (const width of [360, 1440]) {
    for (const scheme of ["light", "dark"]) await contrastAndStructure(page, language, width, scheme);
  }
  await work(page, findings);
  await without(page, findings);
  await paper(page);
  console.log(`${page} ${Math.round(performance.now() / 1000)} s`);
}
await browser.close();
console.log(`${pages.length} pages, looked at ${looked} times: ${faults.length} faults`);
process.exit(faults.length || !pages.length ? 1 : 0);
