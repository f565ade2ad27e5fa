// A crowded margin stays readable: what has no room beside its passage stands behind one line, what is at hand wins its
// place, and a click on overlapping notes lists them all.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import * as hands from "./hands.mjs";
import { house, scratch } from "./harness.mjs";

const TEXT = readFileSync(fileURLToPath(new URL("data/report.txt", import.meta.url)), "utf8");
const PASSAGE = "探索建立山林共管机制";

/** Opens the report with so many notes on one passage, and some on the next. */
async function crowd(page, t, count) {
  const folder = scratch(t);
  const report = join(folder, "云溪县.txt");
  writeFileSync(report, TEXT);
  await hands.openFile(page, report);
  const item = (n, exact, text) => ({
    id: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    type: "Annotation",
    created: `2024-01-01T00:00:${String(n % 60).padStart(2, "0")}Z`,
    body: { type: "TextualBody", value: text, purpose: "commenting" },
    target: { source: "https://example.org/", selector: { type: "TextQuoteSelector", exact } },
  });
  const items = Array.from({ length: count }, (_, n) => item(n, PASSAGE, `第 ${n + 1} 条，有话要说，写得长一些，占上两行多一点的地方才好`));
  items.push(item(900, "新增公办幼儿园学位600个", "下一段的"));
  const notes = join(folder, "批注.jsonld");
  writeFileSync(notes, JSON.stringify({ "@context": "http://www.w3.org/ns/anno.jsonld", type: "AnnotationCollection", total: items.length, first: { type: "AnnotationPage", items } }));
  await hands.chooseImport(page, notes);
  await hands.confirmImport(page, items.length);
  await hands.scrollTo(page, PASSAGE);
  await hands.showNote(page, "第 1 条");
  await hands.scrollTo(page, PASSAGE);
}

/** Where the things in the margin stand, from top to bottom. */
const stands = (page) => page.locator(".meipi > .slot").evaluateAll((slots) => slots
  .filter((slot) => getComputedStyle(slot).visibility === "visible")
  .map((slot) => { const { top, bottom } = slot.getBoundingClientRect(); return { top, bottom, text: slot.innerText }; })
  .sort((a, b) => a.top - b.top));

/** Fails if one covers another. */
async function apart(page) {
  await page.waitForTimeout(400);
  const all = await stands(page);
  for (let i = 1; i < all.length; i += 1) {
    assert.ok(all[i].top >= all[i - 1].bottom - 0.5, `${all[i].text} covers ${all[i - 1].text}`);
  }
  return all;
}

describe("a crowded margin", () => {
  const place = house();

  it("folds what has no room, opens it and closes it again", async (t) => {
    const reader = await place.reader({ reducedMotion: "reduce" });
    const page = await reader.open(place.url);
    await crowd(page, t, 9);
    const more = page.getByRole("button", { name: /^另 \d+ 条$/ });
    await more.first().waitFor();
    const folded = Number((await more.first().innerText()).match(/\d+/)[0]);
    const shown = await hands.note(page, "有话要说").count();
    assert.equal(folded + shown, 9, "every note is shown or counted");
    assert.ok(shown < 9);
    const line = (await hands.paper(page).locator("[data-n]").first().boundingBox()).y;
    for (const { top, text } of await apart(page)) {
      if (text.includes("有话要说")) assert.ok(top - line <= 250, `${text} is ${top - line} px below its passage`);
    }
    await more.first().click();
    await hands.becomes(() => hands.note(page, "有话要说").count(), 9);
    await apart(page);
    const close = page.getByRole("button", { name: "收起", exact: true });
    await hands.becomes(() => close.getAttribute("aria-expanded"), "true");
    await close.press("Enter");
    await more.first().waitFor();
    await hands.becomes(() => hands.note(page, "有话要说").count(), shown);
    await reader.leave();
  });

  it("shows what is at hand beside its passage, and lists all that overlap", async (t) => {
    const reader = await place.reader({ reducedMotion: "reduce" });
    const page = await reader.open(place.url);
    await crowd(page, t, 9);
    await page.getByRole("button", { name: /^另 \d+ 条$/ }).first().waitFor();
    for (let n = 0; n < 8; n += 1) await page.keyboard.press("j");
    const last = hands.note(page, "第 8 条");
    await last.waitFor();
    await apart(page);
    const line = (await hands.paper(page).locator("[data-n].on").first().boundingBox()).y;
    const { y } = await last.boundingBox();
    assert.ok(Math.abs(y - line) <= 250, `the note at hand is ${y - line} px from its passage`);

    await page.keyboard.press("Escape");
    await hands.paper(page).locator("[data-n]").first().click();
    // A click lists all that overlap.
    await page.waitForFunction(() => document.querySelectorAll(".meipi .note.on").length === 9);
    await apart(page);
    await reader.leave();
  });

  it("opens the notes of a paragraph from the count at its edge", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await crowd(page, t, 1);
    await hands.annotateParagraph(page, "确保城镇新增就业", "段评甲");
    await hands.annotateParagraph(page, PASSAGE, "段评乙");
    await page.keyboard.press("Escape");
    const bubble = page.locator(".blk", { hasText: PASSAGE }).getByRole("button", { name: "本段段评 1 条" });
    await bubble.click();
    await page.locator(".meipi .note.on", { hasText: "段评乙" }).waitFor();
    await reader.leave();
  });
});
