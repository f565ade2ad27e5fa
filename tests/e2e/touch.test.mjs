// A reader with a finger: the browser makes the selection and moves its ends by handles; the page follows what is selected.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accessible } from "./access.mjs";
import * as hands from "./hands.mjs";
import { house } from "./harness.mjs";

/** Selects from the beginning of `from` to the end of `to`, as the handles do: step by step, and without any button. */
async function handles(page, from, to) {
  await hands.scrollTo(page, from);
  await (await hands.passage(page, from, to)).evaluate(async ({ place, first, last }) => {
    for (let at = first; at <= last; at += 3) {
      getSelection().setBaseAndExtent(...place(first), ...place(at, 1));
      await new Promise((done) => requestAnimationFrame(done));
    }
    getSelection().setBaseAndExtent(...place(first), ...place(last, 1));
  });
}

describe("by touch", () => {
  const place = house();

  it("selects, writes on it, opens it again, and nothing that is touched is small", async () => {
    const reader = await place.reader({ width: 390, height: 844, hasTouch: true, isMobile: true });
    const page = await reader.open(place.url);
    await page.getByRole("button", { name: /^打开样例/ }).tap();
    await hands.paper(page).waitFor();
    await handles(page, "这样的成绩", "来之不易");
    const toolbar = hands.toolbar(page);
    await toolbar.waitFor();
    const [bar, passage] = await Promise.all([
      toolbar.boundingBox(),
      page.evaluate(() => getSelection().getRangeAt(0).getBoundingClientRect().toJSON()),
    ]);
    assert.ok(bar.y + bar.height <= passage.top || bar.y >= passage.bottom, "the toolbar does not cover what is selected");
    assert.ok(bar.x >= 0 && bar.x + bar.width <= 390, "and is whole");
    await accessible(page, "with a selection by touch");
    const small = await toolbar.getByRole("button").evaluateAll((buttons) =>
      buttons.map((button) => button.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24).length);
    assert.equal(small, 0);

    await toolbar.getByRole("button", { name: /^批注/ }).tap();
    const form = page.getByRole("form", { name: "批注内容" });
    await form.getByRole("textbox", { name: "批注内容", exact: true }).fill("用手指写的");
    await form.getByRole("button", { name: /^保存/ }).tap();
    await page.locator("section.sheet").getByText("用手指写的").waitFor();
    await page.keyboard.press("Escape");
    await hands.paper(page).locator("[data-n]").first().tap();
    await page.locator("section.sheet").getByText("用手指写的").waitFor();
    assert.deepEqual(Object.values(await hands.places(page)).flat().map((piece) => piece.replace(/^\S+ /, "")).join(""), "这样的成绩来之不易");
    await reader.leave();
  });
});
