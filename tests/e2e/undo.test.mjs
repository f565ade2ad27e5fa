// A long walk of mixed steps: all of them are undone and redone, across a reload, and the list of changes names each.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { accessible, focusIn, focusIsVisible, tabTo } from "./access.mjs";
import * as hands from "./hands.mjs";
import { house, scratch } from "./harness.mjs";

const PASSAGES = ["市场主体总量7.3万户", "这样的成绩来之不易", "净减少5445家"];

/** A file of five notes of a colleague. */
function colleague(folder) {
  const items = Array.from({ length: 5 }, (_, n) => ({
    id: `urn:uuid:00000000-0000-4000-8000-00000000000${n}`, type: "Annotation", created: "2024-01-01T00:00:00Z",
    creator: { type: "Person", name: "李敏" }, body: { type: "TextualBody", value: `李敏 ${n}`, purpose: "commenting" },
    target: { source: "https://example.org/", selector: { type: "TextQuoteSelector", exact: PASSAGES[n % 3] } },
  }));
  const file = join(folder, "李敏.jsonld");
  writeFileSync(file, JSON.stringify(items));
  return file;
}

/** Each note with its tags, its colour and where it stands, once all is saved. */
async function state(page) {
  await hands.saved(page);
  return (await hands.marginWhole(page)).sort();
}

/** Opens the list of changes. */
async function steps(page) {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("操作记录");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "操作记录" });
  await dialog.waitFor();
  return dialog;
}

/** What the list calls each step, the newest first. */
const names = async (dialog) => (await dialog.locator("li b").allInnerTexts()).slice(0, -1);

describe("more than twenty steps of every sort", () => {
  const place = house();

  it("are undone and redone, across a reload, and listed by name", async (t) => {
    const folder = scratch(t);
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    const did = [];
    const step = async (name, work) => {
      await work();
      did.unshift(name);
      await hands.saved(page);
    };
    for (const [n, from] of PASSAGES.entries()) {
      await step("写批注", () => hands.annotate(page, { from, text: `第${n}条`, tags: n === 1 ? ["民生"] : [] }));
    }
    const first = await state(page);
    await hands.scrollTo(page, PASSAGES[2]);
    const edit = async (was, is) => {
      await hands.note(page, was).click();
      await hands.note(page, was).getByRole("button", { name: "编辑" }).click();
      await hands.write(page, { text: is });
    };
    for (let n = 0; n < 6; n += 1) {
      const [was, is] = n % 2 === 0 ? ["第2条", "第2条改"] : ["第2条改", "第2条"];
      await step("改文字", () => edit(was, is));
    }
    for (let n = 0; n < 4; n += 1) {
      await step("改状态", () => hands.note(page, "第2条").getByRole("button", { name: "已办" }).click());
    }
    await step("改标签", async () => {
      await hands.note(page, "第2条").getByRole("button", { name: "编辑" }).click();
      const field = page.getByRole("form", { name: "批注内容" });
      await field.getByRole("textbox", { name: "标签" }).fill("待核");
      await page.keyboard.press("Enter");
      await field.getByRole("button", { name: /^保存/ }).click();
      await field.waitFor({ state: "detached" });
    });
    await step("改颜色", async () => {
      await hands.note(page, "第2条").getByRole("button", { name: "编辑" }).click();
      await page.getByRole("radio", { name: "石青" }).click();
      await hands.write(page, { text: "第2条" });
    });
    for (let n = 0; n < 3; n += 1) {
      const text = `要删的${n}`;
      await step("写批注", () => hands.annotate(page, { from: "专利授权量8807件", text }));
      await step("删除批注", async () => {
        await hands.note(page, text).click();
        await hands.note(page, text).getByRole("button", { name: "删除" }).click();
        await hands.note(page, text).waitFor({ state: "detached" });
      });
    }
    await step("导入", async () => {
      await hands.chooseImport(page, colleague(folder));
      await hands.confirmImport(page, 5);
    });
    await step("改状态", async () => {
      const menu = await hands.openBulk(page);
      await menu.getByRole("button", { name: "待答复 8 条会改" }).click();
      await page.getByText("已改 8 条批注的状态").waitFor();
    });
    await step("改颜色", async () => {
      const menu = await hands.openBulk(page);
      await menu.getByRole("button", { name: "胭脂 3 条会改" }).click();
      await page.getByText("已改 3 条批注的颜色").waitFor();
    });
    assert.ok(did.length >= 20, `${did.length} steps`);
    const last = await state(page);
    const lastPlaces = await hands.places(page);

    await page.reload();
    await page.getByRole("banner").getByRole("button", { name: /^撤销：/ }).waitFor();
    let dialog = await steps(page);
    await hands.becomes(() => names(dialog), did, "each by its name");
    await accessible(page, "in the list of changes");
    assert.equal(await dialog.locator("[aria-current=step]").innerText().then((text) => text.split("\n")[0]), did[0]);
    await page.keyboard.press("Escape");

    for (let n = 0; n < did.length; n += 1) await page.keyboard.press("Control+z");
    await page.getByRole("banner").getByRole("button", { name: "撤销", exact: true }).waitFor();
    assert.deepEqual(await state(page), []);
    await hands.becomes(() => hands.places(page), {});
    await page.reload();
    await hands.paper(page).waitFor();
    // As soon as it can be done, and as fast.
    await page.getByRole("banner").getByRole("button", { name: /^重做：/ }).waitFor();
    for (let n = 0; n < did.length; n += 1) await page.keyboard.press("Control+Shift+Z");
    await page.getByRole("banner").getByRole("button", { name: "重做", exact: true }).waitFor();
    assert.deepEqual(await state(page), last);
    await hands.becomes(() => hands.places(page), lastPlaces);

    // By the list: to after the third step, and with the keyboard forth again.
    dialog = await steps(page);
    await dialog.locator("li button").nth(did.length - 3).click();
    await page.keyboard.press("Escape");
    assert.deepEqual(await state(page), first);
    dialog = await steps(page);
    await hands.becomes(() => dialog.getByText("已撤销").count(), did.length - 3);
    await tabTo(page, dialog.locator("li button").first());
    assert.ok(await focusIsVisible(page));
    await page.keyboard.press("Enter");
    await dialog.getByText("已撤销").first().waitFor({ state: "detached" });
    await focusIn(dialog.locator("li button").first());
    await page.keyboard.press("Escape");
    assert.deepEqual(await state(page), last);
    await reader.leave();
  });
});
