// Prints one digest of everything that the release build is made of, so that it is made anew only when it must be.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

// The report that the page offers as a sample goes into the build as it is.
const SOURCES = [
  ".cargo", "Cargo.lock", "Cargo.toml", "build.rs", "engine", "Trunk.toml", "index.html", "package-lock.json",
  "locales", "script/build", "src", "style", "tests/data/xicheng-2020.txt", "tools/finish.mjs", "web",
];

const digest = createHash("sha256");
const walk = (path) => {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) return readdirSync(path).sort().forEach((name) => walk(join(path, name)));
  digest.update(`${path}\0`).update(readFileSync(path)).update("\0");
};
SOURCES.forEach(walk);
console.log(digest.digest("hex"));
