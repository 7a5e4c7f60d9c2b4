// Uses the filters of lists in a real browser: `node lists.mjs SITE`.
//
// On a page by letters and on one of a municipality: filters by hours narrow and count, and what is near comes
// first when a visitor says where they are, which is kept nowhere. Without JavaScript nothing of it is shown.

import { resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";

/** A Monday morning, when most clinics are open. */
const MOMENT = "2026-11-23T08:30:00+01:00";
/** In Västervik. */
const HERE = { latitude: 57.7584, longitude: 16.6373 };
const READER = { locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: { width: 360, height: 640 } };

const faults = [];
function hold(holds, what) {
  console.log(`${holds ? "ok    " : "FAILED"} ${what}`);
  if (!holds) faults.push(what);
}

const shown = (page) => page.locator(".units[data-list] > li:visible > a").allTextContents();

async function open(browser, options, address) {
  const context = await browser.newContext({ ...READER, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => hold(false, `the script has no fault: ${error.message}`));
  await page.clock.setFixedTime(new Date(MOMENT));
  await page.goto(address);
  return page;
}

async function filters(browser, origin, address) {
  const page = await open(browser, {}, origin + address);
  await page.waitForSelector("#list-filters:not([hidden])");
  const all = await shown(page);
  const evenings = page.locator("[data-hours-filter=kvall]");
  const [, amount] = (await evenings.textContent()).match(/\((\d+)\)/);
  await evenings.click();
  const some = await shown(page);
  hold(some.length === Number(amount) && some.length > 0 && some.length < all.length, `${address}: evenings narrow ${all.length} to ${some.length}, as the filter says (${amount})`);
  hold((await page.textContent(".list-count")).startsWith(`${some.length} `), `${address}: the number is announced`);
  const empty = await page.locator(".letter:visible").evaluateAll((letters) => letters.filter((letter) => [...letter.querySelectorAll("li")].every((line) => line.hidden)).length);
  hold(empty === 0, `${address}: no letter stands without units`);
  await evenings.click();
  hold((await shown(page)).join() === all.join(), `${address}: and back again, in the same order`);
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  hold(fits, `${address}: it fits the width`);
  await page.context().close();
}

async function near(browser, origin, address) {
  const page = await open(browser, { geolocation: HERE, permissions: ["geolocation"] }, origin + address);
  await page.waitForSelector("#list-filters:not([hidden])");
  const all = await shown(page);
  await page.locator("[data-near]").click();
  await page.waitForSelector(".unit-away");
  const order = await page.locator(".units[data-list] > li:visible").evaluateAll((lines) => lines.map((line) => (line.dataset.at ? line.dataset.at.split(",").map(Number) : undefined)));
  const [lat, lon] = [HERE.latitude, HERE.longitude];
  const away = order.map((at) => (at ? Math.hypot(at[0] - lat, (at[1] - lon) * Math.cos((lat * Math.PI) / 180)) : Infinity));
  const sorted = away.every((distance, at) => at === 0 || away[at - 1] <= distance + 0.001 || away[at - 1] === distance);
  hold(sorted && away.length === all.length, `${address}: what is near comes first`);
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, location.href].join());
  hold(!/57[.,]7|16[.,]6/.test(kept) && kept.startsWith("0,0,,"), `${address}: where the visitor is, is kept nowhere`);
  await page.locator("[data-near]").click();
  hold((await shown(page)).join() === all.join(), `${address}: and back again, in the same order`);
  await page.context().close();
}

async function refused(browser, origin, address) {
  const page = await open(browser, { permissions: [] }, origin + address);
  await page.waitForSelector("#list-filters:not([hidden])");
  const all = await shown(page);
  await page.locator("[data-near]").click();
  await page.waitForSelector(".near-status:not([hidden])", { timeout: 20_000 });
  hold((await shown(page)).join() === all.join(), `${address}: who does not say where they are keeps the list, and is told`);
  await page.context().close();
}

async function plain(browser, origin, address) {
  const context = await browser.newContext({ ...READER, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(origin + address);
  hold(!(await page.isVisible("#list-filters")) && (await shown(page)).length > 1, `${address}: without JavaScript there is the list, and nothing dead`);
  await context.close();
}

async function main(folder) {
  const site = await serve(resolve(folder));
  const browser = await launch();
  try {
    for (const address of ["/kalmar/a-o/", "/kalmar/kommun/kalmar/", "/en/kalmar/typ/halsocentral/"]) {
      await filters(browser, site.origin, address);
      await near(browser, site.origin, address);
    }
    await refused(browser, site.origin, "/kalmar/a-o/");
    await plain(browser, site.origin, "/kalmar/a-o/");
  } finally {
    await browser.close();
    await site.stop();
  }
  console.log(`\n${faults.length} faults`);
  return faults.length === 0;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node lists.mjs SITE");
  process.exit(2);
}
process.exit((await main(folder)) ? 0 : 1);
