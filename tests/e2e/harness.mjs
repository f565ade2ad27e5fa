// What every end-to-end test stands on: the release build on a free port, a fresh browser, and two rules that hold in each
// test without being asked for: the console stays free of errors, and no request goes anywhere but to the page's own server.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "../../tools/browser.mjs";
import { serve } from "../../tools/serve.mjs";

/** The build under test. */
export const DIST = resolve(process.env.MEIPI_DIST ?? "dist");

/** The whole page in one file. */
export const SINGLE_FILE = pathToFileURL(join(DIST, "meipi.html")).href;

/** Longest time that one step of a reader may take, in milliseconds; generous, because the machine may be busy. */
const PATIENCE = 15_000;

/**
 * A browser and a server for the tests of one file. `house.reader()` is a new person with an own profile;
 * everything is closed after the last test.
 */
export function house({ root = DIST } = {}) {
  const house = { readers: [] };
  before(async () => {
    house.server = await serve({ root });
    house.url = house.server.url;
    house.browser = await launch();
  });
  after(async () => {
    await house.browser?.close();
    await house.server?.close();
  });
  house.reader = async (options = {}) => {
    const reader = await Reader.arrive(house.browser, options);
    house.readers.push(reader);
    return reader;
  };
  return house;
}

/** A person at a browser: one profile, any number of tabs. */
export class Reader {
  static async arrive(browser, { language = "zh-CN", theme = "light", width = 1440, height = 900, ...options } = {}) {
    const context = await browser.newContext({
      locale: language,
      colorScheme: theme,
      viewport: { width, height },
      acceptDownloads: true,
      ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    return new Reader(context);
  }

  constructor(context) {
    this.context = context;
    this.troubles = [];
    this.home = null;
    context.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      const own = ["data:", "blob:", "file:"].includes(protocol) || origin === this.home;
      if (!own) this.troubles.push(`foreign request: ${request.url()}`);
    });
    context.on("console", (message) => {
      if (message.type() === "error") this.troubles.push(`console: ${message.text()}`);
    });
    context.on("weberror", (error) => this.troubles.push(`error in the page: ${error.error().stack}`));
  }

  /** Opens a tab at the address and waits until the page has started. */
  async open(url) {
    this.home ??= new URL(url).origin;
    const page = await this.context.newPage();
    await page.goto(url);
    await started(page);
    return page;
  }

  /** Fails if anything went wrong behind the reader's back since the last time. */
  quiet() {
    const troubles = this.troubles.splice(0);
    assert.deepEqual(troubles, [], "the page did something it must not");
  }

  async leave() {
    await this.context.close();
    this.quiet();
  }
}

/** Waits until the page shows something of its own. */
export async function started(page) {
  await page.getByRole("main").waitFor();
}

/** Waits until the service worker has every file, so that the network may go. */
export async function keptOffline(page) {
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
}

/** A folder for the files of one test, gone after it. */
export function scratch(t) {
  const folder = mkdtempSync(join(tmpdir(), "meipi-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
