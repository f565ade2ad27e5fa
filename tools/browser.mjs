// The browser that the tools and tests drive: an installed Chromium or Chrome, never a downloaded one.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = [
  process.env.CHROME,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Where the browser is; throws the one sentence that says what to do when there is none. */
export function browserPath() {
  const path = PLACES.find((place) => place && existsSync(place));
  if (!path) throw new Error("No Chromium or Chrome found: install one, or set CHROME to the path of its program.");
  return path;
}

/** Flags that keep a test browser from talking to anyone but the page's server. */
export const QUIET = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** A headless browser with a fresh profile. */
export function launch(options = {}) {
  return chromium.launch({ executablePath: browserPath(), headless: true, args: QUIET, ...options });
}
