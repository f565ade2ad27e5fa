// What the page does for a reader without being asked: it asks the browser to keep what he wrote, asks once for his name,
// brings his notes along to another dress of the report, and holds on to everything when the browser cannot keep it.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { text } from "../../tools/bench/matter.mjs";
import { drop } from "../../tools/bench/watch.mjs";
import { accessible } from "./access.mjs";
import * as hands from "./hands.mjs";
import { house, scratch } from "./harness.mjs";

const TEXT = readFileSync(fileURLToPath(new URL("data/report.txt", import.meta.url)), "utf8");
const PASSAGE = "探索建立山林共管机制";

/** Opens a text from the first screen, as a file of this name. */
async function open(page, t, name, text) {
  const file = join(scratch(t), name);
  writeFileSync(file, text);
  await hands.openFile(page, file);
}

async function goHome(page) {
  await page.getByRole("link", { name: /回到首页/ }).click();
  await page.getByRole("heading", { name: "最近的报告" }).waitFor();
}

describe("the first note", () => {
  const place = house();

  it("asks the browser to keep what is written, and no other does", async () => {
    const reader = await place.reader();
    await reader.context.addInitScript(() => {
      // The empty page before it has no such thing.
      if (!window.isSecureContext) return;
      window.asked = 0;
      StorageManager.prototype.persist = async () => { window.asked += 1; return false; };
    });
    const page = await reader.open(place.url);
    await hands.openSample(page);
    assert.equal(await page.evaluate(() => window.asked), 0, "reading asks for nothing");
    await hands.annotate(page, { from: "这样的成绩来之不易", text: "第一条" });
    assert.equal(await page.evaluate(() => window.asked), 1);
    await hands.annotate(page, { from: "市场主体总量7.3万户", text: "第二条" });
    assert.equal(await page.evaluate(() => window.asked), 1, "a refusal is an answer");
    await reader.leave();
  });

  it("can be signed, and the name is remembered", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.drag(page, "这样的成绩来之不易");
    await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
    await page.getByRole("form", { name: "批注内容" }).getByRole("textbox", { name: "署名" }).fill("陈默");
    await hands.write(page, { text: "有名字的" });
    await hands.note(page, "有名字的").getByText("陈默").first().waitFor();

    await page.reload();
    await hands.paper(page).waitFor();
    await hands.drag(page, "市场主体总量7.3万户");
    await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
    assert.equal(await page.getByRole("textbox", { name: "署名" }).count(), 0, "who has a name is not asked");
    await hands.write(page, { text: "后来的" });
    await hands.note(page, "后来的").getByText("陈默").first().waitFor();
    await reader.leave();
  });

  it("may go unsigned, and the question is not put again", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { from: "这样的成绩来之不易", text: "没有名字的" });
    await page.reload();
    await hands.paper(page).waitFor();
    await hands.drag(page, "市场主体总量7.3万户");
    await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
    await page.getByRole("textbox", { name: "批注内容" }).waitFor();
    assert.equal(await page.getByRole("textbox", { name: "署名" }).count(), 0);
    await reader.leave();
  });
});

describe("the same report", () => {
  const place = house();

  it("brings its notes along in another dress, says so, and takes them back", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await open(page, t, "云溪县.txt", TEXT);
    await hands.annotate(page, { from: PASSAGE, text: "怎么算建立" });
    await goHome(page);

    const web = TEXT.split("\n").filter((line) => line.trim()).join("\n\n").replaceAll("，", ",");
    await open(page, t, "网页.txt", web);
    await page.getByText(/同一份报告，版式不同：《.*云溪县.*》的 1 条批注带过来了/).waitFor();
    await hands.showNote(page, "怎么算建立");
    await hands.saved(page);
    await page.reload();
    await hands.showNote(page, "怎么算建立");

    await goHome(page);
    await open(page, t, "网页又一次.txt", `${web}\n\n\n`);
    await page.getByRole("status").getByRole("button", { name: "撤销" }).click();
    await hands.note(page, "怎么算建立").waitFor({ state: "detached" });
    await goHome(page);
    assert.equal(await page.getByRole("link", { name: /1 条批注/ }).count(), 2, "the others keep theirs");
    await reader.leave();
  });

  it("asks for a look where another edition differs; another report brings nothing", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await open(page, t, "云溪县.txt", TEXT);
    const figure = TEXT.match(/[^，。\n]{2,8}\d+(?:\.\d+)?[^，。\n\d]{1,6}/u)[0];
    await hands.annotate(page, { from: figure, text: "这个数要核" });
    await goHome(page);
    await open(page, t, "更正版.txt", TEXT.replaceAll(figure, figure.replace(/\d(?=\D*$)/u, (digit) => String((Number(digit) + 1) % 10))));
    await page.getByText(/同一份报告的另一版.*1 条批注带过来了，原句有出入的都标着待复核/).waitFor();
    await hands.showNote(page, "这个数要核");
    await goHome(page);
    await page.getByRole("link", { name: /1 处需复核/ }).waitFor();

    await hands.openSample(page);
    await page.waitForTimeout(300);
    assert.deepEqual(await hands.margin(page), []);
    await reader.leave();
  });
});

