// The whole story of one reader and his colleague: from the first screen to a file that arrives whole.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import * as hands from "./hands.mjs";
import { SINGLE_FILE, house, keptOffline, scratch, started } from "./harness.mjs";

/** A passage under several marks, one over the end of a paragraph, and one without any mark. */
const ACROSS_MARKS = { from: "地区生产总值预计达到", to: "居民人均可支配收入预计为8.8万元" };
const ACROSS_PARAGRAPHS = { from: "服务保障能力进一步提升", to: "全面推行中央政务办公区" };
const PLAIN = { from: "这样的成绩来之不易" };

describe("a reader at the served page", () => {
  const place = house();

  it("reads the sample: marks, counts, and what they mean", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);

    const legend = page.getByRole("region", { name: "标示与筛选" });
    const quantities = legend.getByRole("checkbox", { name: /^数量/ });
    const marked = () => page.locator("article.text .q[data-q]").evaluateAll((marks) => new Set(marks.map((mark) => mark.dataset.q)).size);
    const count = Number((await hands.labelOf(quantities)).match(/(\d+)\s*$/)[1]);
    assert.ok(count > 250, `the sample has hundreds of quantities, not ${count}`);
    assert.equal(await marked(), count, "as many are marked as the legend counts");

    const underline = () => page.locator("article.text .q[data-q]").first().evaluate((mark) => {
      const { borderBottomStyle, borderBottomColor, textDecorationLine, backgroundImage } = getComputedStyle(mark);
      return [borderBottomStyle, borderBottomColor, textDecorationLine, backgroundImage].join(" ");
    });
    const seen = await underline();
    await quantities.uncheck();
    assert.notEqual(await underline(), seen, "the legend switches a kind off");
    await quantities.check();
    assert.equal(await underline(), seen, "and on again");

    await hands.mark(page, "4500亿元").click();
    const card = page.getByRole("dialog", { name: "说明" });
    await card.getByRole("definition").filter({ hasText: "地区生产总值" }).waitFor();
    assert.match(await card.innerText(), /450,000,000,000|4500亿|4500 亿/);

    await hands.mark(page, "加装", "老楼加装电梯15部").click();
    await card.getByText(/承诺 · 刚性/).waitFor();
    const words = await card.innerText();
    assert.match(words, /15部/);
    assert.match(words, /12部/, "the pair with last year's result");
    assert.match(words, /25\s?%/, "and the change");
    await reader.leave();
  });

  it("writes notes, reloads, and finds them; another tab sees what this one writes", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);

    await hands.annotate(page, { ...ACROSS_MARKS, text: "口径与上年一致吗", tags: ["经济"] });
    await hands.annotate(page, { ...ACROSS_PARAGRAPHS, text: "两段讲的是同一件事" });
    await hands.annotateParagraph(page, "老楼加装电梯15部", "上年是12部");
    const before = (await hands.margin(page)).sort();
    assert.deepEqual(before, ["上年是12部", "两段讲的是同一件事", "口径与上年一致吗"].sort());

    await page.reload();
    await hands.paper(page).waitFor();
    await hands.hasNotes(page, before);

    const other = await reader.open(page.url());
    await hands.paper(other).waitFor();
    await hands.hasNotes(other, before);
    await hands.annotate(other, { ...PLAIN, text: "另一个标签页写的" });
    // A tab that is not in front paints once a second, and walking through it takes a minute.
    await page.bringToFront();
    await hands.showNote(page, "另一个标签页写的");
    await hands.annotate(page, { from: "市场主体总量7.3万户", text: "这一个标签页写的" });
    await other.bringToFront();
    await hands.showNote(other, "这一个标签页写的");
    await reader.leave();
  });

  it("edits, deletes, undoes", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { ...PLAIN, text: "第一稿" });

    await hands.note(page, "第一稿").getByRole("button", { name: "编辑" }).click();
    await hands.write(page, { text: "第二稿" });
    await hands.note(page, "第二稿").waitFor();

    await hands.note(page, "第二稿").getByRole("button", { name: "删除" }).click();
    await hands.note(page, "第二稿").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "撤销", exact: true }).first().click();
    await hands.note(page, "第二稿").waitFor();
    await hands.saved(page);
    await page.reload();
    await hands.showNote(page, "第二稿");
    await reader.leave();
  });

  it("keeps what was being written when the page goes away", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.drag(page, PLAIN.from);
    await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
    await page.getByRole("textbox", { name: "批注内容" }).fill("还没有写完");
    await page.waitForTimeout(800);
    await page.reload();
    await hands.paper(page).waitFor();
    await hands.scrollTo(page, PLAIN.from);
    await page.getByText("还没有写完").first().waitFor();
    await reader.leave();
  });

  it("hands everything on in one file, which arrives whole and only once", async (t) => {
    const folder = scratch(t);
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { ...ACROSS_MARKS, text: "口径与上年一致吗", tags: ["经济"] });
    await hands.annotate(page, { ...ACROSS_PARAGRAPHS, text: "两段讲的是同一件事" });
    await hands.annotateParagraph(page, "老楼加装电梯15部", "上年是12部");
    const mine = await hands.places(page);
    const file = await hands.exportTo(page, folder);
    await reader.leave();

    const collection = JSON.parse(readFileSync(file, "utf8"));
    assert.equal(collection.type, "AnnotationCollection");
    assert.equal(collection["@context"] === "http://www.w3.org/ns/anno.jsonld" || collection["@context"].includes("http://www.w3.org/ns/anno.jsonld"), true);

    const newcomer = await place.reader();
    const empty = await newcomer.open(place.url);
    await hands.openFile(empty, file);
    await empty.getByText("已导入 3 条批注").waitFor();
    assert.deepEqual(await hands.places(empty), mine, "the file alone is enough");
    await newcomer.leave();

    const colleague = await place.reader();
    const theirs = await colleague.open(place.url);
    await hands.openSample(theirs);
    await hands.chooseImport(theirs, file);
    await hands.confirmImport(theirs, 3);
    assert.deepEqual(await hands.places(theirs), mine, "the same notes at the same places");

    await hands.chooseImport(theirs, file);
    const dialog = theirs.getByRole("dialog", { name: "导入预览" });
    await dialog.getByRole("button", { name: "没有要导入的" }).waitFor();
    await theirs.keyboard.press("Escape");
    assert.deepEqual(await hands.places(theirs), mine, "the second time adds nothing");
    await colleague.leave();
  });

  it("goes on with the network off", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await keptOffline(page);
    await reader.context.setOffline(true);
    await page.reload();
    await started(page);
    await hands.openSample(page);
    await hands.annotate(page, { ...PLAIN, text: "断网时写的" });
    await page.reload();
    await hands.showNote(page, "断网时写的");
    await reader.leave();
  });
});

describe("a reader at meipi.html from a disk", () => {
  const place = house();

  it("reads, writes, reloads, hands on", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(SINGLE_FILE);
    await hands.openSample(page);
    await hands.annotate(page, { ...ACROSS_MARKS, text: "写在一个文件里" });
    await page.reload();
    await hands.showNote(page, "写在一个文件里");
    const file = await hands.exportTo(page, scratch(t));
    assert.match(readFileSync(file, "utf8"), /写在一个文件里/);
    await reader.leave();
  });
});
