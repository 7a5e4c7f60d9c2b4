// Makes the pictures of the manual for editors: `node manual.mjs PROGRAM SITE PICTURES`.
// On a copy of the site where a unit lacks a service that it must offer. The moment is fixed, so that what is
// open now does not depend on when a picture is made.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { watch } from "./program.mjs";

const DATE = "2026-11-24";
const NOW = new Date("2026-11-24T09:30:00+01:00");
const UNIT = "content/kalmar/units/primarvardsforvaltningen/strandvik.toml";

const [program, site, pictures] = process.argv.slice(2);
if (pictures === undefined) {
  console.error("usage: node manual.mjs PROGRAM SITE PICTURES");
  process.exit(2);
}
mkdirSync(pictures, { recursive: true });
const copy = mkdtempSync(join(tmpdir(), "basutbud-manual-"));
cpSync(join(resolve(site), "content"), join(copy, "content"), { recursive: true });
const unit = join(copy, UNIT);
const text = readFileSync(unit, "utf8");
const without = text.replace(/^fornya-recept .*\n/m, "");
if (without === text) throw new Error(`${UNIT} offers no fornya-recept`);
writeFileSync(unit, without);

const { child, address } = watch(resolve(program), copy, "--edit", "--lang", "sv", "--date", DATE, "--editor", "none");
let browser;
try {
  const origin = await address;
  browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1100, height: 760 }, locale: "sv-SE", timezoneId: "Europe/Stockholm" });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);

  await page.goto(`${origin}/kalmar/strandvik/`);
  const bar = page.locator("#basutbud-watch");
  const panel = bar.locator("css=.panel");
  await bar.locator("css=a", { hasText: "Redigera" }).first().waitFor();
  await picture(page, "sida");
  await bar.locator("css=button[data-name=findings]").click();
  await panel.locator("css=li code").first().waitFor();
  await picture(page, "anmarkningar");

  // Wide enough for the page beside the form.
  await page.setViewportSize({ width: 1500, height: 800 });
  await page.goto(`${origin}/__basutbud/edit/kalmar/strandvik`);
  await page.frameLocator("#live").locator("h1").waitFor();
  await picture(page, "formular");
} finally {
  await browser?.close();
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGINT");
  await ended;
  rmSync(copy, { recursive: true, force: true });
}

async function picture(page, name) {
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path });
  console.log(path);
}
