// Looks at unit pages at fixed moments in a real browser: `node open.mjs SITE HOURS`, a site built for
// 2026-11-21, and the site of the case `hours`, built for 2026-11-30.
//
// Whether it is open now is said in Swedish time wherever the visitor is, on holidays, on closed days, over
// midnight, in odd and even weeks, when a period begins and ends, and when summer time begins; what is over
// disappears; nothing is said for days that the page does not know, nor without
// JavaScript. And the weight of a page with everything on it.

import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const MOST_BYTES = 14_500;
const MOST_REQUESTS = 5;
const ZONES = ["Europe/Stockholm", "America/New_York", "Pacific/Auckland"];

// Strandvik: phone Monday to Friday 8–12 and 13–16; open Monday to Thursday 7.30–17, Friday to 16; both
// closed on holidays; shorter hours on 23 December, a closure from then to the 27th.
const STRANDVIK = "/kalmar/strandvik/";
const CASES = [
  ["2026-11-23T07:59:59+01:00", "Telefonen är stängd. Den öppnar klockan 08.00.", "Öppet nu, till klockan 17.00", "Måndag–torsdag"],
  ["2026-11-23T08:00:00+01:00", "Du kan ringa nu, till klockan 12.00", "Öppet nu, till klockan 17.00", "Måndag–torsdag"],
  ["2026-11-23T12:00:00+01:00", "Telefonen är stängd. Den öppnar klockan 13.00.", "Öppet nu, till klockan 17.00", "Måndag–torsdag"],
  ["2026-11-23T17:00:00+01:00", "Telefonen är stängd. Den öppnar i morgon klockan 08.00.", "Stängt nu. Vi öppnar i morgon klockan 07.30.", "Måndag–torsdag"],
  ["2026-11-27T16:30:00+01:00", "Telefonen är stängd. Den öppnar måndag 30 november klockan 08.00.", "Stängt nu. Vi öppnar måndag 30 november klockan 07.30.", "Fredag"],
  // Just after midnight here it is still the day before in New York.
  ["2026-11-24T00:00:30+01:00", "Telefonen är stängd. Den öppnar klockan 08.00.", "Stängt nu. Vi öppnar klockan 07.30.", "Måndag–torsdag"],
  // A day with its own hours; then the closure over Christmas.
  ["2026-12-23T10:30:00+01:00", "Du kan ringa nu, till klockan 11.00", "Öppet nu, till klockan 12.00", undefined],
  ["2026-12-24T10:00:00+01:00", "Telefonen är stängd. Den öppnar måndag 28 december klockan 08.00.", "Stängt nu. Vi öppnar måndag 28 december klockan 07.30.", undefined],
  // Twelfth Day, a Wednesday, is a holiday.
  ["2027-01-06T10:00:00+01:00", "Telefonen är stängd. Den öppnar i morgon klockan 08.00.", "Stängt nu. Vi öppnar i morgon klockan 07.30.", "Lördag, söndag och helgdagar"],
  ["2027-01-05T17:30:00+01:00", "Telefonen är stängd. Den öppnar torsdag 7 januari klockan 08.00.", "Stängt nu. Vi öppnar torsdag 7 januari klockan 07.30.", "Måndag–torsdag"],
  // The last day that the page knows, and the first that it does not. It knows the day before it was
  // built, whose nights may still go on, and none before that.
  ["2027-01-19T10:00:00+01:00", "Du kan ringa nu, till klockan 12.00", "Öppet nu, till klockan 17.00", "Måndag–torsdag"],
  ["2027-01-19T18:00:00+01:00", "Telefonen är stängd nu", "Stängt nu", "Måndag–torsdag"],
  ["2027-01-20T10:00:00+01:00", undefined, undefined, undefined],
  ["2026-11-20T10:00:00+01:00", "Du kan ringa nu, till klockan 12.00", "Öppet nu, till klockan 16.00", "Fredag"],
  ["2026-11-19T10:00:00+01:00", undefined, undefined, undefined],
];

