// How the page looks: each view in both languages and themes, on a desk and on a phone, beside the picture that is kept
// in screens/. Pictures are half size, which is enough to see a shift, a colour or a lost line, and keeps them small.
//
//   MEIPI_SCREENS=update script/test-e2e tests/e2e/visual.test.mjs     takes them anew; look at each before you keep it
//
// Text is set by the machine's own fonts, and drawn by its browser. Where they are not the ones of the pictures, there is
// nothing to compare with, and the test says so.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import * as hands from "./hands.mjs";
import { house } from "./harness.mjs";

const SCREENS = fileURLToPath(new URL("screens", import.meta.url));
const UPDATE = process.env.MEIPI_SCREENS === "update";

/** The share of pixels that may differ: a blinking caret's worth, and no line of text. */
const TOLERANCE = 0.002;

/** The clock of every picture. */
const NOON = new Date("2026-03-05T12:00:00+08:00");

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

/** The names that the steps below need, in both languages. */
const WORDS = {
  "zh-CN": { sample: /^打开样例/, import: /^导入/, export: /^导出/, more: "更多" },
  "en-GB": { sample: /^Open the sample/, import: /^Import/, export: /^Export/, more: "More" },
};

/** A colleague's notes: one in its place, one whose words have changed, one whose figure has, one that is broken. */
const NOTES = JSON.stringify({
  "@context": "http://www.w3.org/ns/anno.jsonld",
  type: "AnnotationCollection",
  total: 4,
  first: {
    type: "AnnotationPage",
    items: ["市场主体总量7.3万户", "全年出动检查人员3.4万人次和各类企业及单位", "居民人均可支配收入预计为8.9万元", ""].map((exact, n) => ({
      id: `urn:uuid:00000000-0000-4000-8000-00000000000${n}`,
      type: "Annotation",
      creator: { type: "Person", name: n < 2 ? "陈默" : "林晓" },
      created: "2026-03-01T09:00:00Z",
      body: { type: "TextualBody", value: `第 ${n + 1} 条`, purpose: "commenting" },
      target: { source: "https://example.org/", selector: exact ? { type: "TextQuoteSelector", exact } : "nothing" },
    })),
  },
});

/** Does what a button of the bar does; on a phone it stands in the menu of what is more. */
async function command(page, words, size, name) {
  if (size !== "phone") return page.getByRole("banner").getByRole("button", { name }).click();
  await page.getByRole("button", { name: words.more }).click();
  await page.locator("#more-menu").getByRole("button", { name }).click();
}

const dialog = (page) => page.locator("dialog[open]");

async function closeDialog(page) {
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
}

/** The views, each from where the one before has left the page. What a step returns is pictured alone, without the page. */
const VIEWS = {
  start: async () => {},
  room: async (page, words) => {
    await page.getByRole("button", { name: words.sample }).click();
    await hands.paper(page).waitFor();
  },
  card: async (page) => {
    const mark = hands.mark(page, "4500亿元");
    await mark.scrollIntoViewIfNeeded();
    await mark.click();
    const card = page.locator(".card:visible");
    await card.waitFor();
    return card;
  },
  note: async (page) => {
    await page.keyboard.press("Escape");
    await hands.drag(page, "这样的成绩来之不易");
    await page.getByRole("toolbar").getByRole("button").first().click();
    await page.getByRole("form").getByRole("textbox").first().fill("这句话可以再具体一点。");
    await page.keyboard.press("Control+Enter");
    await page.locator("article.text [data-n]").first().waitFor();
  },
  export: async (page, words, size) => {
    await command(page, words, size, words.export);
    await dialog(page).waitFor();
    return dialog(page);
  },
  import: async (page, words, size) => {
    await closeDialog(page);
    const file = { name: "notes.json", mimeType: "application/json", buffer: Buffer.from(NOTES) };
    await hands.answer(page, () => command(page, words, size, words.import), file);
    await dialog(page).locator("table.states").waitFor();
    return dialog(page);
  },
  taken: async (page) => {
    await dialog(page).locator("footer .fill").click();
    await dialog(page).waitFor({ state: "detached" });
    await hands.scrollTo(page, "居民人均可支配收入预计为");
  },
  filter: async (page) => {
    await page.keyboard.press("f");
    await page.locator("#filter-menu button").first().waitFor();
    return page.locator("#filter-menu");
  },
  find: async (page) => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    // It takes the focus, and selects what it holds, when it has opened.
    await page.waitForFunction(() => document.activeElement?.matches(".find input"));
    await page.locator(".find input").fill(">1000万元");
    await page.locator(".find-list li").first().waitFor();
    return page.locator(".find");
  },
  palette: async (page) => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await dialog(page).waitFor();
    return dialog(page);
  },
  help: async (page) => {
    await closeDialog(page);
    await page.keyboard.press("?");
    await dialog(page).waitFor();
    return dialog(page);
  },
  print: async (page) => {
    await closeDialog(page);
    await page.evaluate(() => {
      dispatchEvent(new Event("beforeprint"));
      scrollTo({ top: 0, behavior: "instant" });
    });
    await page.emulateMedia({ media: "print" });
  },
};

