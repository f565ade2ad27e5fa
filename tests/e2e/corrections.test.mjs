// The engine is corrected by its reader: what he says wins everywhere, says whose it is, is undone, travels, and asks for a
// look when its figure has changed.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible, focusIn, tabTo } from "./access.mjs";
import * as hands from "./hands.mjs";
import { house, scratch } from "./harness.mjs";

const TEXT = readFileSync(fileURLToPath(new URL("data/report.txt", import.meta.url)), "utf8");
const BEDS = "新增公办幼儿园学位600个";

const card = (page) => page.getByRole("dialog", { name: "说明" });

/** Opens the card of a figure and what can be said of it. */
async function correcting(page, words, around) {
  await hands.scrollTo(page, around);
  await hands.mark(page, words, around).click();
  await card(page).getByRole("button", { name: "更正", exact: true }).click();
}

/** How many the legend counts of a kind of mark. */
async function counted(page, name) {
  const label = page.locator(".legend label", { hasText: name });
  return Number((await label.locator("b").first().innerText()).trim());
}

/** The words of the text that are marked as figures. */
const figures = (page, around) =>
  hands.paper(page).locator(".blk", { hasText: around }).first().locator("[data-q]").allInnerTexts();

/** Waits until the words of that paragraph are marked as a figure, or are not. */
const hasFigure = (page, words, has = true) =>
  hands.becomes(async () => (await figures(page, BEDS)).includes(words), has, `${words} is underlined: ${has}`);

async function open(page, t, name, text) {
  const file = join(scratch(t), name);
  writeFileSync(file, text);
  await hands.openFile(page, file);
}

describe("a reader who knows better", () => {
  const place = house();

  it("says what a figure is, sees whose word it is, and takes it back", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await open(page, t, "云溪县.txt", TEXT);
    const before = { areas: page.locator(".kd", { hasText: "面积长度" }), all: await counted(page, "数量") };
    const areas = Number((await before.areas.locator("b").innerText()).trim());

    await correcting(page, "600个", BEDS);
    await card(page).getByRole("button", { name: "面积", exact: true }).click();
    await card(page).getByText("数字 · 面积").waitFor();
    await card(page).getByText(/自动识别.*600个.*计数/).waitFor();
    await card(page).getByText(/^我 /).waitFor();
    await hands.becomes(async () => Number((await before.areas.locator("b").innerText()).trim()), areas + 1, "the legend follows");
    await hands.saved(page);

    // It is kept, and its sign behind the figure opens the card again.
    await page.reload();
    await hands.scrollTo(page, BEDS);
    const sign = hands.paper(page).getByRole("button", { name: "更正" });
    await hands.becomes(() => sign.count(), 1);
    assert.deepEqual(await hands.margin(page), [], "the margin is left alone");
    await hands.scrollTo(page, BEDS);
    await sign.click();
    await card(page).getByText("数字 · 面积").waitFor();

    await card(page).getByRole("button", { name: "更正", exact: true }).click();
    await card(page).getByRole("button", { name: "不是数字" }).click();
    await card(page).locator(".said", { hasText: "不是数字" }).waitFor();
    await hasFigure(page, "600个", false);
    await hands.becomes(() => counted(page, "数量"), before.all - 1);
    await hands.becomes(() => sign.count(), 1, "one finding has one correction");

    await card(page).getByRole("button", { name: "撤回" }).click();
    await hasFigure(page, "600个");
    await hands.becomes(() => counted(page, "数量"), before.all);
    await hands.becomes(() => sign.count(), 0);
    await reader.leave();
  });

  it("undoes and redoes it by its name", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await open(page, t, "云溪县.txt", TEXT);
    await correcting(page, "600个", BEDS);
    await card(page).getByRole("button", { name: "不是数字" }).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+z");
    await page.getByText(/已撤销.*更正标示/).waitFor();
    await hasFigure(page, "600个");
    await page.keyboard.press("Control+Shift+z");
    await page.getByText(/已重做.*更正标示/).waitFor();
    await hasFigure(page, "600个", false);
    await reader.leave();
  });

  it("makes a commitment of a selection, a smaller one of a larger, and none of one", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await open(page, t, "云溪县.txt", TEXT);
    const firm = await counted(page, "承诺 · 刚性");
    await hands.drag(page, "改造老旧管网23公里");
    await hands.toolbar(page).getByRole("button", { name: "更正" }).click();
    await card(page).getByRole("group", { name: "承诺" }).getByRole("button", { name: "刚性" }).click();
    await card(page).locator(".said", { hasText: "承诺 · 刚性" }).waitFor();
    await hands.becomes(() => counted(page, "承诺 · 刚性"), firm + 1, "a result of last year is a promise now");
    const verb = hands.paper(page).locator(".blk", { hasText: "改造老旧管网" }).first().locator(".c.g.v");
    await hands.becomes(() => verb.first().innerText(), "改造");

    // Another stretch: select, and use it.
    await hands.drag(page, "改造老旧管网");
    await card(page).getByRole("button", { name: "更正", exact: true }).click();
    await card(page).getByRole("group", { name: "承诺" }).getByRole("button", { name: "改为选中的文字" }).click();
    await card(page).locator(".said", { hasText: "承诺 · 刚性" }).waitFor();
    const words = hands.paper(page).locator(".blk", { hasText: "改造老旧管网" }).first().locator("[data-c].c");
    await hands.becomes(async () => (await words.allInnerTexts()).join(""), "改造老旧管网");
    await hands.becomes(() => counted(page, "承诺 · 刚性"), firm + 1);

    await page.keyboard.press("Escape");
    await hands.scrollTo(page, "探索建立山林共管机制");
    await hands.mark(page, "探索", "探索建立山林共管机制").click();
    await card(page).getByRole("button", { name: "更正", exact: true }).click();
    await card(page).getByRole("button", { name: "不是承诺" }).click();
    await hands.becomes(() => counted(page, "承诺 · 探索"), 0);
    await reader.leave();
  });

  it("does all of it by key", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await open(page, t, "云溪县.txt", TEXT);
    await page.locator("article.text").focus();
    await page.keyboard.press("c");
    await card(page).waitFor();
    await page.keyboard.press("g");
    await tabTo(page, card(page).getByRole("button", { name: "探索", exact: true }));
    await page.keyboard.press("Enter");
    await card(page).locator(".said", { hasText: "承诺 · 探索" }).waitFor();
    await focusIn(card(page));
    await page.keyboard.press("Escape");
    await card(page).waitFor({ state: "detached" });
    await focusIn(hands.paper(page));
    await reader.leave();
  });

  it("has it in a sheet on a phone, and axe finds nothing", async (t) => {
    const reader = await place.reader({ width: 390, height: 844, hasTouch: true, isMobile: true, theme: "dark" });
    const page = await reader.open(place.url);
    await open(page, t, "云溪县.txt", TEXT);
    await hands.scrollTo(page, BEDS);
    await hands.mark(page, "600个", BEDS).tap();
    const sheet = page.locator("section.sheet");
    await sheet.getByRole("button", { name: "更正", exact: true }).tap();
    await accessible(page, "with what can be said");
    const small = await sheet.getByRole("button").evaluateAll((buttons) =>
      buttons.map((b) => b.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24).length);
    assert.equal(small, 0, "every target has 24 px");
    await sheet.getByRole("button", { name: "面积", exact: true }).tap();
    await sheet.getByText("数字 · 面积").waitFor();
    await accessible(page, "with a correction");
    await reader.leave();
  });
});

