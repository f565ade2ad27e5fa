// Outline and margin: dragged, moved by key, put away, and remembered.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accessible } from "./access.mjs";
import * as hands from "./hands.mjs";
import { house } from "./harness.mjs";

const width = (page, selector) => page.locator(selector).evaluate((side) => Math.round(side.getBoundingClientRect().width));

describe("the sides of the reading room", () => {
  const place = house();

  it("are moved by key and by hand, reset, put away, and stay so", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    const rail = page.getByRole("separator", { name: "目录的宽度" });
    const margin = page.getByRole("separator", { name: "眉批的宽度" });
    await hands.becomes(() => width(page, ".rail"), 264);
    await rail.focus();
    await page.keyboard.press("ArrowRight");
    await hands.becomes(() => width(page, ".rail"), 280);
    await hands.becomes(() => rail.getAttribute("aria-valuenow"), "280");
    await page.keyboard.press("Home");
    await hands.becomes(() => width(page, ".rail"), 200);
    const { x, y, width: thick } = await rail.boundingBox();
    await page.mouse.move(x + thick / 2, y + 300);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 300, { steps: 4 });
    await page.mouse.move(x + 100, y + 300, { steps: 4 });
    await page.mouse.up();
    const dragged = await width(page, ".rail");
    assert.ok(Math.abs(dragged - 300) < 12, `dragged by 100 px from 200: ${dragged}`);
    await accessible(page, "with the borders");

    await page.reload();
    await hands.paper(page).waitFor();
    await hands.becomes(() => width(page, ".rail"), dragged, "it is remembered");
    await rail.dblclick({ position: { x: 5, y: 300 } });
    await hands.becomes(() => width(page, ".rail"), 264);

    await rail.press("Enter");
    await hands.becomes(() => page.locator(".rail").isVisible(), false);
    await page.locator("article.text").focus();
    await page.keyboard.press("o");
    await hands.becomes(() => page.locator(".rail").isVisible(), true, "the key of the outline brings it back");

    await margin.press("Enter");
    assert.ok(await width(page, ".meipi") < 60);
    await page.getByRole("button", { name: "展开眉批" }).click();
    assert.ok(await width(page, ".meipi") > 200);
    await reader.leave();
  });
});
