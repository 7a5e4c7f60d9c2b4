// Makes the pictures of the documents: `node shot.mjs SITE PICTURES [REPORT]`.
// The moment is fixed, so that what is open now does not depend on when a picture is made.

import { mkdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const SHOTS = [
  { name: "unit-desktop", address: "/kalmar/strandvik/", viewport: { width: 1100, height: 1000 }, deviceScaleFactor: 1 },
  { name: "unit-phone", address: "/kalmar/strandvik/", viewport: { width: 375, height: 812 }, deviceScaleFactor: 2 },
];

/** A Tuesday morning soon after the day that the example site is built for. */
const NOW = new Date("2026-11-24T09:30:00+01:00");

const [folder, pictures, report] = process.argv.slice(2);
if (pictures === undefined) {
  console.error("usage: node shot.mjs SITE PICTURES [REPORT]");
  process.exit(2);
}
mkdirSync(pictures, { recursive: true });
const site = await serve(resolve(folder));
const browser = await launch();
for (const { name, address, ...options } of SHOTS) await shoot(site.origin + address, name, options);
if (report !== undefined) {
  const reports = await serve(dirname(resolve(report)), { policy: undefined });
  const options = { viewport: { width: 1100, height: 1000 }, deviceScaleFactor: 1 };
  // The first region's numbers, past the contents.
  await shoot(`${reports.origin}/${basename(report)}#r-kalmar`, "report", options);
  await reports.stop();
}
await browser.close();
await site.stop();

async function shoot(address, name, options) {
  const page = await browser.newPage({ ...options, locale: "sv-SE", timezoneId: "Europe/Stockholm" });
  await page.clock.setFixedTime(NOW);
  await page.goto(address, { waitUntil: "load" });
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path });
  console.log(path);
}
