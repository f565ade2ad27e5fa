// What a reader does with mouse and keyboard, in the words of the page. Tests name things as a screen reader hears them.

import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

/** Reads again until it is what is expected, five seconds long: the page is a frame or two behind who acts on it. */
export async function becomes(read, expected, why) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (isDeepStrictEqual(await read(), expected)) return;
    await setTimeout(50);
  }
  assert.deepEqual(await read(), expected, why);
}

/** The report as a set page. */
export const paper = (page) => page.locator("article.text");

/** Waits until the text has its marks: a report of usual length has all of them soon, a long one those near the window. */
export const drawn = (page) => page.locator("article.text.whole, article.text.long").waitFor();

/** Opens the sample from the first screen and waits for its text. */
export async function openSample(page) {
  await page.getByRole("button", { name: /^打开样例/ }).click();
  await drawn(page);
}

/**
 * Answers with `file` when the page asks for one after `act`. The page must know that we answer before it asks, and a key can
 * be quicker than that message: so one question goes to the page and comes back first.
 */
export async function answer(page, act, file) {
  const asked = page.waitForEvent("filechooser");
  await page.evaluate(() => null);
  const [chooser] = await Promise.all([asked, act()]);
  await chooser.setFiles(file);
}

/** Gives the first screen a file, through its button. */
export const chooseFile = (page, file) => answer(page, () => page.getByRole("button", { name: "打开文件" }).click(), file);

/** The same, and waits for the text. */
export async function openFile(page, file) {
  await chooseFile(page, file);
  await drawn(page);
}

/**
 * Where a passage stands, from the beginning of the words `from` to the end of the words `to`: in the page, the offsets of its
 * first and last character in the text, and `place`, which gives the node and the offset before a character, or behind it.
 * Nobody is as quick as this, so it waits until the marks are there.
 */
export async function passage(page, from, to = from) {
  await drawn(page);
  return paper(page).evaluateHandle((article, [from, to]) => {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const pieces = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      pieces.push({ node, start: text.length });
      text += node.data;
    }
    const first = text.indexOf(from);
    const last = text.indexOf(to, first) + to.length - 1;
    if (first < 0 || last < to.length - 1) throw new Error(`not in the text: ${first < 0 ? from : to}`);
    const place = (offset, behind = 0) => {
      const piece = pieces.findLast(({ start }) => start <= offset);
      return [piece.node, offset - piece.start + behind];
    };
    return { place, first, last };
  }, [from, to]);
}

/**
 * Selects with the mouse from the beginning of the words `from` to the end of the words `to`, which may stand in
 * different paragraphs and under different marks.
 */
export async function drag(page, from, to = from) {
  const ends = await (await passage(page, from, to)).evaluate(({ place, first, last }) => {
    const rect = (offset) => {
      const range = document.createRange();
      range.setStart(...place(offset));
      range.setEnd(...place(offset, 1));
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { left, right, y: (top + bottom) / 2 };
    };
    place(first)[0].parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    return { start: rect(first), end: rect(last) };
  });
  await page.mouse.move(ends.start.left + 1, ends.start.y);
  await page.mouse.down();
  await page.mouse.move((ends.start.left + ends.end.right) / 2, (ends.start.y + ends.end.y) / 2, { steps: 4 });
  await page.mouse.move(ends.end.right - 1, ends.end.y, { steps: 4 });
  await page.mouse.up();
}

/** What is selected, as the browser has it, without the blanks that setting adds. */
export const selected = (page) => page.evaluate(() => getSelection().toString().replace(/\s+/g, ""));

/** The toolbar beside a selection. */
export const toolbar = (page) => page.getByRole("toolbar", { name: "对选中文字" });

/** Writes a note on a passage, from the selection to the word 已保存. */
export async function annotate(page, { from, to, text, tags = [] }) {
  await drag(page, from, to);
  await toolbar(page).getByRole("button", { name: /^批注/ }).click();
  await write(page, { text, tags });
}

/** Writes a note on the whole paragraph in which the words stand. */
export async function annotateParagraph(page, words, text) {
  await scrollTo(page, words);
  const block = page.locator(".blk", { hasText: words });
  await block.hover();
  await block.getByRole("button", { name: /段评/ }).click();
  await write(page, { text, name: "段评内容" });
}

/** Fills the open field of a note and saves it. */
export async function write(page, { text, tags = [], name = "批注内容" }) {
  const form = page.getByRole("form", { name });
  await form.getByRole("textbox", { name, exact: true }).fill(text);
  for (const tag of tags) {
    await form.getByRole("textbox", { name: "标签" }).fill(tag);
    await page.keyboard.press("Enter");
  }
  await form.getByRole("button", { name: /^保存/ }).click();
  await note(page, text).waitFor();
  await saved(page);
}

