// Find, filters and the palette: what a reader finds and where, with mouse and with keys alone, in both languages and
// themes, on a phone, while an input method composes, and on paper.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accessible, focusIn, focusIsVisible, inEveryDress, tabTo } from "./access.mjs";
import * as hands from "./hands.mjs";
import { house } from "./harness.mjs";

const box = (page) => page.getByRole("textbox", { name: "查找", exact: true });
const panel = (page) => page.getByRole("search", { name: "查找" });
const hits = (page) => panel(page).getByRole("listitem").getByRole("button");
const current = (page) => panel(page).locator("[aria-current]");

/** Types into the box and waits until so many things are found, of all kinds. */
async function find(page, words, count) {
  await box(page).fill(words);
  await page.waitForFunction((count) => document.querySelector(".find-at")?.textContent.endsWith(`/ ${count}`), count);
}

/** The words that the browser marks under a name. */
const marked = (page, name) => page.evaluate(
  (name) => [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString()),
  name,
);

/** Waits until the hit at hand can be seen. */
const inView = (page) => page.waitForFunction(() => {
  const [hit] = CSS.highlights.get("find-now") ?? [];
  const { top, bottom } = hit?.getBoundingClientRect() ?? { top: -1 };
  return top >= 48 && bottom <= innerHeight;
});

const frames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

describe("find", () => {
  const place = house();

  it("finds words in any dress, goes from hit to hit, and gives the focus back", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    const way = page.getByRole("banner").getByRole("button", { name: "查找" });
    await way.click();
    await find(page, "城镇 登记 失业率", 2);
    await page.getByRole("status").filter({ hasText: /^1 \/ 2$/ }).waitFor();
    assert.deepEqual(await marked(page, "find-now"), ["城镇登记失业率"]);
    await inView(page);
    const first = await current(page).innerText();
    await page.keyboard.press("Enter");
    await page.getByRole("status").filter({ hasText: /^2 \/ 2$/ }).waitFor();
    await inView(page);
    assert.notEqual(await current(page).innerText(), first);
    await page.keyboard.press("F3");
    await page.getByRole("status").filter({ hasText: /^1 \/ 2$/ }).waitFor();
    await page.keyboard.press("Shift+Enter");
    await page.getByRole("status").filter({ hasText: /^2 \/ 2$/ }).waitFor();
    await hands.becomes(() => page.locator(".strip .hit:not([d=''])").count(), 2, "the outline shows where");
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "detached" });
    await focusIn(way);
    assert.deepEqual(await marked(page, "find-now"), []);
    await reader.leave();
  });

  it("finds numbers by value and commitments by strength, and says what it understood", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await page.keyboard.press("/");
    await find(page, ">4000亿元", 4);
    assert.deepEqual(await marked(page, "find-now"), ["4500亿元"]);
    await panel(page).getByText("> 400,000,000,000 元").waitFor();
    await find(page, "刚性 =15部", 1);
    assert.match(await page.locator(".par .found-now").first().innerText(), /老楼/);
    await panel(page).getByRole("button", { name: /^去掉 数值/ }).click();
    await panel(page).getByText("承诺", { exact: true }).first().waitFor();
    assert.equal(await box(page).inputValue(), "刚性");
    await box(page).fill("没有这样的话");
    await panel(page).getByText("没有找到“没有这样的话”").waitFor();
    await page.getByRole("status").filter({ hasText: "没有找到“没有这样的话”" }).waitFor();
    await reader.leave();
  });

  it("seeks nothing while an input method composes, and all of it when it has", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await page.keyboard.press("/");
    await box(page).waitFor();
    const session = await reader.context.newCDPSession(page);
    await session.send("Input.imeSetComposition", { text: "jiuye", selectionStart: 5, selectionEnd: 5 });
    for (const key of ["Enter", "Escape", "F3"]) {
      await box(page).dispatchEvent("keydown", { key, isComposing: true, keyCode: 229, bubbles: true });
    }
    await page.waitForTimeout(300);
    assert.equal(await hits(page).filter({ hasText: "就业" }).count(), 0);
    assert.equal(await panel(page).getByText("没有找到").count(), 0, "what is being composed is not sought");
    await session.send("Input.insertText", { text: "就业" });
    await page.waitForFunction(() => /^1 \/ \d+$/.test(document.querySelector(".find-at").textContent));
    assert.equal(await box(page).inputValue(), "就业");
    await reader.leave();
  });

  it("finds what was typed last, however fast", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await page.keyboard.press("/");
    await box(page).waitFor();
    await box(page).pressSequentially("老旧小区", { delay: 0 });
    await page.keyboard.press("Enter");
    assert.equal((await marked(page, "find-now")).length <= 1, true);
    await frames(page);
    assert.deepEqual(await marked(page, "find-now"), ["老旧小区"], "Enter does not wait for the rest");
    await reader.leave();
  });

  it("finds notes by words, tag and author, and no deleted ones", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { from: "这样的成绩来之不易", text: "光伏怎么算", tags: ["口径"] });
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await find(page, "光伏", 1);
    await hits(page).filter({ hasText: "光伏怎么算" }).waitFor();
    await find(page, "#口径", 1);
    await page.keyboard.press("Escape");
    await hands.showNote(page, "光伏怎么算");
    await hands.note(page, "光伏怎么算").click();
    await hands.note(page, "光伏怎么算").getByRole("button", { name: "删除" }).click();
    await page.keyboard.press("/");
    await box(page).fill("光伏");
    await panel(page).getByText("没有找到“光伏”").waitFor();
    await reader.leave();
  });

  it("keeps the text clear of the panel on a phone", async () => {
    const reader = await place.reader({ width: 390, height: 844, hasTouch: true, isMobile: true });
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await page.getByRole("banner").getByRole("button", { name: "查找" }).tap();
    await find(page, "失业率", 2);
    // The hit stands between the box and the list.
    await page.waitForFunction(() => {
      const hit = [...CSS.highlights.get("find-now")][0].getBoundingClientRect();
      const [head, list] = [".find", ".find-list"].map((name) => document.querySelector(name).getBoundingClientRect());
      return hit.top >= head.bottom && hit.bottom <= list.top;
    });
    await reader.leave();
  });

  it("does not print", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { from: "这样的成绩来之不易", text: "一条" });
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await find(page, "失业率", 2);
    await page.emulateMedia({ media: "print" });
    for (const name of [".find", ".notes-head"]) await hands.becomes(() => page.locator(name).isVisible(), false, name);
    await reader.leave();
  });
});

