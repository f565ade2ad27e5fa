// A reader who hears the page: the whole cycle by nothing but the tree that a screen reader reads, and keys.

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { answer } from "./hands.mjs";
import { house, scratch } from "./harness.mjs";

/** Roles that are operated, and so must be called something. */
const OPERATED = new Set(["button", "link", "checkbox", "radio", "textbox", "combobox", "searchbox", "listbox", "option", "tab", "menuitem"]);

/** Longest time until something is heard, in milliseconds. */
const PATIENCE = 15_000;

/** The page as a screen reader has it. */
class Ear {
  static async of(reader, page) {
    const ear = new Ear();
    ear.page = page;
    ear.browser = await reader.context.newCDPSession(page);
    await ear.browser.send("Accessibility.enable");
    return ear;
  }

  /** Everything that is read, in its order. */
  async tree() {
    const { nodes } = await this.browser.send("Accessibility.getFullAXTree");
    return nodes.filter((node) => !node.ignored).map((node) => ({
      role: node.role?.value ?? "",
      name: (node.name?.value ?? "").replace(/\s+/g, " ").trim(),
      level: node.properties?.find(({ name }) => name === "level")?.value.value,
      focused: node.properties?.find(({ name }) => name === "focused")?.value.value === true,
      id: node.backendDOMNodeId,
    }));
  }

  /** Waits until something of this role and name is read. */
  async hears(role, name) {
    const means = (text) => (name instanceof RegExp ? name.test(text) : text === name);
    for (const end = Date.now() + PATIENCE; Date.now() < end;) {
      const node = (await this.tree()).find((node) => node.role === role && means(node.name));
      if (node) return node;
      await new Promise((done) => setTimeout(done, 60));
    }
    return assert.fail(`nothing is read as ${role} ${name}`);
  }

  /** Waits until a text that holds these words is read. */
  says(words) {
    return this.hears("StaticText", new RegExp(words));
  }

  /** Goes to what is read so. */
  async goTo(role, name) {
    const { id } = await this.hears(role, name);
    await this.browser.send("DOM.focus", { backendNodeId: id });
  }

  /** Does what a screen reader's own key does there: the element's action, wherever the focus is. */
  async act(role, name) {
    const { id } = await this.hears(role, name);
    await this.browser.send("DOM.scrollIntoViewIfNeeded", { backendNodeId: id });
    const { object } = await this.browser.send("DOM.resolveNode", { backendNodeId: id });
    await this.browser.send("Runtime.callFunctionOn", { objectId: object.objectId, functionDeclaration: "function () { this.focus(); this.click(); }", userGesture: true });
  }

  /** What has the focus. */
  async at() {
    return (await this.tree()).findLast((node) => node.focused && node.role !== "RootWebArea") ?? { role: "", name: "" };
  }

  /** Waits until the focus is on what is read so. */
  async isAt(role, name) {
    let at = {};
    for (const end = Date.now() + PATIENCE; Date.now() < end;) {
      at = await this.at();
      if (at.role === role && at.name === name) return;
      await new Promise((done) => setTimeout(done, 60));
    }
    assert.fail(`the focus is not on ${role} ${name} but on ${at.role} ${at.name}`);
  }

  /** Fails if something is operated and has no name, or if a heading leaves out a level. */
  async isWhole(state) {
    const tree = await this.tree();
    const nameless = tree.filter(({ role, name }) => OPERATED.has(role) && name === "");
    assert.deepEqual(nameless, [], `everything that is operated has a name ${state}`);
    const levels = tree.filter(({ role }) => role === "heading").map(({ level }) => level);
    const deepest = (at) => Math.max(1, ...levels.slice(0, at));
    levels.forEach((level, at) => assert.ok(level <= deepest(at) + 1, `headings go down one by one ${state}: ${levels}`));
  }
}

/** Writes a note on the commitment that is read so. */
async function annotate(ear, commitment, text, tag) {
  await ear.act("button", commitment);
  await ear.isAt("dialog", "说明");
  await ear.page.keyboard.press("n");
  await ear.isAt("textbox", "批注内容");
  await ear.page.keyboard.type(text);
  if (tag) {
    await ear.goTo("textbox", "标签");
    await ear.page.keyboard.type(tag);
    await ear.page.keyboard.press("Enter");
  }
  await ear.act("button", /^保存/);
  await ear.says(text);
  await ear.says("已保存到本机");
  assert.notEqual((await ear.at()).role, "", "the focus is not lost");
}

describe("by ear", () => {
  const place = house();

  it("opens, hears why, writes, tags, filters, exports, imports", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    const ear = await Ear.of(reader, page);
    for (const role of ["banner", "main"]) await ear.hears(role, /.*/);
    await ear.hears("heading", "读报告，批在眉上");
    await ear.isWhole("on the first screen");

    await ear.act("button", /^打开样例/);
    await ear.hears("article", /西城区政府工作报告/);
    await ear.hears("navigation", "目录");
    await ear.hears("link", /^（五）民生福祉不断增进 数量 62 承诺 0 批注 0$/);
    await ear.isWhole("in the reading room");

    const commitment = "承诺 · 刚性：加装";
    await ear.act("button", commitment);
    await ear.isAt("dialog", "说明");
    await ear.says("12部");
    await page.keyboard.press("Escape");
    await ear.isAt("button", commitment);

    await annotate(ear, commitment, "去年是十二部", "电梯");
    await annotate(ear, "承诺 · 意向：完善", "看谁来做");
    await ear.isWhole("with notes");
    await ear.hears("article", /^批注 1/);

    await ear.act("button", "筛选");
    await ear.hears("dialog", "筛选批注");
    await ear.act("button", /^# 电梯/);
    await page.keyboard.press("Escape");
    await ear.says("2 条批注里的 1 条");
    await ear.act("button", "全部显示");

    await ear.act("button", "导出");
    await ear.hears("dialog", "导出批注");
    await ear.isWhole("in the export dialog");
    await ear.goTo("textbox", "文件名");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    const file = join(scratch(t), download.suggestedFilename());
    await download.saveAs(file);
    await reader.leave();

    const colleague = await place.reader();
    const other = await colleague.open(place.url);
    const listener = await Ear.of(colleague, other);
    await listener.act("button", /^打开样例/);
    await listener.hears("article", /西城区政府工作报告/);
    await answer(other, () => listener.act("button", "导入"), file);
    await listener.hears("dialog", "导入预览");
    await listener.isWhole("in the preview");
    await listener.act("button", "导入 2 条");
    await listener.says("已导入 2 条批注");
    await listener.act("button", "下一条批注");
    await listener.hears("article", /^批注 \d/);
    await listener.says("去年是十二部|看谁来做");
    await colleague.leave();
  });
});
