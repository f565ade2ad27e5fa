// Files that mean harm: markup in every text that a file can hold stays text wherever the page shows it, and a file that is
// too large is refused in a sentence before it is read.

import assert from "node:assert/strict";
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import * as hands from "./hands.mjs";
import { house, scratch } from "./harness.mjs";

const PASSAGE = "市场主体总量7.3万户";
const MARKUP = `"><img src=x onerror="window.ran=1"><script>window.ran=1</script><svg onload=window.ran=1>`;
const LINK = "javascript:window.ran=1";

/** Keys whose values are the form itself: with anything else there, nothing is left to be shown. */
const FORM = new Set([
  "@context", "type", "motivation", "purpose", "conformsTo", "start", "end", "meipi:version", "v", "position", "scope",
  "colour", "status", "at", "created", "modified", "updated", "digest", "fingerprint", "id", "note", "parents", "source", "uri",
  "references", "exact", "text/exact", "reply_to", "correction", "generator",
]);

/** `value` with markup in every text that is not the form itself. */
function poisoned(value, key = "") {
  if (Array.isArray(value)) return value.map((item) => poisoned(item, key));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poisoned(inner, name)]));
  }
  return typeof value === "string" && !FORM.has(key) ? `${value.slice(0, 4)}${MARKUP}` : value;
}

const target = (selector) => [{ source: "https://example.org/", selector: [selector] }];
const quote = { type: "TextQuoteSelector", exact: PASSAGE, prefix: "", suffix: "" };

/** Notes as other programs write them, with markup in every field, and addresses that are scripts. */
const FOREIGN = {
  "a Web Annotation": [{
    "@context": "http://www.w3.org/ns/anno.jsonld", id: LINK, type: "Annotation", created: MARKUP, canonical: LINK, via: [LINK],
    creator: { id: LINK, type: "Person", name: MARKUP, nickname: MARKUP, homepage: LINK }, rights: LINK, [MARKUP]: MARKUP,
    body: [{ type: "TextualBody", value: MARKUP, format: "text/html" }, { type: "TextualBody", purpose: "tagging", value: MARKUP }, { id: LINK, type: "Image" }],
    target: [{ source: LINK, styleClass: MARKUP, selector: [{ ...quote, suffix: MARKUP }, { type: "SvgSelector", value: `<svg onload="window.ran=1">` }] }],
    stylesheet: { type: "CssStylesheet", value: `</style><script>window.ran=1</script>` },
  }, { id: MARKUP, type: MARKUP }, { type: "Annotation", id: MARKUP }, MARKUP, `https://${MARKUP}`],
  "an export of Hypothesis": { rows: [{
    id: "x1", user: `acct:${MARKUP}@x`, user_info: { display_name: MARKUP }, uri: LINK, text: MARKUP, tags: [MARKUP],
    created: "2024-01-01T00:00:00Z", updated: MARKUP, target: target(quote), document: { title: [MARKUP] },
  }] },
  "a Readium set": { "@context": "http://www.w3.org/ns/anno.jsonld", id: LINK, type: "AnnotationSet", title: MARKUP, about: { "dc:title": MARKUP }, items: [{
    id: "urn:uuid:0e1a1a52-9a3c-4c7e-8f0e-2b1d6e5a4c3c", type: "Annotation", created: "2024-01-01T00:00:00Z",
    creator: { id: LINK, name: MARKUP }, body: { type: "TextualBody", value: MARKUP, color: MARKUP, tag: MARKUP },
    target: { source: LINK, meta: { headings: [{ level: 1, txt: MARKUP }] }, selector: [quote] },
  }] },
};

/** Fails if anything of a file became more than text. */
async function isText(page, where) {
  const found = await page.evaluate(() => ({
    ran: window.ran ?? 0,
    images: document.querySelectorAll("img[src=x], svg[onload], [onerror]").length,
    scripts: [...document.querySelectorAll("a[href]")].filter(({ protocol }) => protocol === "javascript:").length,
  }));
  assert.deepEqual(found, { ran: 0, images: 0, scripts: 0 }, where);
}