describe("the page looks as it did", () => {
  const place = house();

  for (const language of Object.keys(WORDS)) {
    for (const theme of ["light", "dark"]) {
      for (const size of Object.keys(SIZES)) {
        it(`in ${language}, ${theme}, on a ${size}`, async (t) => {
          const reader = await place.reader({ language, theme, ...SIZES[size], deviceScaleFactor: 0.5, timezoneId: "Asia/Shanghai" });
          await reader.context.clock.setFixedTime(NOON);
          const page = await reader.open(place.url);
          const other = await differs(page);
          if (other) return t.skip(`the pictures were taken with ${other}`);
          await page.getByRole("main").getByRole("heading").first().waitFor();
          const changed = [];
          for (const [view, go] of Object.entries(VIEWS)) {
            const part = await go(page, WORDS[language], size);
            const name = [view, language.slice(0, 2), theme, size].join("-");
            const share = compare(name, await settled(page, part ?? page));
            if (share > TOLERANCE) changed.push(`${name}: ${(share * 100).toFixed(2)} % of the pixels differ`);
          }
          assert.deepEqual(changed, [], "look at screens/*.now.png, and take the pictures anew if that is how it should look");
          await reader.leave();
        });
      }
    }
  }
});

/** A picture of the window, or of a part of it, once it stays as it is. */
async function settled(page, part) {
  let last = null;
  for (let tries = 0; tries < 20; tries += 1) {
    await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
    const now = await part.screenshot({ animations: "disabled", caret: "hide", scale: "device" });
    if (last?.equals(now)) return now;
    last = now;
    await new Promise((done) => setTimeout(done, 150));
  }
  return last;
}

/** The share of pixels in which the picture differs from the one that is kept; 1 if that has another size. */
function compare(name, picture) {
  const kept = join(SCREENS, `${name}.png`);
  if (UPDATE) {
    mkdirSync(SCREENS, { recursive: true });
    writeFileSync(kept, picture);
    return 0;
  }
  if (!existsSync(kept)) return 1;
  const [was, is] = [PNG.sync.read(readFileSync(kept)), PNG.sync.read(picture)];
  if (was.width !== is.width || was.height !== is.height) return 1;
  const differ = pixelmatch(was.data, is.data, null, is.width, is.height, { threshold: 0.2 });
  const share = differ / (is.width * is.height);
  if (share > TOLERANCE) writeFileSync(join(SCREENS, `${name}.now.png`), picture);
  return share;
}

/** What the pictures were taken with, if that is not what this machine has: the browser's version, and how wide it sets a text. */
async function differs(page) {
  const width = await page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d");
    context.font = '20px "Noto Serif CJK SC", "Noto Sans CJK SC", serif';
    return context.measureText("政府工作报告 2026 Meipi").width.toFixed(2);
  });
  const [browser] = page.context().browser().version().split(".");
  const here = `Chromium ${browser}, and fonts that set a line ${width} px wide`;
  const file = join(SCREENS, "taken-with.json");
  if (UPDATE) {
    mkdirSync(SCREENS, { recursive: true });
    writeFileSync(file, `${JSON.stringify(here)}\n`);
  }
  const there = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : "nothing yet";
  return there === here ? null : there;
}
