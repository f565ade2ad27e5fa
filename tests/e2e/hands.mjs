// What a reader does with mouse and keyboard, in the words of the page. Tests name things as a screen reader hears them.

/** The report as a set page. */
export const paper = (page) => page.locator("article.text");

/** Opens the sample from the first screen and waits for its text. */
export async function openSample(page) {
  await page.getByRole("button", { name: /样例/ }).or(page.getByRole("link", { name: /样例/ })).first().click();
  await paper(page).waitFor();
}

/**
 * Selects with the mouse from the beginning of the words `from` to the end of the words `to`, which may stand in
 * different paragraphs and under different marks.
 */
export async function drag(page, from, to = from) {
  const ends = await paper(page).evaluate((article, [from, to]) => {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const pieces = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      pieces.push({ node, start: text.length });
      text += node.data;
    }
    const first = text.indexOf(from);
    const last = text.indexOf(to, first) + to.length - 1;
    if (first < 0 || last < to.length - 1) throw new Error(`not in the text: ${first < 0 ? from : to}`);
    const box = (offset) => {
      const piece = pieces.findLast(({ start }) => start <= offset);
      const range = document.createRange();
      range.setStart(piece.node, offset - piece.start);
      range.setEnd(piece.node, offset - piece.start + 1);
      return range;
    };
    box(first).startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    const rect = (range) => {
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { left, right, y: (top + bottom) / 2 };
    };
    return { start: rect(box(first)), end: rect(box(last)) };
  }, [from, to]);
  await page.mouse.move(ends.start.left + 1, ends.start.y);
  await page.mouse.down();
  await page.mouse.move((ends.start.left + ends.end.right) / 2, (ends.start.y + ends.end.y) / 2, { steps: 4 });
  await page.mouse.move(ends.end.right - 1, ends.end.y, { steps: 4 });
  await page.mouse.up();
}

/** What is selected, as the browser has it, without the blanks that setting adds. */
export const selected = (page) => page.evaluate(() => getSelection().toString().replace(/\s+/g, ""));

/** Writes a note on a passage, from the selection to the word 已保存. */
export async function annotate(page, { from, to, text, tags = [] }) {
  await drag(page, from, to);
  await page.getByRole("toolbar", { name: "对选中文字" }).getByRole("button", { name: "批注" }).click();
  await write(page, { text, tags });
}

/** Fills the open field of a note and saves it. */
export async function write(page, { text, tags = [], name = "批注内容" }) {
  await page.getByRole("textbox", { name }).fill(text);
  for (const tag of tags) {
    await page.getByRole("textbox", { name: "标签" }).fill(tag);
    await page.keyboard.press("Enter");
  }
  await page.getByRole("button", { name: "保存", exact: true }).or(page.getByRole("button", { name: /^保存⌃/ })).click();
  await saved(page);
}

/** Waits until the page says that everything is stored. */
export async function saved(page) {
  await page.getByText("已保存").first().waitFor();
}

/** The notes in the margin that have these words. */
export const note = (page, text) => page.getByRole("article", { name: /^(批注|段评)/ }).filter({ hasText: text });

/** A list of what each note in the margin says, for comparing two readers' margins. */
export async function margin(page) {
  return page.locator("article.note .body").allInnerTexts();
}
