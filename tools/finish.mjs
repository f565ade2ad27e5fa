// Turns Trunk's output into the build that is served. Trunk runs it as its post_build hook; a debug build is left as is.
//
// It must always hold: every file but the four with fixed names is named by its content; the policy of the page
// allows exactly the scripts that stand in it; the service worker lists exactly the files of this build; the first
// visit loads one sheet, one script and one wasm, and all else comes behind (src/app/workroom.rs); and meipi.html
// needs no other file.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { minify } from "terser";

const staging = process.env.TRUNK_STAGING_DIR;

/** For the browser's profiler: `MEIPI_NAMES=1 trunk build --release --features split --dist DIR` keeps the functions' names. */
const NAMES = Boolean(process.env.MEIPI_NAMES);

/** The first sheet, in the order of index.html, of those that only an open report needs. */
const FIRST_LATER_SHEET = "page";

async function finish() {
  const trunk = read("index.html");
  const sheets = takeSheets(trunk);
  dropProgram(trunk);
  const program = await cut();
  const page = skeleton(trunk);
  await writeServedPage(page, sheets, program);
  await writeServiceWorker();
  await writeSingleFile(page, sheets, program);
}

/** Takes Trunk's sheets, in their order in the page: what the start screen needs, and what comes later. */
function takeSheets(html) {
  const names = [...html.matchAll(/<link\b[^>]*\brel="?stylesheet"?[^>]*>/g)].map(([link]) => attribute(link, "href"));
  const cut = names.findIndex((name) => name.startsWith(`${FIRST_LATER_SHEET}-`));
  if (cut < 1) fail(`the page has no sheet ${FIRST_LATER_SHEET}.css, or nothing before it`);
  const join = (some) => some.map(take).join("\n");
  return { first: join(names.slice(0, cut)), later: join(names.slice(cut)) };
}

/** Trunk has bound the program as one module; ours is bound after it was cut. */
function dropProgram(html) {
  const [, js] = html.match(/import init from\s*['"]\.\/([^'"]+\.js)['"]/) ?? fail("the page imports no module");
  const [, wasm] = html.match(/['"]\.\/([^'"]+\.wasm)['"]/) ?? fail("the page loads no wasm");
  [js, wasm].forEach(take);
  rmSync(join(staging, "snippets"), { recursive: true, force: true });
}

/**
 * Cuts what the compiler made in two and binds it. The script calls `__meipi_workroom()` when it needs the second
 * wasm, and exports its start function as `__meipi_init`.
 */
