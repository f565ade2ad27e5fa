// How the benchmarks look at a page: when something is on the screen, how long tasks are, and what the page itself measured.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as hands from "../../tests/e2e/hands.mjs";

export const median = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];
export const ms = (figure) => `${figure < 10 ? figure.toFixed(1) : Math.round(figure)} ms`;

/** Watches in the page: the program's memory, the start screen, tasks over 50 ms, and the moment at which something is on the screen. */
function watch() {
  window.bench = { tasks: [] };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.bench.tasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const plain = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await plain.apply(WebAssembly, given);
      window.bench.memory ??= made.instance?.exports.memory;
      return made;
    };
  }
  const started = () => {
    if (document.getElementById("start-title")) window.bench.started = performance.now();
    else requestAnimationFrame(started);
  };
  started();
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

/** A new reader, whose page watches itself. */
export async function arrive(browser, url) {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(120_000);
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("main").waitFor();
  return page;
}

/** The last stretch of work of this name, and the longest task since `from` (50 ms and less are no long tasks). */
export const measured = (page, name) => page.evaluate((name) => performance.getEntriesByName(name, "measure").at(-1)?.duration ?? 0, name);
export const longest = (page, from) => page.evaluate((from) => Math.max(0, ...window.bench.tasks.filter((task) => task.startTime >= from).map((task) => task.duration)), from);
export const now = (page) => page.evaluate(() => performance.now());
export const task = (figure) => (figure > 0 ? ms(figure) : "under 50 ms");

export async function goHome(page) {
  await page.getByRole("link", { name: /回到首页/ }).click();
  await page.getByRole("heading", { name: "最近的报告" }).waitFor();
}

export async function drop(page, name, content) {
  const data = await page.evaluateHandle(([name, content]) => {
    const data = new DataTransfer();
    data.items.add(new File([content], name, { type: "text/plain" }));
    return data;
  }, [name, content]);
  await page.locator("body").dispatchEvent("drop", { dataTransfer: data });
}

/** Imports a collection; answers how long it took, and its longest tasks, before and after the reader's consent. */
export async function take(page, folder, notes, count) {
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

const rows = [];

/** A line of the table, told at once as well, because the whole takes minutes. */
export function row(what, figure, bar = "", missed = false) {
  rows.push([what, figure, bar, missed ? "**missed**" : bar && "met"]);
  process.stderr.write(`${what}: ${figure}${missed ? " (missed)" : ""}\n`);
}

/** Prints all lines as a Markdown table. */
export function printTable() {
  console.log("| what | measured | bar | |\n| --- | ---: | ---: | --- |");
  for (const cells of rows) console.log(`| ${cells.join(" | ")} |`);
}
