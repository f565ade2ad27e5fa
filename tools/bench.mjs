// How fast the page is, in a browser, through the served release build. It prints a Markdown table and says which figure
// misses its bar. Its parts: the start from the browser's cache, reading and finding, opening, writing a note, the
// places of a thousand notes, a very long document.
//
//   node tools/bench.mjs [--runs 7] [start] [engine] [opening] [writing] [anchoring] [large]

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as hands from "../tests/e2e/hands.mjs";
import { large } from "./bench/large.mjs";
import { collection, text } from "./bench/matter.mjs";
import { arrive, drop, goHome, longest, measured, median, ms, printTable, row, take, task } from "./bench/watch.mjs";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

const { values, positionals } = parseArgs({ options: { runs: { type: "string", default: "7" } }, allowPositionals: true });
const RUNS = Number(values.runs);
const DIST = resolve(process.env.MEIPI_DIST ?? "dist");

/** A page that was there before comes from the browser's own disk. */
async function start(browser, url) {
  const page = await arrive(browser, url);
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  const figures = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.goto("about:blank");
    await page.goto(url);
    figures.push(await (await page.waitForFunction(() => window.bench.started)).jsonValue());
  }
  await page.context().close();
  row("a page that was there before: from the address to the start screen", ms(median(figures)), "≤ 500 ms", median(figures) > 500);
}

async function engine(browser, url) {
  for (const [name, bytes, runs] of [["52 KB", 52_000, RUNS], ["500 KB", 500_000, 3]]) {
    const page = await arrive(browser, url);
    const rates = [];
    // One more, the first, for the browser to compile what it runs.
    for (let run = 0; run <= runs; run += 1) {
      const content = text(bytes, run);
      await drop(page, `${run}.txt`, content);
      await page.waitForFunction((count) => performance.getEntriesByName("meipi:open", "measure").length > count, run);
      const taken = await measured(page, "meipi:open");
      if (run > 0) rates.push(Buffer.byteLength(content) / 1e3 / taken);
      else row(`parse and extract ${name}, the first time after the page was loaded`, ms(taken));
      await hands.saved(page);
    }
    await page.context().close();
    const rate = median(rates);
    row(`parse and extract ${name}, later`, `${rate.toFixed(1)} MB/s`, "≥ 8 MB/s", rate < 8);
  }
}

async function opening(browser, url) {
  const page = await arrive(browser, url);
  const figures = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.evaluate(() => { window.bench.seen = window.bench.until("click", () => document.querySelector("article.text [data-q]")); });
    await page.getByRole("button", { name: /^打开样例/ }).click();
    figures.push(await page.evaluate(() => window.bench.seen));
    await goHome(page);
  }
  await page.context().close();
  row("the sample: from the click to highlighted text on screen", ms(median(figures)), "≤ 100 ms", median(figures) > 100);
}

/** Passages that no note of a collection is on: a drag over the numbers of other notes may take too much or nothing. */
const PASSAGES = ["市场主体总量7.3万户", "新批设立外商投资企业35家", "专利授权量8807件", "金融科技企业总数超过100家", "注册资本金超过700亿元", "新注册登记企业5267家", "净减少5445家"];

async function writing(browser, url, folder) {
  for (const count of [10, 2000]) {
    const page = await arrive(browser, url);
    await hands.openSample(page);
    // Ten notes are placed at once and leave no stretch of work; twenty would be the first that do.
    if (count > 16) await take(page, folder, collection(count), count);
    else for (let n = 0; n < count; n += 1) await hands.annotate(page, { from: "这样的成绩来之不易", text: `先有的 ${n}` });
    const figures = [];
    for (let run = 0; run < RUNS; run += 1) {
      await hands.drag(page, PASSAGES[run % PASSAGES.length]);
      await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
      const words = `量一量 ${run}`;
      await page.getByRole("form", { name: "批注内容" }).getByRole("textbox", { name: "批注内容" }).fill(words);
      await page.keyboard.down("Control");
      await page.evaluate((words) => { window.bench.seen = window.bench.until("keydown", () =>
        [...document.querySelectorAll("article.note > .body")].some((body) => body.textContent === words)); }, words);
      await page.keyboard.press("Enter");
      await page.keyboard.up("Control");
      figures.push(await page.evaluate(() => window.bench.seen));
      await hands.saved(page);
    }
    await page.context().close();
    row(`add a note with ${count.toLocaleString("en")} there: from the key to the paint`, ms(median(figures)), "≤ 50 ms", median(figures) > 50);
  }
}

async function anchoring(browser, url, folder) {
  const page = await arrive(browser, url);
  await hands.openSample(page);
  const { preview, inPreview, taken, inPlacing } = await take(page, folder, collection(1000, 5), 1000);
  row("1,000 notes of a file, a fifth reworded: from the choice to the preview", ms(preview), "≤ 1 s", preview > 1000);
  row("… longest task", task(inPreview), "≤ 50 ms", inPreview > 50);
  row("… taken in: from the consent to all of them shown and saved", ms(taken), "≤ 1 s", taken > 1000);
  row("… longest task", task(inPlacing), "≤ 50 ms", inPlacing > 50);
  await page.reload();
  await page.waitForFunction(() => performance.getEntriesByName("meipi:place", "measure").length > 0);
  const again = await measured(page, "meipi:place");
  row("… after a reload: places found and shown", ms(again), "≤ 1 s", again > 1000);
  await page.context().close();
}

const server = await serve({ root: DIST });
const browser = await launch();
const folder = mkdtempSync(join(tmpdir(), "meipi-bench-"));
try {
  for (const [name, part] of Object.entries({ start, engine, opening, writing, anchoring, large })) {
    if (positionals.length === 0 || positionals.includes(name)) await part(browser, server.url, folder);
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
printTable();