const faults = [];
function hold(holds, what) {
  console.log(`${holds ? "ok    " : "FAILED"} ${what}`);
  if (!holds) faults.push(what);
}

/** What a page says of now, with its marked row of the week. */
async function said(page) {
  return page.evaluate(() => {
    const words = (of) => {
      const place = document.querySelector(`[data-now="${of}"]`);
      return place?.classList.contains("is-now") ? place.textContent : undefined;
    };
    const rows = [...document.querySelectorAll("table[data-hours] tr[aria-current]")];
    return { phone: words("phone"), visit: words("opening"), rows: rows.map((row) => row.querySelector("th").textContent) };
  });
}

async function at(browser, origin, timezoneId, moment, address, use) {
  const context = await browser.newContext({ locale: "en-US", timezoneId });
  const page = await context.newPage();
  page.on("pageerror", (error) => hold(false, `the script has no fault: ${error.message}`));
  try {
    await page.clock.install({ time: new Date(moment) });
    await page.clock.setFixedTime(new Date(moment));
    await page.goto(origin + address, { waitUntil: "load" });
    await use(page);
  } finally {
    await context.close();
  }
}

async function moments(browser, origin) {
  for (const zone of ZONES) {
    for (const [moment, phone, visit, row] of CASES) {
      await at(browser, origin, zone, moment, STRANDVIK, async (page) => {
        const found = await said(page);
        const rows = row === undefined ? [] : [`${row} (i dag)`];
        const holds = found.phone === phone && found.visit === visit && found.rows.join() === rows.join();
        hold(holds, `${moment} in ${zone}: ${holds ? visit ?? "nothing" : JSON.stringify(found)}`);
      });
    }
  }
}

/** A page that stays open goes with the clock. */
async function passing(browser, origin) {
  await at(browser, origin, "Europe/Stockholm", "2026-11-23T15:59:50+01:00", STRANDVIK, async (page) => {
    const before = await said(page);
    await page.clock.setFixedTime(new Date("2026-11-23T16:00:10+01:00"));
    await page.clock.runFor(30_000);
    const after = await said(page);
    hold(before.phone === "Du kan ringa nu, till klockan 16.00" && after.phone.startsWith("Telefonen är stängd"), "a page that stays open goes with the clock");
    await page.clock.setFixedTime(new Date("2026-11-24T07:00:00+01:00"));
    await page.clock.runFor(30_000);
    hold((await said(page)).rows.join() === "Måndag–torsdag (i dag)", "and with the day");
  });
}

