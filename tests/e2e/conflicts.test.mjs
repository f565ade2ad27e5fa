// Two people change one note without knowing of each other: what each made of it stands side by side, with what it began
// from, before the import and after it; a click or a key settles it, which is a change like any other.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { accessible, focusIn, focusIsVisible, tabTo } from "./access.mjs";
import * as hands from "./hands.mjs";
import { house, scratch } from "./harness.mjs";

const PASSAGE = "市场主体总量7.3万户";
const BEGAN = "请说明原因";
const MINE = "请说明下调的原因";
const THEIRS = "请说明原因，并附上年数据";

/** The words of the conflict in the language of the page. */
const WORDS = {
  "zh-CN": { apply: /^导入 1 条/, preview: "导入预览", import: "导入" },
  en: { apply: /^Import 1/, preview: "Import preview", import: "Import" },
};

/** What a colleague sends back: the note with one more revision, made on what it was when the file left. */
function answer(file, folder) {
  const collection = JSON.parse(readFileSync(file, "utf8"));
  const [item] = collection.first.items;
  const [first] = item["meipi:revisions"];
  item["meipi:revisions"].push({
    ...first,
    id: "0e1a1a52-9a3c-4c7e-8f0e-2b1d6e5a4c3b",
    parents: [first.id],
    author: { id: "7c1a1a52-9a3c-4c7e-8f0e-2b1d6e5a4c3b", name: "李敏" },
    at: new Date(Date.now() + 60_000).toISOString(),
    state: { ...first.state, text: THEIRS },
  });
  item.body[0].value = THEIRS;
  const answered = join(folder, "李敏.jsonld");
  writeFileSync(answered, JSON.stringify(collection));
  return answered;
}

/** A reader whose note was changed here, and by a colleague in a file; not imported yet. */
async function quarrel(place, t, { language = "zh-CN", ...options } = {}) {
  const folder = scratch(t);
  const reader = await place.reader(options);
  const page = await reader.open(place.url);
  await hands.openSample(page);
  await hands.annotate(page, { from: PASSAGE, text: BEGAN });
  const file = answer(await hands.exportTo(page, folder), folder);
  await hands.note(page, BEGAN).click();
  await hands.note(page, BEGAN).getByRole("button", { name: "编辑" }).click();
  await hands.write(page, { text: MINE });
  if (language === "en") {
    await page.getByRole("banner").getByRole("button", { name: /切换语言/ }).click();
    await page.locator("html[lang=en] body").waitFor();
  }
  return { reader, page, file, folder, words: WORDS[language] };
}

/** Chooses the file and waits for its preview. */
async function look({ page, file, words }) {
  await hands.answer(page, () => page.getByRole("banner").getByRole("button", { name: words.import, exact: true }).click(), file);
  const dialog = page.getByRole("dialog", { name: words.preview });
  await dialog.getByRole("group").first().waitFor();
  return dialog;
}

/** Takes the file in; answers the conflict in the note. */
async function takeIn(desk) {
  const { page, words } = desk;
  const dialog = await look(desk);
  await dialog.getByRole("button", { name: words.apply }).click();
  await dialog.waitFor({ state: "detached" });
  const conflict = page.locator("#margin .conflict");
  await conflict.waitFor();
  return conflict;
}

/** What the sides of a conflict say. */
const sides = (conflict) => conflict.locator(".side .body").allInnerTexts();

/** The controls that the notice lies over, as far as they can be seen. */
const covered = (page) => page.evaluate(() => {
  const notice = document.querySelector(".toast").getBoundingClientRect();
  const seen = (control) => {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    const clip = control.closest(".scroll")?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
    return { left, right, top: Math.max(top, clip.top), bottom: Math.min(bottom, clip.bottom) };
  };
  const controls = [...document.querySelectorAll(".sheet button, .sheet textarea, .bar :is(a, button), .crumb")];
  return controls.filter((control) => control.checkVisibility()).filter((control) => {
    const { left, right, top, bottom } = seen(control);
    return top < bottom && left < notice.right && notice.left < right && top < notice.bottom && notice.top < bottom;
  }).map((control) => control.getAttribute("aria-label") ?? control.innerText);
});

const text = (page) => page.locator("#margin article.note > .body").innerText();