describe("two people", () => {
  const place = house();

  it("see each other's corrections; the later one holds, and both are shown", async (t) => {
    const folder = scratch(t);
    const [one, other] = [await place.reader(), await place.reader()];
    const mine = await one.open(place.url);
    await open(mine, t, "云溪县.txt", TEXT);
    await correcting(mine, "600个", BEDS);
    await card(mine).getByRole("button", { name: "不是数字" }).click();
    await hands.saved(mine);
    await mine.keyboard.press("Escape");
    const file = await hands.exportTo(mine, folder);
    assert.match(readFileSync(file, "utf8"), /"purpose": "classifying",\s*"value": "not a number"/);

    const theirs = await other.open(place.url);
    await open(theirs, t, "云溪县.txt", TEXT);
    await hands.chooseImport(theirs, file);
    await hands.confirmImport(theirs, 1);
    await hasFigure(theirs, "600个", false);
    await hands.scrollTo(theirs, BEDS);
    await hands.paper(theirs).getByRole("button", { name: "更正" }).click();
    await card(theirs).getByText(/未署名/).waitFor();
    await card(theirs).getByRole("button", { name: "更正", exact: true }).click();
    await card(theirs).getByRole("button", { name: "面积", exact: true }).click();
    await card(theirs).getByText("另有不同的更正，以最近一次为准").waitFor();
    await hasFigure(theirs, "600个");
    await card(theirs).locator(".said", { hasText: "不是数字" }).getByRole("button", { name: "用这个" }).click();
    await hasFigure(theirs, "600个", false);
    await one.leave();
    await other.leave();
  });

  it("are asked for a look when the figure has changed", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await open(page, t, "云溪县.txt", TEXT);
    await hands.drag(page, BEDS);
    await hands.toolbar(page).getByRole("button", { name: "更正" }).click();
    await card(page).getByRole("group", { name: "承诺" }).getByRole("button", { name: "探索" }).click();
    await card(page).locator(".said", { hasText: "承诺 · 探索" }).waitFor();
    await hands.saved(page);
    await page.getByRole("link", { name: /回到首页/ }).click();
    await open(page, t, "另一版.txt", TEXT.replace("600个", "500个"));
    await page.getByText(/1 条批注带过来了/).waitFor();
    await hands.becomes(() => counted(page, "需复核"), 1);
    await hands.becomes(() => counted(page, "承诺 · 探索"), 1, "the one of the report; the correction is not applied");
    await hands.scrollTo(page, "新增公办幼儿园学位500个");
    const note = page.getByRole("article", { name: "批注" }).filter({ hasText: "承诺 · 探索" });
    await note.getByText("600个").waitFor();
    await note.getByRole("button", { name: "批注仍成立" }).click();
    await hands.becomes(() => counted(page, "承诺 · 探索"), 2);
    await hands.becomes(() => counted(page, "需复核"), 0);
    await reader.leave();
  });
});