/** Waits until the page says that everything is stored. */
export async function saved(page) {
  await page.getByRole("status").filter({ hasText: "已保存到本机" }).waitFor();
}

/** The piece of a mark in the text that has these words, in the paragraph that has `around`. */
export const mark = (page, words, around = words) =>
  paper(page).locator(".blk", { hasText: around }).first().locator("span[data-q], span[data-c]").filter({ hasText: words }).first();

/** What stands beside a box to tick. */
export const labelOf = (box) => box.evaluate((input) => input.closest("label").innerText);

/** The notes in the margin that have these words. */
export const note = (page, text) => page.getByRole("article", { name: /^(批注|段评)/ }).filter({ hasText: text });

/** Brings the words of the report to the middle of the window. */
export async function scrollTo(page, words) {
  await paper(page).locator(".blk", { hasText: words }).first()
    .evaluate((block) => block.scrollIntoView({ block: "center", behavior: "instant" }));
}

/** Walks through the page from top to bottom, because only notes near the window stand in the margin. */
async function walk(page, visit) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 600) {
    await page.evaluate((y) => scrollTo({ top: y, behavior: "instant" }), y);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    if (await visit()) return true;
  }
  return false;
}

/** Waits until a note with these words stands in the margin, wherever it is. */
export async function showNote(page, text) {
  await paper(page).waitFor();
  for (let tries = 0; tries < 20; tries += 1) {
    if (await walk(page, () => note(page, text).count())) return;
  }
  throw new Error(`no note says: ${text}`);
}

/** What the notes of the margin say, each once. */
export const margin = (page) => inMargin(page, (notes) => notes.map((note) => note.querySelector(":scope > .body")?.innerText));

/** The same with colour, tags and where each stands. */
export const marginWhole = (page) => inMargin(page, (notes) => notes.map((note) => {
  const text = (part) => note.querySelector(`:scope > ${part}`)?.innerText ?? "";
  return [text(".body"), text(".tagsrow"), text(".by .st8"), /\bk\d\b/.exec(note.className)?.[0] ?? ""].join(" · ");
}));

/** What a function in the page reads from the notes of the margin, each once, those that were folded away too. */
async function inMargin(page, read) {
  const found = new Set();
  await walk(page, async () => {
    await page.evaluate(async () => {
      const folded = [...document.querySelectorAll(".more[aria-expanded=false]")];
      for (const line of folded) line.click();
      if (folded.length > 0) await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
    for (const text of await page.locator("article.note").evaluateAll(read)) if (text) found.add(text);
    return false;
  });
  return [...found];
}

/** Opens the menu of what can be done to all notes that are shown. */
export async function openBulk(page) {
  await page.getByRole("group", { name: "显示的批注" }).getByRole("button", { name: "批量" }).click();
  const menu = page.getByRole("dialog", { name: /^改显示的/ });
  await menu.waitFor();
  return menu;
}

/** Fails unless the margin has exactly these notes. */
export async function hasNotes(page, texts) {
  for (const text of texts) await showNote(page, text);
  await becomes(async () => (await margin(page)).sort(), [...texts].sort());
}

/** Each note with the words that it stands on, as the page marks them. */
export async function places(page) {
  await drawn(page);
  return page.evaluate(() => {
    const passages = {};
    for (const piece of document.querySelectorAll("article.text [data-n]")) {
      const block = piece.closest(".blk").id;
      for (const id of piece.dataset.n.split(" ")) (passages[id] ??= []).push(`${block} ${piece.textContent}`);
    }
    return passages;
  });
}

/** Exports with the report's text into the folder; answers the path of the file. */
export async function exportTo(page, folder) {
  await page.getByRole("banner").getByRole("button", { name: "导出", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "导出批注" });
  await dialog.getByRole("checkbox", { name: /^带上报告原文/ }).check();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "导出", exact: true }).click(),
  ]);
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

/** Chooses a file to import into the open report. */
export async function chooseImport(page, file) {
  await answer(page, () => page.getByRole("banner").getByRole("button", { name: "导入", exact: true }).click(), file);
}

/** Agrees to the preview of an import that brings so many notes. */
export async function confirmImport(page, count) {
  await page.getByRole("dialog", { name: "导入预览" }).getByRole("button", { name: `导入 ${count} 条` }).click();
  await page.getByText(`已导入 ${count} 条批注`).waitFor();
  await saved(page);
}
