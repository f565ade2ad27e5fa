// How long the find box takes from the last sign that is typed to the list of hits on the screen, the box's own rest
// included, on the sample and on a text of a megabyte.

import * as hands from "../../tests/e2e/hands.mjs";
import { text } from "./matter.mjs";
import { arrive, drop, longest, median, ms, now, row, task } from "./watch.mjs";

const QUERIES = [["words", "就业"], ["numbers by value", ">1000万元"], ["commitments that hold a word", "刚性 小区"]];

export async function finding(browser, url, _folder, runs) {
  for (const [name, content] of [["the sample", null], ["1 MB", text(1_000_000)]]) {
    const page = await arrive(browser, url);
    if (content === null) await hands.openSample(page);
    else await drop(page, "long.txt", content);
    await hands.paper(page).waitFor();
    await hands.saved(page);
    await page.keyboard.press("/");
    const box = page.getByRole("textbox", { name: "查找", exact: true });
    await box.waitFor();
    const from = await now(page);
    for (const [what, query] of QUERIES) {
      const figures = [];
      for (let run = 0; run < runs; run += 1) {
        await box.fill("");
        await page.waitForFunction(() => document.querySelector(".find-at")?.textContent === "");
        await page.evaluate(() => { window.bench.seen = window.bench.until("input", () => document.querySelector(".find-at")?.textContent && document.querySelector(".find-list li")); });
        await box.fill(query);
        figures.push(await page.evaluate(() => window.bench.seen));
      }
      row(`find ${what} in ${name}: to the list of hits`, ms(median(figures)), "≤ 300 ms", median(figures) > 300);
    }
    row("… longest task", task(await longest(page, from)));
    await page.context().close();
  }
}
