// Accessibility as tests ask for it: axe on a state of the page, and a reader who has only a keyboard.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { it } from "node:test";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Fails with each rule that the page breaks as it now stands, and where. */
export async function accessible(page, state) {
  await page.evaluate(AXE);
  const broken = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.map(({ id, help, nodes }) =>
      `${id}: ${help} · ${nodes.slice(0, 4).map(({ target, any }) => `${target.join(" ")} ${any[0]?.message ?? ""}`).join(" · ")}`);
  });
  assert.deepEqual(broken, [], `axe finds nothing ${state}`);
}

/** A test for each language and theme: `walk(page, language)` with a reader who has them. */
export function inEveryDress(place, walk) {
  for (const language of ["zh-CN", "en-GB"]) {
    for (const theme of ["light", "dark"]) {
      it(`in ${language}, ${theme}`, async () => {
        const reader = await place.reader({ language, theme });
        await walk(await reader.open(place.url), language);
        await reader.leave();
      });
    }
  }
}

/** Presses Tab until the focus is on what has this role and name; fails after `most` presses. */
export async function tabTo(page, locator, most = 80) {
  const target = await locator.first().elementHandle();
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`${most} presses of Tab do not reach ${locator}`);
}

/** Waits until the focus is on what this names, or inside it: it comes a frame or two later than what it goes to. */
export const focusIn = (locator) => locator.and(locator.page().locator(":focus-within")).first().waitFor();

/** Whether the focus can be seen: an outline or a shadow that the element does not have without it. */
export function focusIsVisible(page) {
  return page.evaluate(() => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
  });
}
