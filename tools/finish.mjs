// Turns Trunk's output into the build that is served. Trunk runs it as its post_build hook; a debug build is left as is.
//
// It must always hold: every file but the four with fixed names is named by its content; the policy of the page
// allows exactly the scripts that stand in it; the service worker lists exactly the files of this build; and
// meipi.html needs no other file.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const staging = process.env.TRUNK_STAGING_DIR;

function finish() {
  const trunk = read("index.html");
  const css = joinSheets(trunk);
  const { js, wasm } = program(trunk);
  const page = skeleton(trunk);
  writeServedPage(page, css, js, wasm);
  writeServiceWorker();
  writeSingleFile(page, css, js, wasm);
}

/** Takes Trunk's sheets, in their order in the page, for one. */
function joinSheets(html) {
  const names = [...html.matchAll(/<link\b[^>]*\brel="?stylesheet"?[^>]*>/g)].map(([link]) => attribute(link, "href"));
  if (!names.length) fail("the page has no style sheet");
  return names.map(take).join("\n");
}

/** Takes the one module and its wasm. */
function program(html) {
  const [, js] = html.match(/import init from\s*['"]\.\/([^'"]+\.js)['"]/) ?? fail("the page imports no module");
  const [, wasm] = html.match(/['"]\.\/([^'"]+\.wasm)['"]/) ?? fail("the page loads no wasm");
  if (readdirSync(staging).includes("snippets")) fail("a crate brings JavaScript snippets, which meipi.html cannot hold");
  return { js: take(js), wasm: takeBytes(wasm) };
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
const start = (from, argument) =>
  `${from}await init({module_or_path:${argument}});dispatchEvent(new Event("TrunkApplicationStarted"))`;

function writeServedPage(page, css, js, wasm) {
  const sheet = put("meipi", "css", css);
  const binary = put("meipi", "wasm", wasm);
  // The module's own default address of the wasm is never used; it goes, so that nothing names a file that is not there.
  const module = put("meipi", "js", js.replace(/new URL\(\s*(['"`])[^'"`]+\.wasm\1\s*,\s*import\.meta\.url\s*\)/, `"./${binary}"`));
  const links =
    `<link rel="stylesheet" href="./${sheet}" integrity="${digest("sha384", css)}">` +
    `<link rel="modulepreload" href="./${module}" integrity="${digest("sha384", read(module))}">` +
    `<link rel="preload" href="./${binary}" as="fetch" type="application/wasm" crossorigin>` +
    `<script type="module">${start(`import init from"./${module}";`, `"./${binary}"`)}</script>` +
    `<script type="module">${minify(read(join(process.cwd(), "web/update.js"), ""))}</script>`;
  write("index.html", withPolicy(page.replace("</head>", () => `${links}</head>`), {
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
  }));
}

function writeServiceWorker() {
  const names = readdirSync(staging).sort();
  const files = Object.fromEntries(names.map((name) => [name, digest("sha256", readFileSync(join(staging, name)))]));
  const version = hash(JSON.stringify(files));
  const worker = read(join(process.cwd(), "web/sw.js"), "");
  write("sw.js", worker.replace("__VERSION__", version).replace("__FILES__", JSON.stringify(files)));
}

/** Everything in one file that opens from a disk. The wasm is packed, because base64 grows it by a third. */
function writeSingleFile(page, css, js, wasm) {
  const icon = `data:image/svg+xml;base64,${Buffer.from(read("icon.svg")).toString("base64")}`;
  const unpack =
    `const packed=Uint8Array.from(atob(document.getElementById("wasm").textContent),c=>c.charCodeAt(0));` +
    `const wasm=new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));`;
  // In a block of its own, because the module's names are not ours to choose.
  const module = `${js}\n{${start(`${unpack}const init=__meipi_init;`, "await wasm.arrayBuffer()")}}`;
  // wasm-bindgen exports its start function as the default, under a name of its own that minifying may have changed.
  const named = module.replace(/\bexport\s*\{[^}]*?([\w$]+) as default[^}]*\};?/, (_, name) => `const __meipi_init=${name};`);
  if (named === module) fail("the module's default export was not found");
  const sample = read("xicheng-2020.txt");
  if (/<\/script|<!--/i.test(sample)) fail("the sample would end its own element");
  if (/<\/script/i.test(named) || /<\/style/i.test(css)) fail("a script or sheet would end its own element");
  const single = page
    .replace(/<link\b[^>]*\brel="?icon"?[^>]*>/, () => `<link rel="icon" href="${icon}">`)
    .replace(/<link\b[^>]*\brel="?manifest"?[^>]*>/, "")
    .replace("</head>", () => `<style>${css}</style></head>`)
    .replace("</body>", () =>
      `<script type="text/plain" id="sample">${sample}</script>` +
      `<script type="text/plain" id="wasm">${gzipSync(wasm, { level: 9 }).toString("base64")}</script>` +
      `<script type="module">${named}</script></body>`);
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

/** Enough for a script of our own: whole-line comments and indentation go. */
const minify = (code) => code.replace(/^\s*\/\/.*\n/gm, "").replace(/^\s+/gm, "").trim();

function fail(reason) {
  console.error(`tools/finish.mjs: ${reason}.`);
  process.exit(1);
}

if (process.env.TRUNK_PROFILE === "release") finish();