async function cut() {
  const target = process.env.CARGO_TARGET_DIR ?? "target";
  const whole = join(target, "wasm32-unknown-unknown/release/meipi.wasm");
  const work = join(target, "meipi-cut");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  run("wasm-split-cli", ["--target", "web", "--out-name", "meipi", whole, join(work, "cut")]);
  run("wasm-bindgen", ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir", join(work, "bound"), join(work, "cut/meipi.wasm")]);
  if (readdirSync(join(work, "bound")).includes("snippets")) fail("a crate brings JavaScript snippets, which meipi.html cannot hold");
  const optimised = (name) => {
    const out = join(work, "optimised.wasm");
    run("wasm-opt", ["-Oz", ...(NAMES ? ["-g"] : ["--strip-debug", "--strip-producers"]), join(work, name), "-o", out]);
    return readFileSync(out);
  };
  const rooms = readdirSync(join(work, "cut")).filter((name) => /^(split|chunk)_.*\.wasm$/.test(name));
  if (rooms.join() !== "split_workroom.wasm") fail(`the cut made ${rooms.join(", ") || "no second module"}`);
  return {
    js: await joinScripts(read("bound/meipi.js", work), read("cut/__wasm_split.js", work)),
    first: optimised("bound/meipi_bg.wasm"),
    second: optimised("cut/split_workroom.wasm"),
  };
}

/** The bindings and the loader of the second wasm as one script without imports. */
async function joinScripts(bound, loader) {
  const [line, name] = bound.match(/^import \* as (\w+) from "\.\/__wasm_split\.js";?$/m) ?? fail("the bindings load no second module");
  const exports = [...loader.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
  const own = loader
    .replace(/^import .*$/m, "")
    .replace(/^export const/gm, "const")
    .replace(/fetch\(new URL\(".\/split_workroom\.wasm", import\.meta\.url\)\)/, "__meipi_workroom()");
  if (!own.includes("__meipi_workroom()")) fail("the loader's way to fetch the second module was not found");
  const joined = bound
    .replace(line, "")
    // The module's own default address of the wasm is never used; it goes, so that nothing names a file that is not there.
    .replace(/new URL\('[^']+\.wasm', import\.meta\.url\)/, "undefined")
    .replace(/^export \{ initSync, __wbg_init as default \};?$/m, "")
    .replace(/^export /gm, "");
  return `${joined}\n${own}\nconst ${name} = { ${exports.join(", ")} };\nconst __meipi_init = __wbg_init;\n`;
}

/** The page without what Trunk put into it: its links, its preloads and its bootstrap. */
function skeleton(html) {
  const bare = html
    .replace(/<link\b[^>]*\brel="?(stylesheet|modulepreload|preload)"?[^>]*>/g, "")
    .replace(/<script type="?module"?>[\s\S]*?<\/script>/, "")
    .replace(/<!--[\s\S]*?-->/g, "");
  if (!/<meta charset="?utf-8"?>/i.test(bare) || !bare.includes("</head>")) fail("the page has lost its head");
  return bare;
}

/** The bootstrap. Trunk's event of the same name tells the page's first script that all is well. */
const start = (wasm) =>
  `await __meipi_init({ module_or_path: ${wasm} });\ndispatchEvent(new Event("TrunkApplicationStarted"));\n`;

/** A wasm as an answer that can be compiled while it arrives, whatever type the server gives it. */
const ANSWER = `const __meipi_answer = (body) => new Response(body, { headers: { "Content-Type": "application/wasm" } });\n`;

async function writeServedPage(page, sheets, { js, first, second }) {
  const sheet = put("meipi", "css", sheets.first);
  const later = put("workroom", "css", sheets.later);
  const binary = put("meipi", "wasm", first);
  const workroom = put("workroom", "wasm", second);
  const fetchWorkroom = `
    async function __meipi_workroom() {
      const sheet = document.createElement("link");
      Object.assign(sheet, { rel: "stylesheet", href: "./${later}", integrity: "${digest("sha384", sheets.later)}" });
      const styled = new Promise((done, failed) => Object.assign(sheet, { onload: done, onerror: failed }));
      styled.catch(() => sheet.remove());
      document.head.append(sheet);
      const wasm = await fetch("./${workroom}", { integrity: "${digest("sha384", second)}" });
      if (!wasm.ok) throw new Error("HTTP " + wasm.status);
      await styled;
      return __meipi_answer(wasm.body);
    }`;
  const module = put("meipi", "js", await small(`${ANSWER}${fetchWorkroom}\n${js}\n${start(`"./${binary}"`)}`, true));
  const links =
    `<link rel="stylesheet" href="./${sheet}" integrity="${digest("sha384", sheets.first)}">` +
    `<link rel="preload" href="./${binary}" as="fetch" type="application/wasm" crossorigin>` +
    `<script type="module" src="./${module}" integrity="${digest("sha384", read(module))}"></script>` +
    `<script type="module">${await small(read(join(process.cwd(), "web/update.js"), ""), true)}</script>`;
  write("index.html", withPolicy(page.replace("</head>", () => `${links}</head>`), {
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
  }));
}

async function writeServiceWorker() {
  const names = readdirSync(staging).sort();
  const files = Object.fromEntries(names.map((name) => [name, digest("sha256", readFileSync(join(staging, name)))]));
  const version = hash(JSON.stringify(files));
  const worker = read(join(process.cwd(), "web/sw.js"), "");
  write("sw.js", worker.replace("__VERSION__", version).replace("__FILES__", JSON.stringify(files)));
}

/** Everything in one file that opens from a disk. The wasm is packed, because base64 grows it by a third. */
async function writeSingleFile(page, sheets, { js, first, second }) {
  const css = `${sheets.first}\n${sheets.later}`;
  const icon = `data:image/svg+xml;base64,${Buffer.from(read("icon.svg")).toString("base64")}`;
  const unpack = `
    function __meipi_unpack(id) {
      const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0));
      return new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    }
    const __meipi_workroom = async () => __meipi_answer(__meipi_unpack("workroom"));`;
  const module = await small(`${ANSWER}${unpack}\n${js}\n${start(`__meipi_answer(__meipi_unpack("wasm"))`)}`, true);
  const sample = read("xicheng-2020.txt");
  if (/<\/script|<!--/i.test(sample)) fail("the sample would end its own element");
  if (/<\/script/i.test(module) || /<\/style/i.test(css)) fail("a script or sheet would end its own element");
  const packed = (id, wasm) => `<script type="text/plain" id="${id}">${gzipSync(wasm, { level: 9 }).toString("base64")}</script>`;
  const single = page
    .replace(/<link\b[^>]*\brel="?icon"?[^>]*>/, () => `<link rel="icon" href="${icon}">`)
    .replace(/<link\b[^>]*\brel="?manifest"?[^>]*>/, "")
    .replace("</head>", () => `<style>${css}</style></head>`)
    .replace("</body>", () =>
      `<script type="text/plain" id="sample">${sample}</script>${packed("wasm", first)}${packed("workroom", second)}` +
      `<script type="module">${module}</script></body>`);
  write("meipi.html", withPolicy(single, {
    "script-src": "'wasm-unsafe-eval'",
    "style-src": digestSource(css),
    "img-src": "data: blob:",
  }));
}

/** Adds the content security policy, with a digest for each script that stands in the page. */
function withPolicy(html, directives) {
  const inline = [...html.matchAll(/<script\b(?![^>]*text\/plain)[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => digestSource(code));
  const policy = Object.entries({
    "default-src": "'none'",
    ...directives,
    "script-src": [directives["script-src"], ...inline].join(" "),
    "base-uri": "'none'",
    "form-action": "'none'",
  }).map(([name, value]) => `${name} ${value}`).join("; ");
  return html.replace(/<meta charset="?utf-8"?>/i, (charset) => `${charset}<meta http-equiv="Content-Security-Policy" content="${policy}">`);
}

// Small helpers.

const hash = (content) => createHash("sha256").update(content).digest("hex").slice(0, 16);
const digest = (kind, content) => `${kind}-${createHash(kind).update(content).digest("base64")}`;
const digestSource = (code) => `'${digest("sha256", code)}'`;
const attribute = (tag, name) => tag.match(new RegExp(`\\b${name}="?([^"\\s>]+)`))[1].replace(/^\.\//, "");
const read = (name, folder = staging) => readFileSync(join(folder, name), "utf8");
const write = (name, content) => writeFileSync(join(staging, name), content);
const take = (name) => takeBytes(name).toString("utf8");

function takeBytes(name) {
  const path = join(staging, name);
  const bytes = readFileSync(path);
  rmSync(path);
  return bytes;
}

/** Writes a file named by its content and returns the name. */
function put(stem, extension, content) {
  const name = `${stem}-${hash(content)}.${extension}`;
  write(name, content);
  return name;
}

/** A script without what only people need. */
async function small(code, module) {
  const { code: result } = await minify(code, { module, compress: { passes: 2 } });
  return result;
}

function run(program, args) {
  try {
    execFileSync(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    fail(`${program} failed: ${error.stderr?.toString().trim() || error.message}`);
  }
}

function fail(reason) {
  console.error(`tools/finish.mjs: ${reason}.`);
  process.exit(1);
}

if (process.env.TRUNK_PROFILE === "release") await finish();