describe("filters", () => {
  const place = house();

  it("combine, say what they hide, and show everything again with one click", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    const head = page.getByRole("group", { name: "显示的批注" });
    await hands.annotate(page, { from: "这样的成绩来之不易", text: "甲", tags: ["口径"] });
    await head.getByRole("button", { name: "筛选" }).click();
    await page.getByText("没有可选的").waitFor();
    await page.keyboard.press("Escape");
    await hands.annotate(page, { from: "市场主体总量7.3万户", text: "乙", tags: ["口径", "主体"] });
    await hands.annotate(page, { from: "城镇登记失业率0.86%", text: "丙" });
    await head.getByText("3 条批注", { exact: true }).waitFor();
    await head.getByRole("button", { name: "筛选" }).click();
    const menu = page.getByRole("dialog", { name: "筛选批注" });
    await menu.getByRole("button", { name: /^# 口径/ }).click();
    await head.getByText("3 条批注里的 2 条").waitFor();
    await menu.getByRole("button", { name: /^# 主体/ }).click();
    await head.getByText("3 条批注里的 2 条").waitFor();
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "hidden" });
    await hands.hasNotes(page, ["甲", "乙"]);
    await head.getByText("1 条没有显示").waitFor();
    await head.getByRole("button", { name: /^去掉 标签 # 口径/ }).click();
    await head.getByText("3 条批注里的 1 条").waitFor();
    await hands.hasNotes(page, ["乙"]);
    await page.keyboard.press("/");
    await find(page, "#口径", 1);
    await page.keyboard.press("Escape");
    await head.getByRole("button", { name: "全部显示" }).click();
    await hands.hasNotes(page, ["甲", "乙", "丙"]);
    await reader.leave();
  });
});

describe("the palette", () => {
  const place = house();

  it("finds commands by name in both languages and by pinyin, says what keeps one from running, and runs the others", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.drag(page, "这样的成绩来之不易");
    await hands.toolbar(page).waitFor();
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "全部命令" });
    const field = palette.getByRole("combobox");
    await field.waitFor();
    await focusIn(field);
    await field.fill("reply");
    await palette.getByRole("option", { name: /回复.*先点一条批注/ }).waitFor();
    await page.keyboard.press("Enter");
    assert.ok(await palette.isVisible(), "what cannot run does not");
    await field.fill("xpz");
    await palette.getByRole("option", { name: /写批注/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "批注内容" }).waitFor();
    await hands.write(page, { text: "从命令来的" });
    assert.match(await page.locator("article.text .n").first().innerText(), /这样的成绩来之不易/);
    await reader.leave();
  });

  it("switches single letters off and on, and that is remembered", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("单字母");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "全部命令" }).waitFor({ state: "detached" });
    await page.reload();
    await hands.paper(page).waitFor();
    for (const key of ["/", "n", "?"]) await page.keyboard.press(key);
    await frames(page);
    assert.equal(await box(page).count() + await page.getByRole("dialog").count() + await page.getByRole("form").count(), 0);
    await page.getByRole("banner").getByRole("button", { name: "键盘" }).click();
    await page.getByRole("checkbox", { name: /单个字母作快捷键/ }).check();
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await box(page).waitFor();
    await reader.leave();
  });
});

