// What the benchmarks read: reports of any size, and files of any number of notes, made of the sample.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The report that the page offers as a sample. */
export const SAMPLE = readFileSync(fileURLToPath(new URL("../../tests/data/xicheng-2020.txt", import.meta.url)), "utf8");

/** The sample again and again, with other digits in each copy, up to so many bytes of UTF-8. */
export function text(bytes, shift = 0) {
  const size = Buffer.byteLength(SAMPLE);
  let copies = "";
  for (let copy = 0; copy * size < bytes; copy += 1) {
    copies += SAMPLE.replace(/\d/g, (digit) => String((Number(digit) + copy + shift) % 10));
  }
  return Buffer.from(copies).subarray(0, bytes).toString("utf8").replace(/\uFFFD+$/, "");
}

/** The clauses of a text that stand in it once. */
export const clausesOf = (text) =>
  [...new Set(text.match(/(?<=[，。；])[\u4e00-\u9fff]{8,18}(?=[，。；])/gu))].filter((clause) => text.split(clause).length === 2);

/** So many notes on passages of the sample, a share of them with one sign reworded, as any program would write them. */
export function collection(count, reworded = 0) {
  const clauses = clausesOf(SAMPLE);
  return write(count, (n) => {
    const clause = clauses[n % clauses.length];
    const exact = reworded > 0 && n % reworded === 0 ? `${clause.slice(0, 4)}也${clause.slice(4)}` : clause;
    return [{ type: "TextQuoteSelector", exact }];
  });
}

/** So many notes spread evenly over a text, each with its quotation, what stands around it, and its place. */
export function spread(text, count) {
  const signs = Array.from(text);
  const step = Math.floor(signs.length / count);
  const cut = (start, end) => signs.slice(Math.max(0, start), end).join("");
  return write(count, (n) => {
    const [start, end] = [n * step + 20, n * step + 32];
    return [
      { type: "TextQuoteSelector", exact: cut(start, end), prefix: cut(start - 32, start), suffix: cut(end, end + 32) },
      { type: "TextPositionSelector", start, end },
    ];
  });
}

/** A collection of so many notes as a file; `selectors` says where each of them stands. */
function write(count, selectors) {
  const items = Array.from({ length: count }, (_, n) => ({
    id: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    type: "Annotation",
    body: { type: "TextualBody", value: `第 ${n + 1} 条`, purpose: "commenting" },
    target: { source: "https://example.org/", selector: selectors(n) },
  }));
  return JSON.stringify({ "@context": "http://www.w3.org/ns/anno.jsonld", type: "AnnotationCollection", total: count, first: { type: "AnnotationPage", items } });
}
