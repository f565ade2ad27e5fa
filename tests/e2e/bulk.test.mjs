// Changing all notes that are shown at once: what is touched, what is not, and the way back; with keys alone, on a phone,
// in both languages and themes.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { accessible, focusIn, focusIsVisible, tabTo } from "./access.mjs";
import * as hands from "./hands.mjs";
import { house, scratch } from "./harness.mjs";

/** A file with a note of a colleague. */
function colleague(folder) {
  const target = { source: "https://example.org/", selector: { type: "TextQuoteSelector", exact: "净减少5445家" } };
  const note = {
    id: "urn:uuid:00000000-0000-4000-8000-000000000001", type: "Annotation", created: "2024-01-01T00:00:00Z",
    creator: { type: "Person", name: "李敏" }, body: { type: "TextualBody", value: "同事的", purpose: "commenting" }, target,
  };
  const file = join(folder, "李敏.jsonld");
  writeFileSync(file, JSON.stringify([note]));
  return file;
}

const head = (page) => page.getByRole("group", { name: "显示的批注" });

/** Two notes of the reader, the first with a tag, and one of a colleague. */
async function threeNotes(place, t, options) {
  const reader = await place.reader(options);
  const page = await reader.open(place.url);
  await hands.openSample(page);
  await hands.annotate(page, { from: "这样的成绩来之不易", text: "甲", tags: ["口径"] });
  await hands.annotate(page, { from: "市场主体总量7.3万户", text: "乙" });
  await hands.chooseImport(page, colleague(scratch(t)));
  await hands.confirmImport(page, 1);
  await page.keyboard.press("Escape");
  return { reader, page };
}

/** Each note with tags, state and colour. */
const notes = async (page) => {
  await hands.saved(page);
  return (await hands.marginWhole(page)).sort();
};