/** The page’s own data, replaced by made-up days: summer time, nights, unknown days. */
async function made(browser, origin) {
  const night = { hours: [[[0, 360], [1200, 1440]], [[0, 1440]], [[120, 180]]], rows: "------" };
  const cases = [
    // 2027-03-28 has no 02.30 in Sweden, 2027-10-31 has two.
    ["2027-03-28T01:30:00+01:00", "2027-03-28", { ...night, days: [2, -1] }, "Stängt nu. Vi öppnar klockan 02.00."],
    ["2027-03-28T03:00:00+02:00", "2027-03-28", { ...night, days: [2, -1] }, "Stängt nu"],
    ["2027-10-31T02:30:00+02:00", "2027-10-31", { ...night, days: [2, 2] }, "Öppet nu, till klockan 03.00"],
    ["2027-10-31T02:30:00+01:00", "2027-10-31", { ...night, days: [2, 2] }, "Öppet nu, till klockan 03.00"],
    ["2026-11-23T22:00:00+01:00", "2026-11-23", { ...night, days: [0, 0, 0] }, "Öppet nu, till klockan 06.00"],
    ["2026-11-23T22:00:00+01:00", "2026-11-23", { ...night, days: [0, -1] }, "Öppet nu"],
    ["2026-11-23T22:00:00+01:00", "2026-11-23", { ...night, days: [1, 1, 1] }, "Öppet nu"],
    ["2026-11-23T22:00:00+01:00", "2026-11-22", { ...night, days: [1, -1, 1] }, undefined],
    // Nights that belong to the day they begin, also when nothing is known of the next.
    ["2026-11-24T05:00:00+01:00", "2026-11-23", { hours: [[[1320, 1800]], []], rows: "--", days: [0, 1] }, "Öppet nu, till klockan 06.00"],
    ["2026-11-24T06:00:00+01:00", "2026-11-23", { hours: [[[1320, 1800]], []], rows: "--", days: [0, 1] }, "Stängt nu"],
    ["2026-11-24T05:00:00+01:00", "2026-11-23", { hours: [[[1320, 1800]]], rows: "--", days: [0, -1] }, "Öppet nu"],
    ["2026-11-23T21:00:00+01:00", "2026-11-23", { hours: [[[1320, 1800]]], rows: "--", days: [0, 0] }, "Stängt nu. Vi öppnar klockan 22.00."],
    // By appointment is neither open nor closed.
    ["2026-11-23T10:00:00+01:00", "2026-11-23", { hours: [[[480, 960]]], rows: "--", days: [-2, 0] }, "I dag efter överenskommelse"],
  ];
  for (const [moment, from, opening, expected] of cases) {
    const context = await browser.newContext({ timezoneId: "America/New_York" });
    const page = await context.newPage();
    await page.route(`**${STRANDVIK}`, async (route) => {
      const response = await route.fetch();
      const schedule = JSON.stringify({ from, hours: { opening } });
      const html = (await response.text()).replace(/\{"from":.*?\}(?=<\/script>)/, schedule);
      await route.fulfill({ response, body: html });
    });
    await page.clock.setFixedTime(new Date(moment));
    await page.goto(origin + STRANDVIK, { waitUntil: "load" });
    const { visit } = await said(page);
    hold(visit === expected, `${moment} with made-up days: ${visit ?? "nothing"}`);
    await context.close();
  }
}

const NIGHT = "/region-nattland/natt/";
const NIGHTS = [
  ["2026-11-30T10:00:00+01:00", "I dag efter överenskommelse", "Måndag"],
  ["2026-12-02T20:00:00+01:00", "Öppet nu, till klockan 24.00", "Onsdag"],
  ["2026-12-05T02:00:00+01:00", "Öppet nu, till klockan 06.00", "Fredag och lördag"],
  // Week 49, an odd one.
  ["2026-12-06T05:59:30+01:00", "Öppet nu, till klockan 06.00", "Söndag"],
  ["2026-12-06T09:00:00+01:00", "Stängt nu. Vi öppnar klockan 10.00.", "Söndag"],
  // A period with other hours; then days with hours of their own.
  ["2026-12-08T10:00:00+01:00", "Öppet nu, till klockan 15.00", "Tisdag"],
  ["2026-12-12T23:00:00+01:00", "Stängt nu. Vi öppnar måndag 14 december klockan 12.00.", "Onsdag–söndag"],
  ["2026-12-14T09:00:00+01:00", "Stängt nu. Vi öppnar klockan 12.00.", undefined],
  // Week 51 is odd and 52 even; 30 December is the day before a holiday.
  ["2026-12-20T11:00:00+01:00", "Öppet nu, till klockan 12.00", "Söndag"],
  ["2026-12-27T11:00:00+01:00", "Stängt nu. Vi öppnar onsdag 30 december klockan 20.00.", "Söndag"],
];