describe("a browser that cannot keep anything", () => {
  const place = house();

  it("says so, and the text stays until it can be saved", async () => {
    const reader = await place.reader();
    await reader.context.addInitScript(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function failing(...given) {
        if (window.full) throw new DOMException("no room", "QuotaExceededError");
        return put.apply(this, given);
      };
    });
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { from: "这样的成绩来之不易", text: "存得下的" });
    await page.evaluate(() => { window.full = true; });

    await hands.drag(page, "市场主体总量7.3万户");
    await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
    const form = page.getByRole("form", { name: "批注内容" });
    await form.getByRole("textbox", { name: "批注内容" }).fill("存不下的");
    await form.getByRole("button", { name: /^保存/ }).click();
    await page.getByRole("alert").getByText(/浏览器空间不足.*请先导出/).waitFor();
    await page.getByRole("status").filter({ hasText: "没能保存" }).waitFor();
    await hands.note(page, "存不下的").waitFor();
    assert.equal(await page.getByText("已保存到本机").count(), 0, "nothing claims to be saved");

    // In one go: the page tries again by itself too, and then the button is gone before a hand reaches it.
    await page.getByRole("alert").getByRole("button", { name: "再存一次" }).evaluate((button) => {
      window.full = false;
      button.click();
    });
    await hands.saved(page);
    await page.getByRole("alert").waitFor({ state: "detached" });
    await page.reload();
    await hands.hasNotes(page, ["存得下的", "存不下的"]);
    await reader.leave();
  });

  it("is still a reading room when there is no database at all", async (t) => {
    const reader = await place.reader();
    await reader.context.addInitScript(() => {
      IDBFactory.prototype.open = () => { throw new DOMException("blocked", "SecurityError"); };
    });
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await page.getByRole("alert").getByText(/浏览器不让本页存东西/).waitFor();
    await hands.drag(page, "这样的成绩来之不易");
    await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
    const form = page.getByRole("form", { name: "批注内容" });
    await form.getByRole("textbox", { name: "批注内容" }).fill("只在屏幕上");
    await form.getByRole("button", { name: /^保存/ }).click();
    await hands.note(page, "只在屏幕上").waitFor();
    const file = await hands.exportTo(page, scratch(t));
    assert.match(readFileSync(file, "utf8"), /只在屏幕上/, "what is on screen can leave in a file");
    await reader.leave();
  });
});