describe("all notes that are shown", () => {
  const place = house();

  it("are changed in one step that is told of, and one undo takes it back", async (t) => {
    const { reader, page } = await threeNotes(place, t);
    const before = await notes(page);
    let menu = await hands.openBulk(page);
    await menu.getByRole("heading", { name: "改显示的 3 条批注" }).waitFor();
    await menu.getByText("其中 2 条是您写的").waitFor();
    assert.ok(await menu.getByRole("button", { name: "没有状态 0 条会改" }).isDisabled(), "what changes nothing is not offered");
    assert.ok(await menu.getByRole("button", { name: "添加" }).isDisabled());
    await menu.getByRole("button", { name: "已办 3 条会改" }).click();
    await menu.waitFor({ state: "hidden" });
    await page.getByText("已改 3 条批注的状态").waitFor();
    assert.equal((await notes(page)).filter((note) => note.includes("已办")).length, 3, "anybody says where a conversation stands");
    await page.locator(".toast").getByRole("button", { name: "撤销" }).click();
    await page.getByText("已撤销：改状态").waitFor();
    assert.deepEqual(await notes(page), before);

    menu = await hands.openBulk(page);
    await menu.getByRole("textbox", { name: "加标签" }).fill("就业，口径");
    await menu.getByRole("button", { name: "加到 2 条" }).click();
    await page.getByText("已改 2 条批注的标签").waitFor();
    const tagged = await notes(page);
    assert.equal(tagged.filter((note) => note.includes("就业")).length, 2, "tags are the author's");
    assert.ok(tagged.some((note) => note.startsWith("同事的 ·  ·")), "a colleague's stays");
    menu = await hands.openBulk(page);
    assert.equal(await menu.getByRole("textbox", { name: "加标签" }).inputValue(), "", "the field is empty again");
    await menu.getByRole("button", { name: "# 口径 2 条会改" }).click();
    await page.getByText("已改 2 条批注的标签").waitFor();
    assert.equal((await notes(page)).filter((note) => note.includes("口径")).length, 0);

    menu = await hands.openBulk(page);
    await menu.getByRole("button", { name: "删除 3 条" }).click();
    await page.getByText("已删除 3 条批注").waitFor();
    await head(page).waitFor({ state: "detached" });
    assert.deepEqual(await notes(page), []);
    await page.reload();
    await page.getByRole("banner").getByRole("button", { name: /^撤销/, disabled: false }).waitFor();
    for (let n = 0; n < 3; n += 1) await page.keyboard.press("Control+z");
    await head(page).waitFor();
    assert.deepEqual(await notes(page), before, "three steps back, across a reload");

    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("操作记录");
    await page.keyboard.press("Enter");
    const steps = page.getByRole("dialog", { name: "操作记录" }).locator("li");
    const told = async () => (await steps.allInnerTexts()).slice(0, 3).map((step) => step.split("\n").slice(0, 2).join(" "));
    await hands.becomes(told, ["删除批注 3 条批注", "改标签 2 条批注", "改标签 2 条批注"]);
    await reader.leave();
  });

  it("are those that the filter lets through", async (t) => {
    const { reader, page } = await threeNotes(place, t);
    await head(page).getByRole("button", { name: "筛选" }).click();
    await page.getByRole("dialog", { name: "筛选批注" }).getByRole("button", { name: /^# 口径/ }).click();
    await page.keyboard.press("Escape");
    const menu = await hands.openBulk(page);
    await menu.getByRole("heading", { name: "改显示的 1 条批注" }).waitFor();
    await menu.getByRole("button", { name: "删除 1 条" }).click();
    await page.getByText("已删除 1 条批注").waitFor();
    await page.getByRole("button", { name: "全部显示" }).click();
    await hands.hasNotes(page, ["乙", "同事的"]);
    await reader.leave();
  });

  it("an offer to undo that came too late says where to go", async (t) => {
    const { reader, page } = await threeNotes(place, t);
    const menu = await hands.openBulk(page);
    await menu.getByRole("button", { name: "已办 3 条会改" }).click();
    const offer = page.locator(".toast").getByRole("button", { name: "撤销" });
    await page.getByText("已改 3 条批注的状态").waitFor();
    await hands.annotate(page, { from: "专利授权量8807件", text: "之后" });
    await offer.click();
    await page.getByText("请到操作记录里退回").waitFor();
    await hands.showNote(page, "之后");
    await reader.leave();
  });

  it("are changed with the keyboard alone", async (t) => {
    const { reader, page } = await threeNotes(place, t);
    await page.locator("article.text").focus();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("plxg");
    await page.keyboard.press("Enter");
    const menu = page.getByRole("dialog", { name: "改显示的 3 条批注" });
    await menu.waitFor();
    await focusIn(menu);
    const field = menu.getByRole("textbox", { name: "加标签" });
    await tabTo(page, field);
    assert.ok(await focusIsVisible(page));
    await page.keyboard.type("民生");
    await field.dispatchEvent("keydown", { key: "Enter", isComposing: true, keyCode: 229, bubbles: true });
    assert.ok(await menu.isVisible(), "the key that ends a composition changes nothing");
    await page.keyboard.press("Enter");
    await page.getByText("已改 2 条批注的标签").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("plxg");
    await page.keyboard.press("Enter");
    await menu.waitFor();
    await tabTo(page, menu.getByRole("button", { name: "删除 3 条" }));
    await page.keyboard.press("Enter");
    await page.getByText("已删除 3 条批注").waitFor();
    await focusIn(page.getByRole("main"));
    await page.keyboard.press("Control+z");
    await head(page).getByText("3 条批注", { exact: true }).waitFor();
    await reader.leave();
  });

  it("two thousand are changed without the page stopping for long", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    const file = join(scratch(t), "many.jsonld");
    const item = (_, n) => ({
      id: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, "0")}`, type: "Annotation", created: "2024-01-01T00:00:00Z",
      creator: { type: "Person", name: "李敏" }, body: { type: "TextualBody", value: `第${n}条`, purpose: "commenting" },
      target: { source: "https://example.org/", selector: { type: "TextQuoteSelector", exact: "净减少5445家" } },
    });
    writeFileSync(file, JSON.stringify(Array.from({ length: 2000 }, item)));
    await hands.chooseImport(page, file);
    await hands.confirmImport(page, 2000);
    await head(page).getByText("2000 条批注", { exact: true }).waitFor();
    const menu = await hands.openBulk(page);
    const begun = Date.now();
    await menu.getByRole("button", { name: "已办 2000 条会改" }).click();
    await page.getByText("已改 2000 条批注的状态").waitFor();
    await hands.saved(page);
    t.diagnostic(`2000 notes changed and saved in ${Date.now() - begun} ms`);
    await page.keyboard.press("Control+z");
    await page.getByText("已撤销：改状态").waitFor();
    await reader.leave();
  });
});

describe("axe finds nothing in the menu of all notes", () => {
  const place = house();

  for (const [language, theme, width] of [["zh-CN", "light", 1440], ["zh-CN", "dark", 390], ["en-GB", "dark", 1440], ["en-GB", "light", 390]]) {
    it(`in ${language}, ${theme}, ${width} px wide`, async () => {
      const reader = await place.reader({ language, theme });
      const page = await reader.open(place.url);
      await page.getByRole("button", { name: language === "zh-CN" ? /^打开样例/ : /sample/i }).first().click();
      await hands.paper(page).waitFor();
      await hands.drag(page, "这样的成绩来之不易");
      await page.getByRole("toolbar").waitFor();
      await page.keyboard.press("n");
      await page.getByRole("form").getByRole("textbox").first().fill("就业 #");
      await page.keyboard.press("Control+Enter");
      await page.getByRole("article").filter({ hasText: "就业" }).last().waitFor();
      await page.keyboard.press("Escape");
      await accessible(page, "with one note and no filter");
      await page.setViewportSize({ width, height: 844 });
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("plxg");
      await page.keyboard.press("Enter");
      const menu = page.locator("#bulk-menu");
      await menu.waitFor();
      await menu.getByRole("button").first().waitFor();
      await accessible(page, "with the menu");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing scrolls sideways");
      const small = await menu.locator("button, input").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 24).length);
      assert.equal(small, 0, "every target is 24 px or more");
      await menu.getByRole("button").nth(2).click();
      await page.locator(".toast").waitFor();
      await accessible(page, "with the notice");
      await reader.leave();
    });
  }
});