/** Nights, weeks, periods and what is over, on pages that are as they were built on 30 November. */
async function weeks(browser, origin) {
  for (const [moment, visit, row] of NIGHTS) {
    await at(browser, origin, "Pacific/Auckland", moment, NIGHT, async (page) => {
      const found = (await said(page)).visit;
      const marked = await page.locator('[data-hours="opening"] [aria-current] :is(th, dt)').allTextContents();
      const rows = row === undefined ? [] : [`${row} (i dag)`];
      const holds = found === visit && marked.join() === rows.join();
      hold(holds, `${moment}: ${holds ? visit : JSON.stringify({ found, marked })}`);
    });
  }
  const shown = [
    ["2026-12-08T10:00:00+01:00", ["Adventstider", "Utbildning"]],
    ["2026-12-14T10:00:00+01:00", ["Utbildning"]],
    ["2026-12-17T10:00:00+01:00", []],
  ];
  for (const [moment, expected] of shown) {
    await at(browser, origin, "Europe/Stockholm", moment, NIGHT, async (page) => {
      const text = await page.innerText("main");
      const found = ["Adventstider", "Utbildning"].filter((words) => text.includes(words));
      hold(found.join() === expected.join(), `on ${moment} the page still tells of ${found.join(", ") || "nothing that is over"}`);
    });
  }
  await at(browser, origin, "Europe/Stockholm", "2026-12-29T10:00:00+01:00", "/region-nattland/dygnet/", async (page) => {
    const { phone, visit } = await said(page);
    hold(visit === "Stängt nu" && phone === "Du kan ringa nu", `a closure stops no phone that is always answered: ${visit}, ${phone}`);
  });
  await at(browser, origin, "Europe/Stockholm", "2026-11-30T10:00:00+01:00", "/region-nattland/ny/", async (page) => {
    hold((await said(page)).visit === undefined, "a unit that is yet to open is not said to be closed now");
  });
}

async function others(browser, origin) {
  await at(browser, origin, "Europe/Stockholm", "2026-11-23T09:00:00+01:00", `/en${STRANDVIK}`, async (page) => {
    hold((await said(page)).visit === "Open now, until 17:00", "English words and hours on English pages");
  });
  await at(browser, origin, "Europe/Stockholm", "2026-12-25T09:00:00+01:00", STRANDVIK, async (page) => {
    const rows = await page.locator(".deviations tr[aria-current] th").allTextContents();
    hold(rows.length === 1 && rows[0].includes("(i dag)"), "the row of a closure is marked on its days");
  });
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const page = await plain.newPage();
  await page.goto(origin + STRANDVIK);
  hold(!/nu,|i dag\)/.test(await page.innerText("main")), "without JavaScript nothing is said of now");
  await plain.close();
}

/** What crosses the line for a page with everything on it, as a host with gzip sends it. */
async function weigh(browser, origin) {
  const context = await browser.newContext({ javaScriptEnabled: true });
  const page = await context.newPage();
  const sizes = [];
  page.on("response", (response) => sizes.push(response.body().then((body) => [new URL(response.url()).pathname, gzipSync(body).length])));
  await page.goto(origin + STRANDVIK, { waitUntil: "networkidle" });
  const all = await Promise.all(sizes);
  // A browser without a window asks for no icon.
  const icon = await page.getAttribute("link[rel=icon]", "href");
  if (!all.some(([path]) => path === icon)) all.push([icon, gzipSync(await (await fetch(origin + icon)).bytes()).length]);
  const bytes = all.reduce((sum, [, size]) => sum + size, 0);
  hold(bytes < MOST_BYTES && all.length <= MOST_REQUESTS, `a unit’s page weighs ${(bytes / 1000).toFixed(1)} KB in ${all.length} requests: ${all.map(([path, size]) => `${path} ${size}`).join(", ")}`);
  await context.close();
}

const [folder, hours] = process.argv.slice(2);
if (hours === undefined) {
  console.error("usage: node open.mjs SITE HOURS");
  process.exit(2);
}
const site = await serve(resolve(folder));
const nights = await serve(resolve(hours));
const browser = await launch();
try {
  await moments(browser, site.origin);
  await passing(browser, site.origin);
  await made(browser, site.origin);
  await others(browser, site.origin);
  await weeks(browser, nights.origin);
  await weigh(browser, site.origin);
} finally {
  await browser.close();
  await site.stop();
  await nights.stop();
}
console.log(`\n${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
