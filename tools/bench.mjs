// How fast the page is, in a browser, through the served release build. It prints a Markdown table and says which figure
// misses its bar. Its parts: the start from the browser's cache, reading and finding, opening, writing a note, finding, the
// places of a thousand notes, a very long document, and the page beside another annotator.
//
//   node tools/bench.mjs [--runs 7] [start] [engine] [opening] [writing] [finding] [anchoring] [large] [beside]

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as hands from "../tests/e2e/hands.mjs";
import { beside } from "./bench/beside.mjs";
import { finding } from "./bench/finding.mjs";
import { large } from "./bench/large.mjs";
import { collection, text } from "./bench/matter.mjs";
import { arrive, drop, goHome, longest, measured, median, ms, printTable, row, take, task } from "./bench/watch.mjs";
import { writing } from "./bench/writing.mjs";
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
  for (const [name, part] of Object.entries({ start, engine, opening, writing, finding, anchoring, large, beside })) {
    if (positionals.length === 0 || positionals.includes(name)) await part(browser, server.url, folder, RUNS);
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
printTable();
