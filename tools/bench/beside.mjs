// The page beside @recogito/text-annotator, in one run, in turns: the same text, the same two thousand notes.
//
// What is measured is the same on both sides, in the reader's terms. To load: the notes are there with their quotation, and
// the clock runs until their passages are painted. The page finds the places itself, checks them, and shows the cards in
// its margin; the other is told the places, and shows no more than the passages. Both paint what is near the window; the
// page draws the marks of the rest when all notes are there, and a line says when, the other when somebody scrolls. To
// add: from the call or key to the frame in which the new passage is painted, with us together with its card, and the
// note is on its way to the disk.

import { fileURLToPath } from "node:url";
import * as hands from "../../tests/e2e/hands.mjs";
import { SAMPLE, clausesOf, collection } from "./matter.mjs";
import { arrive, measured, median, ms, row, take } from "./watch.mjs";
import { writeOne } from "./writing.mjs";

const COUNT = 2000;
const THEIRS = ["text-annotator.css", "text-annotator.umd.js"]
  .map((name) => fileURLToPath(new URL(`../../node_modules/@recogito/text-annotator/dist/${name}`, import.meta.url)));

export async function beside(browser, url, folder, runs) {
  const page = await arrive(browser, url);
  await hands.openSample(page);
  await take(page, folder, collection(COUNT), COUNT);
  const load = { ours: [], theirs: [] };
  const add = { ours: [], theirs: [] };
  const whole = [];
  for (let run = 0; run < runs; run += 1) {
    await page.reload();
    await page.waitForFunction(() => performance.getEntriesByName("meipi:place", "measure").length > 0);
    load.ours.push(await measured(page, "meipi:place"));
    await hands.drawn(page);
    whole.push(await page.evaluate(() => performance.now() - performance.getEntriesByName("meipi:place", "measure").at(-1).startTime));
    const theirs = await annotator(browser);
    load.theirs.push(await loadTheirs(theirs));
    // Both come to rest before one more is added.
    await page.waitForTimeout(1500);
    add.ours.push(await writeOne(page, run));
    for (const figure of await addTheirs(theirs)) add.theirs.push(figure);
    await theirs.context().close();
  }
  await page.context().close();
  compare(`${COUNT.toLocaleString("en")} notes loaded, to their passages painted`, load);
  row("… to the marks of the whole text, also where nobody looks", ms(median(whole)));
  compare("… one more added, to its passage painted", add);
}

function compare(what, { ours, theirs }) {
  const [own, other] = [median(ours), median(theirs)];
  row(what, `${ms(own)} (recogito ${ms(other)})`, "less", own >= other);
}

/** A page with the sample's text and an annotator on it. */
async function annotator(browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.setContent(`<!doctype html><html lang="zh-CN"><style>body { max-width: 40em; margin: 2em auto; font: 18px/1.95 serif }</style><div id="text"></div>`);
  await page.evaluate(() => { window.process = { env: { NODE_ENV: "production" } }; });
  await page.addStyleTag({ path: THEIRS[0] });
  await page.addScriptTag({ path: THEIRS[1] });
  await page.evaluate(({ text, clauses, count }) => {
    const root = document.getElementById("text");
    for (const line of text.split(/[\r\n]+/).filter(Boolean)) root.append(Object.assign(document.createElement("p"), { textContent: line }));
    const whole = root.textContent;
    const note = (id, quote, start) => ({ id, bodies: [{ id: `${id}b`, annotation: id, purpose: "commenting", value: `第 ${id} 条` }], target: { annotation: id, selector: [{ quote, start, end: start + quote.length }] } });
    const once = clauses.map((quote) => [quote, whole.indexOf(quote)]).filter(([, start]) => start >= 0);
    window.notes = Array.from({ length: count }, (_, n) => note(`n${n}`, ...once[n % once.length]));
    window.more = (n) => note(`a${n}`, whole.slice(300 + 10 * n, 306 + 10 * n), 300 + 10 * n);
    window.painted = () => new Promise((done) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(0);
    }));
    window.annotator = window.RecogitoJS.createTextAnnotator(root, {});
  }, { text: SAMPLE, clauses: clausesOf(SAMPLE), count: COUNT });
  return page;
}

const loadTheirs = (page) => page.evaluate(async () => {
  await window.painted();
  const begun = performance.now();
  window.annotator.setAnnotations(window.notes);
  // It paints in a frame of its own, not always in the next one.
  let at = await window.painted();
  while (document.querySelectorAll(".r6o-annotation").length === 0 && !(globalThis.CSS.highlights?.size > 0)) at = await window.painted();
  return at - begun;
});

const addTheirs = (page) => page.evaluate(async () => {
  const marks = () => document.querySelectorAll(".r6o-annotation").length;
  const figures = [];
  for (let n = 0; n < 3; n += 1) {
    const before = marks();
    const begun = performance.now();
    window.annotator.addAnnotation(window.more(n));
    let at = await window.painted();
    while (marks() === before && at - begun < 2000) at = await window.painted();
    figures.push(at - begun);
    await new Promise((done) => setTimeout(done, 300));
  }
  return figures;
});
