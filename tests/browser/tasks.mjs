// What people come for, on a phone of 360 by 640 pixels: `node tasks.mjs SITE`, the example site.
//
// Each task is done as a person does it, and counted in taps and in screens scrolled: from the page of a unit,
// where calling takes no scrolling and everything else at most one tap and one screen, and from the home page,
// where finding the unit takes a search and the whole task at most three taps.

import { resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const VIEWPORT = { width: 360, height: 640 };
/** A Tuesday on which the phone is answered. */
const NOW = new Date("2026-12-01T09:30:00+01:00");
const UNIT = "/kalmar/strandvik/";
const MOST_TAPS = 1;
const MOST_SCREENS = 1;
const MOST_TAPS_FROM_HOME = 3;

/** What somebody wants, what is tapped on the way, and what must then be seen. */
const TASKS = [
  { name: "call now", seen: '.key-facts a[href="tel:+46980319201"]', screens: 0 },
  { name: "see that the phone is answered", seen: ".key-facts .now.is-open", screens: 0 },
  { name: "renew a prescription", taps: ["text=E-tjänster"], seen: 'a:text-is("Förnya recept")' },
  { name: "cancel a time", taps: ["text=Boka tid"], seen: 'a:text-is("Av- eller omboka tid")' },
  { name: "ask for Arabic", taps: ['.contents >> text="Så söker du vård"'], seen: "text=Vi talar svenska, engelska och arabiska" },
  { name: "know about Saturday", taps: ["[data-hours-today]"], seen: 'table.hours th:has-text("Lördag")' },
  { name: "know about Christmas", taps: [".changes a:visible"], seen: '.deviations th:has-text("24 dec")' },
  { name: "find the way", seen: '.key-facts a:has-text("Hitta hit")', screens: 0 },
  { name: "complain", taps: ["text=E-tjänster"], seen: 'a:text-is("Lämna synpunkter och klagomål")' },
];

const faults = [];

/** How many screens down the end of something is. */
async function screensTo(place) {
  const box = await place.boundingBox();
  if (box === null) return Infinity;
  return Math.max(0, Math.ceil((box.y + box.height - VIEWPORT.height) / VIEWPORT.height));
}

/** Does a task on the page of the unit. */
async function work(page, { taps = [], seen }) {
  let screens = 0;
  for (const tap of taps) {
    const place = page.locator(tap).first();
    screens += await screensTo(place);
    await place.click();
  }
  return { taps: taps.length, screens: screens + (await screensTo(page.locator(seen).first())) };
}

function hold(name, { taps, screens }, most) {
  const holds = taps <= most.taps && screens <= most.screens;
  const said = `${name}: ${taps} taps, ${screens} screens`;
  console.log(`${holds ? "ok    " : "FAILED"} ${said}`);
  if (!holds) faults.push(`${said}, at most ${most.taps} and ${most.screens}`);
}

async function withPage(browser, address, use) {
  const context = await browser.newContext({ viewport: VIEWPORT, hasTouch: true, isMobile: true, reducedMotion: "reduce", timezoneId: "Europe/Stockholm" });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(address, { waitUntil: "load" });
  await use(page);
  await context.close();
}

/** From the home page to the page of the unit, by its name. */
async function find(page) {
  await page.locator("main a", { hasText: "Region Kalmar län" }).first().click();
  await page.locator("#finder-q").fill("strandvik");
  await page.locator("#finder-q").press("Enter");
  await page.locator(".results a", { hasText: "Hälsocentralen Strandvik" }).first().click();
  await page.waitForURL(`**${UNIT}`);
  return 2;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node tasks.mjs SITE");
  process.exit(2);
}
const site = await serve(resolve(folder));
const browser = await launch();
try {
  for (const task of TASKS) {
    const { name, screens = MOST_SCREENS } = task;
    await withPage(browser, site.origin + UNIT, async (page) => {
      hold(name, await work(page, task), { taps: MOST_TAPS, screens });
    });
    await withPage(browser, `${site.origin}/`, async (page) => {
      const before = await find(page);
      const { taps, screens: found } = await work(page, task);
      hold(`${name}, from home`, { taps: before + taps, screens: found }, { taps: MOST_TAPS_FROM_HOME, screens });
    });
  }
} finally {
  await browser.close();
  await site.stop();
}
console.log(`\n${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
