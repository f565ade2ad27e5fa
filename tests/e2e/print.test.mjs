// What comes out on paper: the report with its notes and the meaning of its marks, nothing of the interface, and nothing that
// the reader has switched off.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as hands from "./hands.mjs";
import { house } from "./harness.mjs";

/** Brings the page into the state in which the browser prints it. */
async function print(page) {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
}

async function putDown(page) {
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
}

const signs = (page) => page.getByRole("list", { name: "标示" }).getByRole("listitem");
const notes = (page) => page.getByRole("list", { name: "眉批" }).getByRole("listitem");

describe("on paper", () => {
  const place = house();

  it("stand the report, what its marks mean, and the notes; and nothing of the page", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await print(page);
    assert.deepEqual((await signs(page).allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim()), [
      "12.5万 数量", "十四五 日期 序数 代号 口号", "完成 承诺 · 刚性", "推进 承诺 · 意向", "探索 承诺 · 探索",
    ]);
    await hands.becomes(() => notes(page).count(), 0, "no notes, no list of them");
    await putDown(page);

    await hands.annotate(page, { from: "这样的成绩来之不易", text: "口径与上年一致吗", tags: ["口径"] });
    await hands.annotate(page, { from: "市场主体总量7.3万户", text: "只有总量" });
    await hands.mark(page, "4500亿元").click();
    await print(page);
    assert.match(await notes(page).nth(0).innerText(), /^1\s+市场主体总量7.3万户.*第 ?\d+ ?段\s+我.*只有总量$/s, "in the order of the text");
    assert.match(await notes(page).nth(1).innerText(), /口径与上年一致吗 #口径$/);
    for (const part of [page.getByRole("banner"), page.locator(".rail"), page.locator(".card"), page.locator(".notes-head"), page.locator(".toasts")]) {
      for (const one of await part.all()) assert.ok(!(await one.isVisible()));
    }
    const looks = (words) => hands.mark(page, words).evaluate((mark) => getComputedStyle(mark).textDecoration);
    assert.equal(await looks("4500亿元"), await looks("431.1亿元"), "what is at hand looks like the rest");
    const pages = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    assert.ok(pages >= 8 && pages <= 20, `${pages} pages`);
    await reader.leave();
  });

  it("stands nothing that is switched off or filtered out", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { from: "这样的成绩来之不易", text: "口径与上年一致吗", tags: ["口径"] });
    await hands.annotate(page, { from: "市场主体总量7.3万户", text: "只有总量" });
    await page.getByRole("region", { name: "标示与筛选" }).getByRole("checkbox", { name: /^数量/ }).uncheck();
    await page.getByRole("group", { name: "显示的批注" }).getByRole("button", { name: "筛选" }).click();
    await page.getByRole("dialog", { name: "筛选批注" }).getByRole("button", { name: /^# 口径/ }).click();
    await page.keyboard.press("Escape");
    await print(page);
    assert.ok(!(await signs(page).allInnerTexts()).some((text) => text.includes("数量")));
    await hands.becomes(() => notes(page).count(), 1);
    assert.match(await notes(page).innerText(), /口径与上年一致吗/);
    await putDown(page);
    await page.getByRole("region", { name: "标示与筛选" }).getByRole("checkbox", { name: /^我的批注/ }).uncheck();
    await print(page);
    await hands.becomes(() => notes(page).count(), 0, "switched off in the legend");
    await reader.leave();
  });
});
