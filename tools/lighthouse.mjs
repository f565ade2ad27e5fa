// Lighthouse on the served release build, as a desktop sees it: the start screen as it loads, and the reading room as it
// stands with the sample open. Prints a table and fails below 100. Nothing it names is fetched from elsewhere.
//
//   node tools/lighthouse.mjs [FOLDER]

import { startFlow } from "lighthouse";
import desktop from "lighthouse/core/config/desktop-config.js";
import puppeteer from "puppeteer-core";
import { QUIET, browserPath } from "./browser.mjs";
import { serve } from "./serve.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const config = { ...desktop, settings: { ...desktop.settings, onlyCategories: CATEGORIES } };

const server = await serve({ root: process.argv[2] ?? "dist" });
const browser = await puppeteer.launch({ executablePath: browserPath(), headless: true, args: [...QUIET, "--lang=zh-CN"] });
const rows = [];
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  const flow = await startFlow(page, { config });
  await flow.navigate(server.url, { name: "start screen, loaded" });
  await page.locator("main .none button").click();
  await page.waitForSelector("article.text [data-q]");
  await flow.snapshot({ name: "reading room, the sample open" });
  const { steps } = await flow.createFlowResult();
  for (const { name, lhr } of steps) {
    // What stands still has no speed: of a snapshot Lighthouse scores the rest.
    const scored = CATEGORIES.filter((id) => lhr.categories[id] && !(id === "performance" && lhr.gatherMode === "snapshot"));
    rows.push({ name, scores: Object.fromEntries(scored.map((id) => [id, Math.round(100 * lhr.categories[id].score)])) });
    for (const id of scored) {
      const lost = lhr.categories[id].auditRefs.filter(({ weight, id }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9);
      for (const { id: audit } of lost) {
        console.error(`${name}: ${id}: ${lhr.audits[audit].title}`);
        for (const { node } of lhr.audits[audit].details?.items ?? []) if (node) console.error(`    ${node.snippet}`);
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(`| view | ${CATEGORIES.join(" | ")} |\n| --- |${" ---: |".repeat(CATEGORIES.length)}`);
for (const { name, scores } of rows) console.log(`| ${name} | ${CATEGORIES.map((id) => scores[id] ?? "–").join(" | ")} |`);
if (rows.some(({ scores }) => Object.values(scores).some((score) => score < 100))) process.exit(1);