describe("with the keyboard alone", () => {
  const place = house();

  it("finds, goes to a hit, writes on it, filters, and comes back", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await page.locator("article.text").focus();
    await page.keyboard.press("/");
    await box(page).waitFor();
    await page.keyboard.type("失业率");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "detached" });
    await focusIn(hands.paper(page).locator(".par", { hasText: "失业率" }));
    assert.ok(await focusIsVisible(page));
    await page.keyboard.press("p");
    const field = page.getByRole("textbox", { name: "段评内容" });
    await field.waitFor();
    await page.keyboard.type("只用键盘");
    await page.keyboard.press("Control+Enter");
    await hands.note(page, "只用键盘").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("filter");
    await page.keyboard.press("Enter");
    const menu = page.getByRole("dialog", { name: "筛选批注" });
    await menu.waitFor();
    await focusIn(menu);
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "hidden" });
    await page.keyboard.press("/");
    await find(page, "键盘", 1);
    await tabTo(page, hits(page).first());
    assert.ok(await focusIsVisible(page));
    await page.keyboard.press("Enter");
    await current(page).waitFor();
    await reader.leave();
  });
});

describe("axe finds nothing in find, filters and palette", () => {
  const place = house();

  inEveryDress(place, async (page, language) => {
    await page.getByRole("button", { name: language === "zh-CN" ? /^打开样例/ : /sample/i }).first().click();
    await hands.paper(page).waitFor();
    await hands.drag(page, "这样的成绩来之不易");
    await page.getByRole("toolbar").waitFor();
    await page.keyboard.press("n");
    await page.getByRole("form").getByRole("textbox").first().fill("就业");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("article").filter({ hasText: "就业" }).last().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    const field = page.locator("#find-box");
    await field.waitFor();
    await accessible(page, "with an empty box");
    await field.fill("就业");
    await page.locator(".find [aria-current]").waitFor();
    await accessible(page, "with hits");
    await field.fill("刚性 >1亿元 没有");
    await page.locator(".find-empty b").waitFor();
    await accessible(page, "with conditions and nothing found");
    await page.keyboard.press("Escape");
    await page.locator(".notes-head .btn").first().click();
    await page.locator("#filter-menu").waitFor();
    await accessible(page, "with the menu of filters");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await accessible(page, "with the palette");
    await page.keyboard.press("Escape");
  });
});
