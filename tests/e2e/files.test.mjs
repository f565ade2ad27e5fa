// Files that people have: in every encoding that is read, and those that cannot be, which get one clear sentence and
// change nothing.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import * as hands from "./hands.mjs";
import { house, scratch } from "./harness.mjs";

const DATA = fileURLToPath(new URL("data/", import.meta.url));
const TEXT = readFileSync(join(DATA, "report.txt"), "utf8");
const RARE = "沈𠮷安";

/** The report in each dress, as bytes. */
const DRESSES = {
  "UTF-8": Buffer.from(TEXT),
  "UTF-8 with a mark": Buffer.from(`\uFEFF${TEXT}`),
  "UTF-16, little end first": Buffer.from(`\uFEFF${TEXT}`, "utf16le"),
  "UTF-16, big end first": Buffer.from(`\uFEFF${TEXT}`, "utf16le").swap16(),
  "GB18030": readFileSync(join(DATA, "report-gb18030.txt")),
};

describe("a report", () => {
  const place = house();

  for (const [name, bytes] of Object.entries(DRESSES)) {
    it(`opens from ${name}`, async (t) => {
      const file = join(scratch(t), "云溪县.txt");
      writeFileSync(file, bytes);
      const reader = await place.reader();
      const page = await reader.open(place.url);
      await hands.openFile(page, file);
      await hands.paper(page).getByText(RARE).first().waitFor();
      await reader.leave();
    });
  }

  it("opens from a paste, and several are kept and listed", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await page.getByRole("button", { name: /^粘贴正文/ }).click();
    const dialog = page.getByRole("dialog", { name: "粘贴正文" });
    await dialog.getByRole("textbox", { name: "报告的正文" }).fill(TEXT);
    await dialog.getByRole("button", { name: "打开", exact: true }).click();
    await hands.paper(page).getByText(RARE).first().waitFor();
    await hands.annotate(page, { from: "探索建立山林共管机制", text: "怎么算建立" });

    await page.getByRole("link", { name: /回到首页/ }).click();
    await page.getByRole("heading", { name: "最近的报告" }).waitFor();
    await hands.openSample(page);
    await page.getByRole("link", { name: /回到首页/ }).click();
    const list = page.getByRole("region", { name: "最近的报告" });
    await list.getByRole("link", { name: /云溪县2024年政府工作报告.*1 条批注/ }).waitFor();
    await list.getByRole("link", { name: /政府工作报告.*无批注/ }).waitFor();

    await list.getByRole("link", { name: /云溪县/ }).click();
    await hands.showNote(page, "怎么算建立");
    await page.reload();
    await hands.showNote(page, "怎么算建立");
    await reader.leave();
  });

  it("opens where it is dropped", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    const data = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "云溪县.txt", { type: "text/plain" }));
      return data;
    }, TEXT);
    for (const type of ["dragenter", "dragover", "drop"]) await page.locator("body").dispatchEvent(type, { dataTransfer: data });
    await hands.paper(page).getByText(RARE).first().waitFor();
    await reader.leave();
  });
});

describe("what is not a report", () => {
  const place = house();

  const refused = {
    "an empty file": ["空.txt", Buffer.alloc(0), /《空\.txt》里没有文字/],
    "a picture": ["图.txt", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /《图\.txt》是图片/],
    "control characters": ["乱.txt", Buffer.concat([Buffer.from("报告"), Buffer.from([1, 0, 2, 0, 1])]), /《乱\.txt》/],
    "more than twenty megabytes": ["大.txt", Buffer.alloc(21_000_000, "政府工作报告\n"), /《大\.txt》有.*最多能读/],
  };

  for (const [what, [name, bytes, sentence]] of Object.entries(refused)) {
    it(`gets a sentence: ${what}`, async (t) => {
      const file = join(scratch(t), name);
      writeFileSync(file, bytes);
      const reader = await place.reader();
      const page = await reader.open(place.url);
      await hands.chooseFile(page, file);
      await page.getByText(sentence).first().waitFor();
      assert.equal(await hands.paper(page).count(), 0, "nothing is opened");
      await page.getByText("还没有报告").waitFor();
      await reader.leave();
    });
  }
});

describe("what is not a file of notes", () => {
  const place = house();

  it("gets a sentence and changes nothing", async (t) => {
    const folder = scratch(t);
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { from: "这样的成绩来之不易", text: "原来就有的" });
    const before = await hands.places(page);
    const whole = readFileSync(await hands.exportTo(page, folder), "utf8");

    const refused = {
      "断.json": [whole.slice(0, whole.length / 2), /《断\.json》不完整|《断\.json》不是批注文件/],
      "外.json": ['{"type":"FeatureCollection","features":[]}', /《外\.json》里没有批注/],
      "深.json": ["[".repeat(100_000), /《深\.json》/],
      "大.json": [`{"a":"${"长".repeat(40_000_000)}"}`, /《大\.json》有.*最多能读/],
      "空.json": ["", /《空\.json》/],
    };
    for (const [name, [text, sentence]] of Object.entries(refused)) {
      const file = join(folder, name);
      writeFileSync(file, text);
      await hands.chooseImport(page, file);
      await page.getByText(sentence).first().waitFor();
      assert.deepEqual(await hands.places(page), before, name);
    }

    const hostile = JSON.parse(whole);
    const script = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    const poisoned = JSON.stringify(hostile).replaceAll("原来就有的", JSON.stringify(script).slice(1, -1));
    const file = join(folder, "毒.json");
    // Other ids, so that the notes are new here; the name of our own prefix stays what it is.
    const prefix = JSON.stringify(hostile["@context"]).match(/urn:uuid:([0-9a-f-]{36})#/)[1];
    const other = (id) => (id === prefix ? id : id.replace(/.$/, (last) => (last === "0" ? "1" : "0")));
    writeFileSync(file, poisoned.replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, other));
    await hands.chooseImport(page, file);
    await page.getByRole("dialog", { name: "导入预览" }).getByRole("button", { name: /^导入/ }).click();
    // Only the notes near the window are in the page.
    await hands.paper(page).locator("[data-n]").first().scrollIntoViewIfNeeded();
    await page.getByText(script).first().waitFor();
    assert.notEqual(await page.title(), "1", "no script of a file runs");
    await reader.leave();
  });
});
