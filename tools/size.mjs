// The weight of the first visit: HTML, CSS, JavaScript and wasm, each compressed with brotli at its best.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** What the first visit may weigh, in bytes. A slow phone line (1.6 Mbit/s) brings this in a second. */
const BUDGET = 200_000;

const folder = process.argv[2] ?? "dist";
// The page's own list of what it loads at once; what it loads on a first use is not part of it.
const html = readFileSync(join(folder, "index.html"), "utf8");
const loaded = ["index.html", ...readdirSync(folder).filter((name) => html.includes(`./${name}`))];
if (loaded.length < 4) {
  console.error(`${folder} holds no release build: run script/server or trunk build --release first.`);
  process.exit(1);
}

const behind = readdirSync(folder).filter((name) => name.startsWith("workroom-"));
const sum = weigh(loaded);
const later = weigh(behind);
console.log(`${"first download".padEnd(32)}${" ".repeat(14)} ${kilobytes(sum)} of ${kilobytes(BUDGET).trim()}`);
console.log(`${"behind it, with the first report".padEnd(32)}${" ".repeat(14)} ${kilobytes(later)}`);
if (sum > BUDGET) {
  console.error(`The first download is ${kilobytes(sum - BUDGET).trim()} over its budget.`);
  process.exit(1);
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} KB`.padStart(10);
}

/** Prints the weight of each file and answers what they weigh together, packed. */
function weigh(names) {
  let sum = 0;
  for (const name of names) {
    const bytes = readFileSync(join(folder, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    const packed = brotliCompressSync(bytes, { params }).length;
    sum += packed;
    console.log(`${name.padEnd(32)}${kilobytes(bytes.length)} raw ${kilobytes(packed)} brotli`);
  }
  return sum;
}
