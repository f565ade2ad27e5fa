// Zoomed to 400 % a window of 1280 pixels has 320: everything can be read without scrolling sideways (WCAG 1.4.10).

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as hands from "./hands.mjs";
import { house } from "./harness.mjs";

/** Fails if the page is wider than the window. */
async function fits(page, state) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0, `nothing stands outside the window ${state}`);
}

describe("at 400 %", () => {
  const place = house();

  for (const language of ["zh-CN", "en-GB"]) {
    it(`nothing scrolls sideways in ${language}`, async () => {
      const reader = await place.reader({ language, width: 320, height: 256 });
      const page = await reader.open(place.url);
      await fits(page, "on the first screen");
      await page.getByRole("button", { name: language === "zh-CN" ? /^打开样例/ : /sample/i }).first().click();
      await hands.paper(page).waitFor();
      await fits(page, "in the reading room");
      await hands.scrollTo(page, "深入推进“疏整促”专项行动");
      await hands.mark(page, "50条", "深入推进“疏整促”专项行动").click();
      const correct = language === "zh-CN" ? "更正" : "Correct";
      await page.locator("section.sheet").getByRole("button", { name: correct, exact: true }).click();
      await fits(page, "with what can be said of a figure");
      await page.keyboard.press("Escape");
      await hands.drag(page, "统筹利用");
      await page.getByRole("toolbar").waitFor();
      await fits(page, "with the toolbar");
      const ends = await page.getByRole("toolbar").evaluate((bar) => bar.getBoundingClientRect().right);
      assert.ok(ends <= 320, "the toolbar is wholly in the window");
      await reader.leave();
    });
  }
});
