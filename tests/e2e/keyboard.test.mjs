// A reader who has only a keyboard, and one who hears the page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { accessible, focusIn, focusIsVisible, inEveryDress, tabTo } from "./access.mjs";
import * as hands from "./hands.mjs";
import { house, scratch } from "./harness.mjs";

/** Writes a note on what is at hand, with keys alone. */
async function note(page, text, tag) {
  await page.keyboard.press("n");
  const field = page.getByRole("textbox", { name: "批注内容" });
  await field.waitFor();
  await focusIn(field);
  await page.keyboard.type(text);
  if (tag) {
    await tabTo(page, page.getByRole("textbox", { name: "标签" }));
    await page.keyboard.type(tag);
  }
  await page.keyboard.press("Control+Enter");
  await hands.note(page, text).waitFor();
  await hands.saved(page);
}

describe("with the keyboard alone", () => {
  const place = house();

  it("opens, selects, writes, tags, filters, exports, imports", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await tabTo(page, page.getByRole("button", { name: /^打开样例/ }));
    assert.ok(await focusIsVisible(page), "the focus is seen");
    await page.keyboard.press("Enter");
    await hands.paper(page).waitFor();

    await page.locator("article.text").focus();
    await page.keyboard.press("c");
    await page.keyboard.press("]");
    const word = await hands.selected(page);
    await page.keyboard.press("]");
    const more = await hands.selected(page);
    assert.ok(word.length > 0 && more.length > word.length && more.includes(word), `${word} grows to ${more}`);
    await page.keyboard.press("[");
    assert.equal(await hands.selected(page), word, "and shrinks back");
    await note(page, "只用键盘写的", "键盘");

    await page.locator("article.text").focus();
    await page.keyboard.press("c");
    await note(page, "没有标签");
    await tabTo(page, page.getByRole("group", { name: "显示的批注" }).getByRole("button", { name: "筛选" }), 400);
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("dialog", { name: "筛选批注" }).getByRole("button", { name: /^# 键盘/ }));
    await page.keyboard.press("Space");
    await page.keyboard.press("Escape");
    await page.getByText("2 条批注里的 1 条").waitFor();

    await tabTo(page, page.getByRole("banner").getByRole("button", { name: "导出", exact: true }), 400);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "导出批注" });
    await dialog.waitFor();
    await tabTo(page, dialog.getByRole("button", { name: "导出", exact: true }));
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    const file = join(scratch(t), download.suggestedFilename());
    await download.saveAs(file);
    assert.match(readFileSync(file, "utf8"), /只用键盘写的/);
    await reader.leave();

    const colleague = await place.reader();
    const other = await colleague.open(place.url);
    await tabTo(other, other.getByRole("button", { name: /^打开样例/ }));
    await other.keyboard.press("Enter");
    await hands.paper(other).waitFor();
    await tabTo(other, other.getByRole("banner").getByRole("button", { name: "导入", exact: true }), 400);
    await hands.answer(other, () => other.keyboard.press("Enter"), file);
    await tabTo(other, other.getByRole("dialog", { name: "导入预览" }).getByRole("button", { name: "导入 2 条" }));
    await other.keyboard.press("Enter");
    await hands.showNote(other, "只用键盘写的");
    await colleague.leave();
  });

  it("gets the focus back where it was when a dialog closes", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    const paste = page.getByRole("button", { name: /^粘贴正文/ });
    await tabTo(page, paste);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "粘贴正文" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "粘贴正文" }).waitFor({ state: "detached" });
    await focusIn(paste);
    await reader.leave();
  });

  it("hears nothing of its keys while an input method composes", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.drag(page, "这样的成绩来之不易");
    await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
    const field = page.getByRole("textbox", { name: "批注内容" });
    const session = await reader.context.newCDPSession(page);
    await session.send("Input.imeSetComposition", { text: "pizhu", selectionStart: 5, selectionEnd: 5 });
    for (const key of ["Enter", "Escape"]) {
      await field.dispatchEvent("keydown", { key, isComposing: true, keyCode: 229, ctrlKey: key === "Enter", bubbles: true });
    }
    assert.equal(await field.count(), 1, "the field neither saves nor closes");
    await session.send("Input.insertText", { text: "批注" });
    assert.equal(await field.inputValue(), "批注");
    await reader.leave();
  });
});

describe("axe finds nothing", () => {
  const place = house();

  inEveryDress(place, async (page, language) => {
    await accessible(page, "on the first screen");
    await page.getByRole("button", { name: language === "zh-CN" ? /^打开样例/ : /sample/i }).first().click();
    await hands.paper(page).waitFor();
    await accessible(page, "in the reading room");
    await hands.mark(page, "4500亿元").click();
    await page.getByRole("dialog").waitFor();
    await accessible(page, "with a card open");
    await hands.drag(page, "这样的成绩来之不易");
    await page.getByRole("toolbar").waitFor();
    await accessible(page, "with the toolbar open");
    await page.getByRole("toolbar").getByRole("button").first().click();
    await page.getByRole("form").getByRole("textbox").first().fill("看一看");
    await accessible(page, "with a note being written");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("article").filter({ hasText: "看一看" }).last().waitFor();
    await accessible(page, "with a note");
    await page.getByRole("banner").getByRole("button", { name: language === "zh-CN" ? "导出" : "Export", exact: true }).click();
    await page.getByRole("dialog").filter({ has: page.getByRole("checkbox") }).waitFor();
    await accessible(page, "in the export dialog");
  });
});