describe("one note, changed by two", () => {
  const place = house();

  it("shows both and what they began from, before the import and after it, and a click settles it", async (t) => {
    const desk = await quarrel(place, t);
    const { reader, page, folder } = desk;
    const dialog = await look(desk);
    assert.deepEqual(await sides(dialog), [BEGAN, MINE, THEIRS]);
    await dialog.getByText("李敏").first().waitFor();
    await dialog.getByText("共同起点").waitFor();
    assert.deepEqual(await dialog.locator(".side ins").allInnerTexts(), ["下调的", "，并附上年数据"], "what each changed");
    assert.equal(await dialog.getByRole("button", { name: /^用这个/ }).count(), 0, "nothing to settle before it is taken in");
    await accessible(page, "in the preview with a conflict");
    await page.keyboard.press("Escape");
    assert.equal(await text(page), MINE, "to look changes nothing");

    const conflict = await takeIn(desk);
    assert.deepEqual(await sides(conflict), [BEGAN, MINE, THEIRS]);
    await accessible(page, "with a conflict in a note");
    await conflict.getByRole("button", { name: "用这个: 李敏" }).click();
    await conflict.waitFor({ state: "detached" });
    assert.equal(await text(page), THEIRS);

    await page.keyboard.press("Control+z");
    await conflict.waitFor();
    assert.deepEqual(await sides(conflict), [BEGAN, MINE, THEIRS], "undo opens it again");
    await page.keyboard.press("Control+Shift+Z");
    await conflict.waitFor({ state: "detached" });
    assert.equal(await text(page), THEIRS);

    await hands.saved(page);
    await page.reload();
    await hands.showNote(page, THEIRS);
    assert.equal(await page.locator("#margin .conflict").count(), 0, "it stays settled");

    // The decision travels: it knows both, and whoever takes it in has nothing to decide.
    const written = JSON.parse(readFileSync(await hands.exportTo(page, folder), "utf8"));
    const revisions = written.first.items[0]["meipi:revisions"];
    const last = revisions.at(-1);
    assert.equal(last.state.text, THEIRS);
    assert.equal(last.unsettled, undefined);
    const heads = revisions.filter(({ id }) => !revisions.some(({ parents = [] }) => parents.includes(id)));
    assert.equal(heads.length, 1, "one head");
    assert.ok(revisions.some(({ state }) => state.text === MINE), "nobody's words are lost");
    await reader.leave();
  });

  it("keeps both texts, or a third, with the keyboard alone", async (t) => {
    const desk = await quarrel(place, t);
    const { reader, page } = desk;
    const conflict = await takeIn(desk);
    const both = conflict.getByRole("button", { name: "两者都留" });
    await page.locator("#margin article.note").focus();
    await tabTo(page, both);
    assert.ok(await focusIsVisible(page), "the focus is seen");
    await page.keyboard.press("Enter");
    await conflict.waitFor({ state: "detached" });
    assert.equal(await text(page), `${MINE}\n${THEIRS}`);
    await focusIn(page.locator("#margin article.note"));

    await page.keyboard.press("Control+z");
    await conflict.waitFor();
    await page.locator("#margin article.note").focus();
    await tabTo(page, conflict.getByRole("button", { name: "另写" }));
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "批注内容" }).fill("第三种说法");
    await page.keyboard.press("Control+Enter");
    await conflict.waitFor({ state: "detached" });
    assert.equal(await text(page), "第三种说法");
    await reader.leave();
  });

  it("speaks English, in the dark and on a phone", async (t) => {
    const desk = await quarrel(place, t, { language: "en", theme: "dark" });
    const { reader, page } = desk;
    const dialog = await look(desk);
    await dialog.getByText("Before both").waitFor();
    await dialog.getByText("1 conflict:").waitFor();
    await accessible(page, "in the English preview, dark");
    await page.setViewportSize({ width: 390, height: 844 });
    await accessible(page, "in the preview on a phone");
    const isWithin = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(await isWithin(), "nothing scrolls sideways");
    await dialog.getByRole("button", { name: /^Import 1/ }).click();
    await dialog.waitFor({ state: "detached" });
    await page.locator("a.ref").first().evaluate((ref) => { ref.scrollIntoView({ block: "center", behavior: "instant" }); ref.click(); });
    const conflict = page.locator(".conflict");
    await conflict.waitFor();
    await conflict.scrollIntoViewIfNeeded();
    await accessible(page, "with a conflict in the sheet");
    for (const height of ["half", "whole", "a line"]) {
      await page.locator(".toast").waitFor();
      await page.waitForTimeout(300);
      assert.deepEqual(await covered(page), [], `the notice covers nothing with the sheet drawn up: ${height}`);
      await page.locator(".sheet .grab").click();
    }
    assert.ok(await isWithin(), "nothing scrolls sideways");
    await conflict.getByRole("button", { name: "Use this: 李敏" }).click();
    await conflict.waitFor({ state: "detached" });
    await page.getByText(THEIRS).first().waitFor();
    await reader.leave();
  });
});