/** Goes through all that shows something of a note. */
async function walk(page, folder) {
  await page.locator("a.ref").first().evaluate((ref) => { ref.scrollIntoView({ block: "center", behavior: "instant" }); ref.click(); });
  const note = page.locator("#margin article.note").first();
  await note.waitFor();
  await note.getByRole("button", { name: "历史" }).click();
  await isText(page, "in the note and its history");
  await page.keyboard.press("f");
  await isText(page, "in the menu of filters");
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("onerror");
  await page.waitForTimeout(300);
  await isText(page, "among what was found");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByRole("banner").getByRole("button", { name: /^撤销/ }).first().waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("操作记录");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "操作记录" }).waitFor();
  await isText(page, "in the list of changes");
  await page.keyboard.press("Escape");
  await page.emulateMedia({ media: "print" });
  await page.waitForTimeout(100);
  await isText(page, "on paper");
  await page.emulateMedia({ media: "screen" });
  const file = await hands.exportTo(page, folder);
  assert.ok(readFileSync(file, "utf8").includes("onerror"), "it goes on as the text that it is");
  return file;
}

describe("a file with markup in every field", () => {
  const place = house();

  for (const [name, file] of Object.entries(FOREIGN)) {
    it(`runs nothing: ${name}`, async (t) => {
      const folder = scratch(t);
      const reader = await place.reader();
      const page = await reader.open(place.url);
      page.on("dialog", (dialog) => assert.fail(`a script spoke: ${dialog.message()}`));
      await hands.openSample(page);
      const path = join(folder, "毒.json");
      writeFileSync(path, JSON.stringify(file));
      await hands.chooseImport(page, path);
      const dialog = page.getByRole("dialog", { name: "导入预览" });
      await dialog.getByRole("button", { name: /^导入 \d+ 条/ }).waitFor();
      await dialog.locator("details.problems").evaluateAll((all) => all.forEach((details) => { details.open = true; }));
      await isText(page, "in the preview");
      await dialog.getByRole("button", { name: /^导入 \d+ 条/ }).click();
      await dialog.waitFor({ state: "detached" });
      await walk(page, folder);
      await reader.leave();
    });
  }

  it("runs nothing: a file of ours, with a conflict, a reply and a report of its own", async (t) => {
    const folder = scratch(t);
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { from: PASSAGE, text: "原来的", tags: ["民生"] });
    const clean = JSON.parse(readFileSync(await hands.exportTo(page, folder), "utf8"));
    await hands.note(page, "原来的").click();
    await hands.note(page, "原来的").getByRole("button", { name: "编辑" }).click();
    await hands.write(page, { text: "改过的" });

    const revisions = clean.first.items[0]["meipi:revisions"];
    const next = (id, change) => ({ ...revisions[0], id, author: { id: LINK, name: "李" }, at: "2090-01-01T00:00:00Z", ...change });
    revisions.push(next("0e1a1a52-9a3c-4c7e-8f0e-2b1d6e5a4c3b", { parents: [revisions[0].id], state: { ...revisions[0].state, text: "他改的" } }));
    const path = join(folder, "毒.jsonld");
    writeFileSync(path, JSON.stringify(poisoned(clean)));
    await hands.chooseImport(page, path);
    const dialog = page.getByRole("dialog", { name: "导入预览" });
    await dialog.locator(".conflict").first().waitFor();
    await isText(page, "in the preview of a conflict");
    await dialog.getByRole("button", { name: /^导入 \d+ 条/ }).click();
    await page.locator("#margin .conflict").waitFor();
    await isText(page, "in a conflict");
    const file = await walk(page, folder);

    await reader.leave();

    // And where the file brings the report, to somebody who has nothing.
    const newcomer = await place.reader();
    const other = await newcomer.open(place.url);
    const whole = JSON.parse(readFileSync(file, "utf8"));
    whole["meipi:report"] = { title: MARKUP, text: `政府工作报告\n\n一、${MARKUP}\n\n${PASSAGE}，${MARKUP}。\n` };
    const brought = join(folder, "带原文.jsonld");
    writeFileSync(brought, JSON.stringify(whole));
    await hands.chooseFile(other, brought);
    await hands.paper(other).getByText("window.ran").first().waitFor();
    await isText(other, "in a report");
    await newcomer.leave();
  });
});

describe("a file of more than 100 MB", () => {
  const place = house();

  it("is refused at once, in a sentence, and changes nothing", async (t) => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await hands.openSample(page);
    await hands.annotate(page, { from: PASSAGE, text: "原来就有的" });
    // Nobody can send so much through the wire of a test: the file stands on the disk, all holes.
    const path = join(scratch(t), "大.jsonld");
    const file = openSync(path, "w");
    ftruncateSync(file, 100_000_001);
    closeSync(file);
    const began = Date.now();
    await hands.chooseImport(page, path);
    await page.getByText(/《大\.jsonld》有 100\.0 MB，最多能读 100\.0 MB/).first().waitFor();
    assert.ok(Date.now() - began < 5000, "within seconds");
    await hands.hasNotes(page, ["原来就有的"]);
    await reader.leave();
  });
});
