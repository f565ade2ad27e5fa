// The build itself: what its files promise, whatever the page shows.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import * as hands from "./hands.mjs";
import { DIST, SINGLE_FILE, house, keptOffline, scratch, started } from "./harness.mjs";
import { serve } from "../../tools/serve.mjs";

const read = (name) => readFileSync(join(DIST, name), "utf8");
const policyOf = (html) => html.match(/http-equiv="?Content-Security-Policy"? content="([^"]+)"/i)[1];
const filesOf = (worker) => JSON.parse(worker.match(/const FILES = (\{.*\});/)[1]);

describe("the policy", () => {
  for (const name of ["index.html", "meipi.html"]) {
    it(`of ${name} names no foreign origin and nothing unsafe`, () => {
      const policy = policyOf(read(name));
      assert.match(policy, /default-src 'none'/);
      assert.doesNotMatch(policy, /https?:|\*|'unsafe-inline'|'unsafe-eval'/);
    });

    it(`of ${name} has the digest of every script in it`, () => {
      const html = read(name);
      const scripts = [...html.matchAll(/<script\b(?![^>]*text\/plain)[^>]*>([\s\S]*?)<\/script>/g)];
      assert.ok(scripts.length >= 2);
      for (const [, code] of scripts) {
        assert.ok(policyOf(html).includes(createHash("sha256").update(code).digest("base64")));
      }
    });
  }

  it("lets meipi.html ask for nothing at all", () => {
    assert.doesNotMatch(policyOf(read("meipi.html")), /'self'|connect-src/);
    assert.doesNotMatch(read("meipi.html"), /\b(src|href)="?(?!data:)[^"\s>]*\.(js|css|wasm|svg)/);
  });
});

describe("the service worker", () => {
  const place = house();

  it("lists exactly the files of the build, with their digests", () => {
    const files = filesOf(read("sw.js"));
    const built = readdirSync(DIST).filter((name) => !["sw.js", "meipi.html"].includes(name));
    assert.deepEqual(Object.keys(files).sort(), built.sort());
    for (const [name, digest] of Object.entries(files)) {
      const found = createHash("sha256").update(readFileSync(join(DIST, name))).digest("base64");
      assert.equal(digest, `sha256-${found}`, name);
    }
  });

  it("opens the page with the network off", async () => {
    const reader = await place.reader();
    const page = await reader.open(place.url);
    await keptOffline(page);
    await reader.context.setOffline(true);
    await page.reload();
    await started(page);
    await reader.leave();
  });

  it("keeps the old build until the reader agrees to the new one", async (t) => {
    const folder = scratch(t);
    cpSync(DIST, folder, { recursive: true });
    const server = await serve({ root: folder });
    t.after(() => server.close());
    const reader = await place.reader();
    const page = await reader.open(server.url);
    await keptOffline(page);

    publishAnotherBuild(folder);
    await page.reload();
    await page.locator("html[data-update=waiting]").waitFor();
    assert.equal(await page.title(), "眉批", "the old build is still the one on the screen");
    await page.reload();
    await started(page);
    assert.doesNotMatch(await page.locator("html").getAttribute("class") ?? "", /another/, "a reload alone does not swap it in");

    await Promise.all([
      page.waitForEvent("load"),
      page.evaluate(() => { dispatchEvent(new Event("meipi:update-agreed")); }),
    ]);
    await page.locator("html.another").waitFor();
    const caches = await page.evaluate(() => window.caches.keys());
    assert.equal(caches.length, 1, `the old build is gone: ${caches}`);
    await reader.leave();
  });
});

describe("the second module", () => {
  const place = house();
  const LATER = "**/workroom-*.wasm";

  it("comes behind the start screen", async () => {
    const reader = await place.reader();
    let release;
    const held = new Promise((done) => { release = done; });
    await reader.context.route(LATER, async (route) => { await held; await route.continue(); });
    const page = await reader.open(place.url);
    await page.getByRole("button", { name: /^打开样例/ }).click();
    assert.equal(await hands.paper(page).count(), 0);
    release();
    await hands.paper(page).waitFor();
    await reader.leave();
  });

  it("that cannot be loaded is told of, and the next click tries again", async () => {
    const reader = await place.reader();
    await reader.context.route(LATER, (route) => route.abort());
    const page = await reader.open(place.url);
    await page.getByRole("button", { name: /^打开样例/ }).click();
    await page.getByText("没能从网上载入").waitFor();
    await reader.context.unroute(LATER);
    await page.getByRole("button", { name: /^打开样例/ }).click();
    await hands.paper(page).waitFor();
    assert.ok(reader.troubles.splice(0).every((trouble) => /workroom|ERR_FAILED|Failed to fetch/.test(trouble)));
    await reader.leave();
  });
});

describe("meipi.html", () => {
  const place = house();

  it("opens from the disk", async () => {
    const reader = await place.reader();
    const page = await reader.open(SINGLE_FILE);
    assert.ok(await page.getByRole("main").innerText());
    await reader.leave();
  });
});

/** Writes into the folder what a next build would be: a page that differs, and a worker that knows it. */
function publishAnotherBuild(folder) {
  const page = readFileSync(join(folder, "index.html"), "utf8").replace(/<html lang="?zh-CN"?/, '$& class="another"');
  writeFileSync(join(folder, "index.html"), page);
  const worker = readFileSync(join(folder, "sw.js"), "utf8");
  const files = { ...filesOf(worker), "index.html": `sha256-${createHash("sha256").update(page).digest("base64")}` };
  writeFileSync(join(folder, "sw.js"), worker
    .replace(/const VERSION = "[^"]+"/, 'const VERSION = "another"')
    .replace(/const FILES = .*;/, `const FILES = ${JSON.stringify(files)};`));
}
