// How long it takes from the key that saves a note to the note on the screen, with few notes there and with many.

import * as hands from "../../tests/e2e/hands.mjs";
import { collection } from "./matter.mjs";
import { arrive, median, ms, row, take } from "./watch.mjs";

/** Passages that no note of a collection is on: a drag over the numbers of other notes may take too much or nothing. */
const PASSAGES = ["市场主体总量7.3万户", "新批设立外商投资企业35家", "专利授权量8807件", "金融科技企业总数超过100家", "注册资本金超过700亿元", "新注册登记企业5267家", "净减少5445家"];

export async function writing(browser, url, folder, runs) {
  for (const count of [10, 2000]) {
    const page = await arrive(browser, url);
    await hands.openSample(page);
    // Ten notes are placed at once and leave no stretch of work; twenty would be the first that do.
    if (count > 16) await take(page, folder, collection(count), count);
    else for (let n = 0; n < count; n += 1) await hands.annotate(page, { from: "这样的成绩来之不易", text: `先有的 ${n}` });
    const figures = [];
    for (let run = 0; run < runs; run += 1) {
      figures.push(await writeOne(page, run));
    }
    await page.context().close();
    row(`add a note with ${count.toLocaleString("en")} there: from the key to the paint`, ms(median(figures)), "≤ 50 ms", median(figures) > 50);
  }
}

/** Writes a note; answers the milliseconds from the key that saves it to the frame that shows its mark and its card. */
export async function writeOne(page, run) {
  await hands.drag(page, PASSAGES[run % PASSAGES.length]);
  await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
  const words = `量一量 ${run}`;
  await page.getByRole("form", { name: "批注内容" }).getByRole("textbox", { name: "批注内容" }).fill(words);
  await page.keyboard.down("Control");
  await page.evaluate((words) => { window.bench.seen = window.bench.until("keydown", () =>
    [...document.querySelectorAll("article.note > .body")].some((body) => body.textContent === words)); }, words);
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
  const figure = await page.evaluate(() => window.bench.seen);
  await hands.saved(page);
  return figure;
}
