// How fast the page is: opening, writing a note, and finding the places of a thousand, in a browser, through the served
// release build. It prints a Markdown table and says which figure misses its bar.
//
//   node tools/bench.mjs [--runs 7] [engine] [opening] [writing] [anchoring]

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import * as hands from "../tests/e2e/hands.mjs";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

const { values, positionals } = parseArgs({ options: { runs: { type: "string", default: "7" } }, allowPositionals: true });
const RUNS = Number(values.runs);
const DIST = resolve(process.env.MEIPI_DIST ?? "dist");
const SAMPLE = readFileSync(fileURLToPath(new URL("../tests/data/xicheng-2020.txt", import.meta.url)), "utf8");

const median = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];
const ms = (figure) => `${figure < 10 ? figure.toFixed(1) : Math.round(figure)} ms`;

/** The sample again and again, with other digits in each copy, up to so many bytes of UTF-8. */
function text(bytes, shift = 0) {
  const size = Buffer.byteLength(SAMPLE);
  let copies = "";
  for (let copy = 0; copy * size < bytes; copy += 1) {
    copies += SAMPLE.replace(/\d/g, (digit) => String((Number(digit) + copy + shift) % 10));
  }
  return Buffer.from(copies).subarray(0, bytes).toString("utf8").replace(/\uFFFD+$/, "");
}

/** So many notes on passages of the sample, a share of them with one sign reworded, as any program would write them. */
function collection(count, reworded = 0) {
  const clauses = [...new Set(SAMPLE.match(/(?<=[，。；])[\u4e00-\u9fff]{8,18}(?=[，。；])/gu))].filter((clause) => SAMPLE.split(clause).length === 2);
  const items = Array.from({ length: count }, (_, n) => {
    const clause = clauses[n % clauses.length];
    const exact = reworded > 0 && n % reworded === 0 ? `${clause.slice(0, 4)}也${clause.slice(4)}` : clause;
    return {
      id: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
      type: "Annotation",
      body: { type: "TextualBody", value: `第 ${n + 1} 条`, purpose: "commenting" },
      target: { source: "https://example.org/", selector: { type: "TextQuoteSelector", exact } },
    };
  });
  return JSON.stringify({ "@context": "http://www.w3.org/ns/anno.jsonld", type: "AnnotationCollection", total: count, first: { type: "AnnotationPage", items } });
}

/** Watches in the page: tasks over 50 ms, and the moment at which something is on the screen. */
function watch() {
  window.bench = { tasks: [] };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.bench.tasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });
  /**
   * From the next event of this type to the frame that shows what `seen` looks for. Whoever calls it waits for the call
   * to arrive before making the event: commands and input reach the page on ways of their own.
   */
  window.bench.until = (type, seen) => new Promise((done) => {
    addEventListener(type, (event) => {
      const look = () => {
        if (!seen()) return void requestAnimationFrame(look);
        // Found before this frame is painted; a message posted now arrives when it has been.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now() - event.timeStamp);
        port2.postMessage(0);
      };
      look();
    }, { capture: true, once: true });
  });
}

/** The last stretch of work of this name, and the longest task since `from` (50 ms and less are no long tasks). */
const measured = (page, name) => page.evaluate((name) => performance.getEntriesByName(name, "measure").at(-1)?.duration ?? 0, name);
const longest = (page, from) => page.evaluate((from) => Math.max(0, ...window.bench.tasks.filter((task) => task.startTime >= from).map((task) => task.duration)), from);
const now = (page) => page.evaluate(() => performance.now());
const task = (figure) => (figure > 0 ? ms(figure) : "under 50 ms");

async function goHome(page) {
  await page.getByRole("link", { name: /回到首页/ }).click();
  await page.getByRole("heading", { name: "最近的报告" }).waitFor();
}

async function drop(page, name, content) {
  const data = await page.evaluateHandle(([name, content]) => {
    const data = new DataTransfer();
    data.items.add(new File([content], name, { type: "text/plain" }));
    return data;
  }, [name, content]);
  await page.locator("body").dispatchEvent("drop", { dataTransfer: data });
}

const rows = [];
function row(what, figure, bar = "", missed = false) {
  rows.push([what, figure, bar, missed ? "**missed**" : bar && "met"]);
  process.stderr.write(`${what}: ${figure}${missed ? " (missed)" : ""}\n`);
}

/** A new reader, whose page watches itself. */
async function arrive(browser, url) {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(120_000);
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("main").waitFor();
  return page;
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

/** Imports a collection; answers how long it took, and its longest tasks, before and after the reader's consent. */
async function take(page, folder, notes, count) {
  const file = join(folder, `${count}.jsonld`);
  writeFileSync(file, notes);
  const chosen = await now(page);
  await hands.chooseImport(page, file);
  const agree = page.getByRole("dialog", { name: "导入预览" }).getByRole("button", { name: `导入 ${count} 条` });
  await agree.waitFor();
  const shown = await now(page);
  const inPreview = await longest(page, chosen);
  await agree.click();
  await page.getByText(`已导入 ${count} 条批注`).waitFor();
  await hands.saved(page);
  const taken = await now(page) - shown;
  return { preview: shown - chosen, inPreview, taken, inPlacing: await longest(page, shown) };
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
  for (const [name, part] of Object.entries({ engine, opening, writing, anchoring })) {
    if (positionals.length === 0 || positionals.includes(name)) await part(browser, server.url, folder);
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log("| what | measured | bar | |\n| --- | ---: | ---: | --- |");
for (const cells of rows) console.log(`| ${cells.join(" | ")} |`);
