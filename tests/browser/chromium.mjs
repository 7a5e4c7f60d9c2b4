// Finds and starts the machine's own Chromium.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function executable() {
  for (const name of NAMES) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here; look on.
      }
    }
  }
  throw new Error(`no Chromium on this machine: looked for ${NAMES.join(", ")}`);
}

/** Starts Chromium without a window, with more flags where a check needs them. */
export function launch(flags = []) {
  return chromium.launch({ executablePath: executable(), headless: true, args: [...FLAGS, ...flags] });
}
