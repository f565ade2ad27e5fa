// A document of a million characters with five thousand notes: opened, scrolled through, weighed, opened again.

import { readFileSync } from "node:fs";
import * as hands from "../../tests/e2e/hands.mjs";
import { spread, text } from "./matter.mjs";
import { arrive, drop, longest, measured, median, ms, now, row, take, task } from "./watch.mjs";

/** Characters of the document. */
const SIGNS = 1_000_000;
const NOTES = 5000;

export async function large(browser, url, folder) {
  const page = await arrive(browser, url);
  const content = Array.from(text(4 * SIGNS)).slice(0, SIGNS).join("");
  const began = await now(page);
  await drop(page, "large.txt", content);
  await hands.paper(page).locator("[data-q]").first().waitFor();
  const opened = (await now(page)) - began;
  await hands.saved(page);
  row("a million characters: from the drop to marked text", ms(opened), "≤ 3 s", opened > 3000);
  tasks("… longest task", await longest(page, began));
  await weigh(browser, page, "… memory without notes");
  const { preview, inPreview, taken, inPlacing } = await take(page, folder, spread(content, NOTES), NOTES);
  row("… 5,000 notes of a file: from the choice to the preview", ms(preview));
  tasks("… longest task", inPreview);
  row("… taken in: from the consent to all of them shown and saved", ms(taken));
  tasks("… longest task", inPlacing);
  await scrolled(page);
  await weigh(browser, page, "… memory with 5,000 notes", 300);
  await page.reload();
  await page.waitForFunction(() => performance.getEntriesByName("meipi:place", "measure").length > 0);
  const placed = await page.evaluate(() => {
    const { startTime, duration } = performance.getEntriesByName("meipi:place", "measure").at(-1);
    return { text: startTime, all: startTime + duration, open: performance.getEntriesByName("meipi:open", "measure").at(-1) };
  });
  row("… loaded again: from the address to all notes in their places", ms(placed.all), "≤ 3 s", placed.all > 3000);
  row("… of that, places found and shown", ms(await measured(page, "meipi:place")));
  tasks("… longest task", await longest(page, 0));
  await scrolled(page);
  await weigh(browser, page, "… memory then", 300);
  await page.context().close();
}

const tasks = (what, figure) => row(what, task(figure), "≤ 50 ms", figure > 50);

/** Scrolls as a wheel does, 120 pixels a frame, four seconds long. */
async function scrolled(page) {
  const { frames, longest } = await page.evaluate(async () => {
    const begun = performance.now();
    const frames = [];
    let last = begun;
    for (let frame = 0; frame < 240; frame += 1) {
      scrollBy({ top: 120, behavior: "instant" });
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - last);
      last = now;
    }
    await new Promise((done) => setTimeout(done, 200));
    return { frames: frames.slice(1), longest: Math.max(0, ...window.bench.tasks.filter((task) => task.startTime > begun).map((task) => task.duration)) };
  });
  row("… scrolled: a frame, the median", `${median(frames).toFixed(1)} ms`, "≤ 17 ms", median(frames) > 17);
  tasks("… scrolled: longest task", longest);
}

/**
 * What the page's process holds for itself alone (Linux), after the browser has collected its garbage; and of that the
 * heap of its scripts and the memory of its wasm.
 */
async function weigh(browser, page, what, bar) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await page.waitForTimeout(500);
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const wasm = await page.evaluate(() => window.bench.memory?.buffer.byteLength ?? 0);
  const { nodes } = await session.send("Memory.getDOMCounters");
  await session.detach();
  const whole = await own(browser);
  const mb = (bytes) => `${Math.round(bytes / 1e6)} MB`;
  const figure = `${mb(whole)} (wasm ${mb(wasm)}, scripts ${mb(usedSize)}, ${nodes.toLocaleString("en")} nodes)`;
  row(what, figure, bar ? `≤ ${bar} MB` : "", bar && whole > bar * 1e6);
}

/** The private memory of the heaviest renderer, in bytes. */
async function own(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const privately = (id) => [...readFileSync(`/proc/${id}/smaps_rollup`, "utf8").matchAll(/^Private_\w+:\s+(\d+) kB/gm)]
    .reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
  return Math.max(...processInfo.filter(({ type }) => type === "renderer").map(({ id }) => privately(id)));
}
