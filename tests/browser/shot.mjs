// Makes the pictures of the documents: `node shot.mjs SITE PICTURES`.

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const SHOTS = [
  { name: "unit-desktop", address: "/kalmar/strandvik/", viewport: { width: 1100, height: 1000 }, deviceScaleFactor: 1 },
  { name: "unit-phone", address: "/kalmar/strandvik/", viewport: { width: 375, height: 812 }, deviceScaleFactor: 2 },
];

const [folder, pictures] = process.argv.slice(2);
if (pictures === undefined) {
  console.error("usage: node shot.mjs SITE PICTURES");
  process.exit(2);
}
mkdirSync(pictures, { recursive: true });
const site = await serve(resolve(folder));
const browser = await launch();
for (const { name, address, ...options } of SHOTS) {
  const page = await browser.newPage({ ...options, locale: "sv-SE", timezoneId: "Europe/Stockholm" });
  await page.goto(site.origin + address, { waitUntil: "load" });
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path });
  console.log(path);
}
await browser.close();
await site.stop();
