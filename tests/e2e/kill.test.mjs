// The browser is killed at random moments while someone types and saves. After a restart with the same profile every note
// that the page had called saved is there, and what was being typed has lost half a second at most.
//
// MEIPI_KILLS says how often (5 unless it does), MEIPI_SEED with which luck.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { QUIET, browserPath } from "../../tools/browser.mjs";
import { serve } from "../../tools/serve.mjs";
import * as hands from "./hands.mjs";
import { DIST, started } from "./harness.mjs";

const KILLS = Number(process.env.MEIPI_KILLS ?? 5);

/** What a draft may lose, in milliseconds. */
const LOSS = 500;

/** Places for notes, each once: eight characters of the sample that no printed line breaks and that stand once. */
const CLAUSES = (() => {
  const sample = readFileSync(fileURLToPath(new URL("../data/xicheng-2020.txt", import.meta.url)), "utf8");
  return sample.match(/[\u4e00-\u9fff]{8}/gu).filter((clause) => sample.split(clause).length === 2);
})();

/** Chance that can be had again (mulberry32). */
function luck(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A browser of its own process group, which can be killed with all its children. */
class Victim {
  static async start(profile) {
    const flags = ["--headless", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "--accept-lang=zh-CN", "--window-size=1440,900"];
    const child = spawn(browserPath(), [...QUIET, ...flags, "about:blank"], {
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, LANGUAGE: "zh_CN" },
    });
    const address = await new Promise((done, fail) => {
      let said = "";
      child.stderr.on("data", (data) => {
        said += data;
        const found = said.match(/DevTools listening on (ws:\S+)/);
        if (found) done(found[1]);
      });
      child.once("exit", () => fail(new Error(`the browser did not start: ${said}`)));
    });
    const browser = await chromium.connectOverCDP(address);
    return new Victim(child, browser);
  }

  constructor(child, browser) {
    this.child = child;
    this.browser = browser;
    this.gone = new Promise((done) => child.once("exit", done));
    this.context = browser.contexts()[0];
    this.context.setDefaultTimeout(15_000);
  }

  async kill() {
    try {
      process.kill(-this.child.pid, "SIGKILL");
    } catch (why) {
      if (why.code !== "ESRCH") throw why;
    }
    await this.gone;
    await this.browser.close().catch(() => {});
  }
}

/** Everything that the database holds of notes and drafts. */
const stored = (page) => page.evaluate(async () => {
  const settled = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const database = await settled(indexedDB.open("meipi.annotator"));
  const lines = async (table) => settled(database.transaction(table).objectStore(table).getAll());
  const all = { notes: await lines("revisions"), drafts: await lines("drafts") };
  database.close();
  return all;
});

/** Writes notes without end, and keeps account of what was typed when and of what the page called saved. */
async function write(page, run, account) {
  for (let n = 0; ; n += 1) {
    const clause = CLAUSES[account.used];
    account.used += 1;
    await hands.drag(page, clause);
    await hands.toolbar(page).getByRole("button", { name: /^批注/ }).click();
    const form = page.getByRole("form", { name: "批注内容" });
    await form.getByRole("textbox", { name: "批注内容" }).waitFor();
    const text = `第${run}次第${n}条：${clause}要落到实处`;
    account.now = { text, typed: [] };
    for (const char of text) {
      await page.keyboard.insertText(char);
      account.now.typed.push(performance.now());
    }
    await form.getByRole("button", { name: /^保存/ }).click();
    await hands.note(page, text).waitFor();
    await hands.saved(page);
    account.saved.push(text);
  }
}

describe("a browser that is killed", () => {
  let server;
  let profile;
  let victim;
  before(async () => {
    server = await serve({ root: DIST });
    profile = mkdtempSync(join(tmpdir(), "meipi-kill-"));
  });
  after(async () => {
    await victim?.kill();
    await server?.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  it(`loses nothing that was saved, and half a second of typing at most (${KILLS} times)`, { timeout: 60_000 + KILLS * 60_000 }, async (t) => {
    const seed = Number(process.env.MEIPI_SEED ?? Date.now() % 2 ** 31);
    const chance = luck(seed);
    t.diagnostic(`MEIPI_SEED=${seed}`);
    const account = { used: 0, saved: [], now: null };
    let worst = 0;
    for (let run = 0; run <= KILLS; run += 1) {
      victim = await Victim.start(profile);
      const page = await victim.context.newPage();
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(server.url);
      await started(page);
      if (run === 0) await hands.openSample(page);
      else await hands.paper(page).waitFor();

      const { notes, drafts } = await stored(page);
      const lost = account.saved.filter((text) => !notes.some((line) => line.includes(text)));
      assert.deepEqual(lost, [], `run ${run}: notes that were called saved are gone`);
      if (account.now) {
        const { text, typed, killed } = account.now;
        const held = notes.some((line) => line.includes(text)) ? text : longest(text, drafts);
        const due = typed.filter((at) => at <= killed - LOSS).length;
        const kept = Array.from(held).length;
        if (kept < typed.length) worst = Math.max(worst, killed - typed[kept]);
        assert.ok(kept >= due, `run ${run}: of “${text}” ${due} signs were older than half a second, ${kept} are left`);
        account.now = null;
      }
      if (run === KILLS) break;

      const writing = write(page, run, account).then(() => assert.fail("never ends"), (why) => why);
      await Promise.race([writing, new Promise((done) => setTimeout(done, 500 + chance() * 4_500))]);
      const killed = performance.now();
      if (account.now) account.now.killed = killed;
      await victim.kill();
      const why = await writing;
      assert.match(String(why), /closed|crashed|disconnected/i, "the writer was stopped by the kill and by nothing else");
    }
    const page = victim.context.pages().at(-1);
    await page.waitForFunction((count) => {
      const shown = new Set();
      for (const piece of document.querySelectorAll("article.text [data-n]")) for (const id of piece.dataset.n.split(" ")) shown.add(id);
      return shown.size >= count;
    }, account.saved.length);
    assert.ok(account.saved.length > 0, "something was saved at all");
    t.diagnostic(`${KILLS} kills: ${account.saved.length} notes called saved, 0 lost; most that a draft lost: ${worst.toFixed(0)} ms`);
  });
});

/** The longest beginning of `text` that one of the drafts holds as its text. */
function longest(text, drafts) {
  const signs = Array.from(text);
  for (let count = signs.length; count > 0; count -= 1) {
    const beginning = signs.slice(0, count).join("");
    if (drafts.some((line) => line.includes(`"${beginning}"`))) return beginning;
  }
  return "";
}
