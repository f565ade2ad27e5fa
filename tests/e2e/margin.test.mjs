// The margin as those have it who go through it by Tab, hear it, or write in it: in the order of the text, each thing at its
// place, and never a field that loses the focus because something else comes or goes.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as hands from "./hands.mjs";
import { house } from "./harness.mjs";

/** Passages of one paragraph, in the order of the text. */
const PASSAGES = ["净减少5445家", "市场主体总量7.3万户", "专利授权量8807件"];

const numbers = (page) => page.locator("#margin article.note .ix").allInnerTexts();

describe("the margin", () => {
  const place = house();

  it("has its notes in the order of the text, whenever they were written, and Tab follows it", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    for (const n of [2, 0, 1]) await hands.annotate(page, { from: PASSAGES[n], text: `第${n}条` });
    await hands.scrollTo(page, PASSAGES[0]);
    await hands.becomes(() => numbers(page), ["1", "2", "3"]);
    await hands.becomes(() => page.locator("#margin article.note > .body").allInnerTexts(), ["第0条", "第1条", "第2条"]);
    // Each in turn at hand, which moves them about: the order stays.
    for (const n of [2, 0, 1]) {
      await hands.note(page, `第${n}条`).click();
      await page.waitForTimeout(300);
      await hands.becomes(() => numbers(page), ["1", "2", "3"], `with note ${n} at hand`);
    }
    // From a control of the second note Tab never leads back to the first.
    await hands.note(page, "第1条").getByRole("button").first().focus();
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => document.activeElement.closest("#margin article.note")?.querySelector(".ix")?.innerText);
      assert.notEqual(at, "1");
    }
    await reader.leave();
  });

  it("leaves the field alone in which somebody writes, whatever comes and goes around it", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    for (const [n, from] of PASSAGES.entries()) await hands.annotate(page, { from, text: `第${n}条` });
    for (const from of ["增长12%", "19个金融科技应用试点项目", "首批"]) {
      if (await hands.paper(page).getByText(from).count()) await hands.annotate(page, { from, text: `也在此处 ${from}` });
    }
    await hands.scrollTo(page, PASSAGES[1]);
    await hands.note(page, "第1条").click();
    await hands.note(page, "第1条").getByRole("button", { name: "编辑" }).click();
    const field = page.locator("#margin").getByRole("textbox", { name: "批注内容" });
    await field.fill("正在写的话");
    await field.evaluate((field) => {
      field.setSelectionRange(2, 2);
      window.left = 0;
      field.addEventListener("blur", () => { window.left += 1; });
    });
    for (const y of [300, 900, -500, -1500, 800, 2400, -1600, -800]) {
      await page.mouse.wheel(0, y);
      await page.waitForTimeout(120);
    }
    await page.keyboard.type("还");
    assert.equal(await page.evaluate(() => window.left), 0, "the focus never left it");
    assert.equal(await field.inputValue(), "正在还写的话");
    await reader.leave();
  });

  it("shows all of a note that an answer has made longer than the window goes on", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { from: PASSAGES[1], text: "只有总量" });
    await hands.note(page, "只有总量").getByRole("button", { name: "回复" }).click();
    await page.getByRole("textbox", { name: "回复" }).fill("净减少5445家");
    await hands.paper(page).locator(".n").first().evaluate((piece) => {
      scrollBy({ top: piece.getBoundingClientRect().top - innerHeight + 130, behavior: "instant" });
    });
    await page.keyboard.press("Control+Enter");
    await hands.note(page, "净减少5445家").waitFor();
    await page.waitForFunction(() => {
      const { top, bottom } = document.querySelector("#margin article.note").getBoundingClientRect();
      return top > 0 && bottom < innerHeight;
    });
    await reader.leave();
  });

  it("has what was being written beside its passage after a reload", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.drag(page, PASSAGES[1]);
    await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
    await page.getByRole("textbox", { name: "批注内容" }).fill("还没有写完");
    await page.waitForTimeout(800);
    await page.reload();
    await hands.paper(page).waitFor();
    await hands.scrollTo(page, PASSAGES[1]);
    const field = page.locator("#margin").getByText("还没有写完").or(page.locator("#margin textarea")).first();
    await field.waitFor();
    const passage = await hands.mark(page, "7.3").elementHandle();
    const draft = await field.elementHandle();
    await page.waitForFunction(([draft, passage]) =>
      Math.abs(draft.getBoundingClientRect().y - passage.getBoundingClientRect().y) < 120, [draft, passage]);
    await reader.leave();
  });

  it("lets a selection begin on the number of a note", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { from: PASSAGES[1], text: "有号的" });
    await hands.scrollTo(page, PASSAGES[1]);
    const number = await page.locator("a.ref").first().boundingBox();
    const y = number.y + number.height / 2 + 2;
    await page.mouse.move(number.x + number.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(number.x + 60, y, { steps: 4 });
    await page.mouse.move(number.x + 120, y, { steps: 4 });
    await page.mouse.up();
    assert.match(await hands.selected(page), /^，企/, "what stands behind it is selected");
    await hands.toolbar(page).waitFor();
    // A click is a click still.
    await page.keyboard.press("Escape");
    await page.locator("a.ref").first().click();
    await page.locator("#margin article.note.on").waitFor();
    await reader.leave();
  });
});