describe("ways in and out", () => {
  const place = house();

  it("the key for pasting opens a report on the first screen", async () => {
    const reader = await place.reader({ permissions: ["clipboard-read", "clipboard-write"] });
    const page = await reader.open(place.url);
    await page.evaluate((text) => navigator.clipboard.writeText(text), TEXT);
    await page.keyboard.press("Control+V");
    await hands.paper(page).getByText(PASSAGE).first().waitFor();
    await reader.leave();
  });

  it("the paste dialog closes without a trace, and a dropped file opens over a report", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await page.getByRole("button", { name: /^粘贴正文/ }).click();
    const dialog = page.getByRole("dialog", { name: "粘贴正文" });
    assert.equal(await dialog.getByRole("button", { name: "打开", exact: true }).isDisabled(), true, "nothing to open yet");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.getByText("还没有报告").waitFor();

    await hands.openSample(page);
    const data = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "云溪县.txt", { type: "text/plain" }));
      return data;
    }, TEXT);
    await page.locator("body").dispatchEvent("dragover", { dataTransfer: data });
    await page.getByText("松开鼠标就打开").waitFor();
    await page.locator("body").dispatchEvent("drop", { dataTransfer: data });
    await hands.paper(page).getByText(PASSAGE).first().waitFor();
    await page.getByText("松开鼠标就打开").waitFor({ state: "detached" });
    await reader.leave();
  });

  it("many changes that no file holds are told, and one click exports them all", async (t) => {
    const folder = scratch(t);
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await open(page, t, "云溪县.txt", TEXT);
    const items = Array.from({ length: 21 }, (_, n) => ({
      id: `urn:uuid:00000000-0000-4000-8000-0000000000${String(n).padStart(2, "0")}`,
      type: "Annotation",
      body: { type: "TextualBody", value: `第 ${n + 1} 条`, purpose: "commenting" },
      target: { source: "https://example.org/", selector: { type: "TextQuoteSelector", exact: PASSAGE } },
    }));
    const notes = join(folder, "批注.jsonld");
    writeFileSync(notes, JSON.stringify({ "@context": "http://www.w3.org/ns/anno.jsonld", type: "AnnotationCollection", total: 21, first: { type: "AnnotationPage", items } }));
    await hands.chooseImport(page, notes);
    await hands.confirmImport(page, 21);
    await goHome(page);
    const word = page.getByText("21 处改动还没有导出");
    await word.waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "导出全部" }).click(),
    ]);
    const file = join(folder, "all.jsonld");
    await download.saveAs(file);
    const written = readFileSync(file, "utf8");
    for (const { body } of items) assert.ok(written.includes(body.value), body.value);
    assert.ok(written.includes(PASSAGE));
    await word.waitFor({ state: "detached" });
    await reader.leave();
  });
});

describe("a report that is left in the middle of a word", () => {
  const place = house();

  it("keeps the word, and nothing stops", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    const back = async () => {
      await page.goBack();
      await page.locator("#start-title").waitFor();
      await page.goForward();
      await hands.paper(page).waitFor();
    };
    await hands.openSample(page);
    await page.keyboard.press("/");
    await page.keyboard.type("就业");
    await back();
    await hands.drag(page, "这样的成绩来之不易");
    await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
    await page.getByRole("textbox", { name: "批注内容" }).fill("半句");
    await page.getByRole("textbox", { name: "标签" }).fill("半个");
    await back();
    await hands.scrollTo(page, "这样的成绩来之不易");
    await page.getByText("半句").first().waitFor();
    await reader.leave();
  });
});

describe("a long report that another follows at once", () => {
  const place = house();

  it("stops nothing while its marks are still being drawn", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    for (let run = 0; run < 3; run += 1) {
      await drop(page, `${run}.txt`, text(500_000, run));
      await page.waitForFunction((count) => performance.getEntriesByName("meipi:open", "measure").length > count, run);
    }
    await hands.saved(page);
    await reader.leave();
  });
});

describe("a mistake in the page", () => {
  const place = house();

  it("is told, with what to do, and takes nothing with it", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { from: "这样的成绩来之不易", text: "已经存好的" });
    // Without it no note can have a name, and the program cannot go on.
    await page.evaluate(() => { crypto.getRandomValues = () => { throw new Error("no chance left"); }; });
    await hands.drag(page, "市场主体总量7.3万户");
    await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
    await page.getByRole("textbox", { name: "批注内容" }).fill("还没有存的");
    await page.waitForTimeout(800);
    await page.keyboard.press("Control+Enter");
    const band = page.getByRole("alert").filter({ hasText: "停下了" });
    await band.waitFor();
    await page.evaluate(() => { delete crypto.getRandomValues; });
    await accessible(page, "when it has stopped");
    reader.troubles.splice(0);

    await band.getByRole("link", { name: "重新开始" }).click();
    await band.waitFor({ state: "hidden" });
    await hands.showNote(page, "已经存好的");
    await hands.scrollTo(page, "市场主体总量7.3万户");
    await page.getByText("还没有存的").first().waitFor();
    await reader.leave();
  });
});
