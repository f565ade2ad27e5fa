// Takes a picture of the page.
//
//   node tools/shot.mjs URL OUT.png [--width 1440] [--height 900] [--theme light|dark] [--lang zh|en] [--full]
//                                   [--print] [--steps steps.mjs]
//
// `steps.mjs` exports `default async (page) => …`, which brings the page into the state to be pictured. What the
// page writes to the console goes to standard error, so that a broken page is not taken for an empty one.

import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./browser.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: "string", default: "1440" },
    height: { type: "string", default: "900" },
    theme: { type: "string", default: "light" },
    lang: { type: "string", default: "zh" },
    full: { type: "boolean", default: false },
    print: { type: "boolean", default: false },
    steps: { type: "string" },
    script: { type: "string" },
  },
});
const [url, out] = positionals;
if (!url || !out) {
  console.error("usage: node tools/shot.mjs URL OUT.png [--width N] [--theme dark] [--lang en] [--steps FILE]");
  process.exit(2);
}

const browser = await launch();
const context = await browser.newContext({
  viewport: { width: Number(values.width), height: Number(values.height) },
  colorScheme: values.theme === "dark" ? "dark" : "light",
  locale: values.lang.startsWith("en") ? "en-GB" : "zh-CN",
  hasTouch: Number(values.width) < 700,
  isMobile: Number(values.width) < 700,
});
const page = await context.newPage();
page.on("console", (message) => console.error(`[${message.type()}] ${message.text()}`));
page.on("pageerror", (error) => console.error(`[page error] ${error}`));
try {
  await page.goto(url);
  await page.waitForLoadState("networkidle");
  const steps = values.steps ?? values.script;
  if (steps) await (await import(pathToFileURL(steps))).default(page);
  if (values.print) await page.emulateMedia({ media: "print" });
  await page.screenshot({ path: out, fullPage: values.full });
} finally {
  await browser.close();
}
