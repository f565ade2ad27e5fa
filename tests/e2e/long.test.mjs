// A document some thirty times as long as a report: only what is near the window is drawn with its marks, and nobody who
// reads, selects, writes or comes back notices.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { drop } from "../../tools/bench/watch.mjs";
import * as hands from "./hands.mjs";
import { house } from "./harness.mjs";

/** The document: a paragraph a line, each with a number of its own. */
const LONG = Array.from({ length: 8000 }, (_, n) =>
  `第${n + 1}个社区新建养老服务驿站${(n % 90) + 5}家，改造老旧楼房${(n % 40) + 3}栋，居民对身边的变化看得见、摸得着，满意度保持在${(n % 9) + 90}%以上。\n`).join("");

describe("a very long document", () => {
  const place = house();

  it("is read, marked and found again like any other", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await drop(page, "long.txt", LONG);
    await hands.paper(page).locator("[data-q]").first().waitFor();
    const drawn = () => page.evaluate(() => document.querySelectorAll("article.text [data-q]").length);
    const first = await drawn();
    assert.ok(first < 2000, `only what is near has its marks: ${first}`);

    // Two paragraphs near the end, between which the drawing has an edge.
    const [one, two] = await page.evaluate(() => {
      const lots = [...document.querySelectorAll("article.text .lot")].slice(-2);
      return [lots[0].lastElementChild, lots[1].firstElementChild].map((block) => block.querySelector(".par").textContent.split("，")[0]);
    });
    await hands.scrollTo(page, one);
    await page.locator(".blk", { hasText: one }).getByRole("button", { name: /段评/ }).waitFor({ state: "attached" });
    assert.equal(await page.evaluate(() => document.querySelector("#b0 .ref, #b0 [data-q], #b0 .pn")), null, "what is far away has none");

    await hands.annotate(page, { from: one, to: two, text: "两段都要核实" });
    const places = await hands.places(page);
    assert.ok(Object.values(places)[0].length >= 2, "the note stands on both paragraphs");
    const [top, line] = await page.evaluate(() => [
      document.querySelector("article.note").getBoundingClientRect().top,
      document.querySelector("article.text [data-n]").getBoundingClientRect().top,
    ]);
    assert.ok(Math.abs(top - line) < 40, `the note stands beside its passage: ${top} and ${line}`);

    await page.reload();
    await hands.note(page, "两段都要核实").waitFor();
    assert.deepEqual(await hands.places(page), places);
    await reader.leave();
  });

  it("shows how far its opening has come, and stays away where the reader has had enough", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    const dialog = page.getByRole("dialog", { name: "打开" });
    // It is there for a second only, so it is looked for as often as the page is drawn, and clicked there and then.
    const stopped = page.waitForFunction(() => {
      if (!(document.querySelector("dialog progress")?.value > 0)) return false;
      const button = [...document.querySelectorAll("dialog button")].find((button) => button.textContent === "取消");
      button.click();
      return true;
    });
    await drop(page, "longer.txt", LONG.repeat(8));
    await stopped;
    await dialog.waitFor({ state: "detached" });
    await page.waitForTimeout(1000);
    assert.equal(await hands.paper(page).count(), 0, "nothing is opened");
    assert.equal(await page.getByRole("link", { name: /longer/ }).count(), 0, "nothing is kept");

    await drop(page, "long.txt", LONG);
    await hands.paper(page).locator("[data-q]").first().waitFor();
    await dialog.waitFor({ state: "detached" });
    assert.equal(await hands.paper(page).locator(".blk").count(), 8000);

    // Another one that is stopped leaves this where it is, and the address with it.
    const address = page.url();
    const again = page.waitForFunction(() => document.querySelector("dialog progress")?.value > 0);
    await drop(page, "longer.txt", LONG.repeat(8));
    await again;
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.waitForTimeout(1000);
    assert.equal(await hands.paper(page).locator(".blk").count(), 8000);
    assert.equal(page.url(), address);
    await reader.leave();
  });
});
