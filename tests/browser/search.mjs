// Uses the search of a region's page in a real browser: `node search.mjs SITE [LARGE]`.
//
// On a phone and on a desktop: words are found whatever their marks, filters narrow, the address keeps
// what is asked, the back button takes steps back, all of it by keyboard, announced and accessible; without
// JavaScript nothing of it is shown. With LARGE, a site of many units (`cargo run --example large-site`), the
// bytes that cross the line from page load to first result are counted.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "./chromium.mjs";
import { ask } from "./queries.mjs";
import { serve } from "./serve.mjs";

const MOST_BYTES = 25_000;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FOLDING = JSON.parse(readFileSync(new URL("../folding.json", import.meta.url), "utf8"));
const VIEWPORTS = { phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 900 } };
const READER = { locale: "sv-SE", timezoneId: "Europe/Stockholm", reducedMotion: "reduce" };

const faults = [];
function hold(holds, what) {
  console.log(`${holds ? "ok    " : "FAILED"} ${what}`);
  if (!holds) faults.push(what);
}

const found = (page) => page.locator(".results li > a").allTextContents();
const status = (page) => page.locator(".search-heading").textContent();

/** Waits until the search has answered, with so many results or any number. */
async function results(page, count) {
  await page.waitForSelector("#finder[aria-busy=false]");
  const wanted = count === undefined ? /\d/ : new RegExp(`^${count} `);
  await page.waitForFunction(
    (pattern) => new RegExp(pattern, "u").test(document.querySelector(".search-heading").textContent.replace(/\s/g, " ")),
    wanted.source,
    { timeout: 10_000 },
  );
}

/** Types anew, and waits until what was typed stands in the address and has been answered. */
async function type(page, words) {
  await page.fill("#finder-q", words);
  await page.waitForFunction((q) => new URLSearchParams(location.search).get("q") === q, words);
  await results(page);
}

async function accessible(page, what) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags) => {
    const result = await globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  }, TAGS);
  hold(violations.length === 0, `${what} is accessible${violations.map((violation) => `\n       ${violation}`).join("")}`);
}

async function withPage(browser, options, use) {
  const context = await browser.newContext({ ...READER, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => hold(false, `the script has no fault: ${error.message}`));
  // axe-core tries inline styles, which the policy forbids and the console tells.
  page.on("console", (message) => {
    if (message.type() === "error" && !/style/.test(message.text())) hold(false, `the console is quiet: ${message.text()}`);
  });
  try {
    await use(page);
  } finally {
    await context.close();
  }
}

async function look(page, origin, device) {
  const start = `${origin}/kalmar/`;
  await page.goto(start);
  await page.waitForSelector("#finder:not([hidden])");
  hold((await found(page)).length === 0, `${device}: nothing is listed before something is asked`);

  await type(page, "halsocentral strandvik");
  hold((await found(page))[0] === "Hälsocentralen Strandvik", `${device}: “halsocentral strandvik” finds Hälsocentralen Strandvik`);
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  hold(fits, `${device}: results fit the width`);
  await accessible(page, `${device}: a page of results`);

  await page.locator(".results a").first().click();
  await page.waitForURL(/\/strandvik\/$/);
  await page.goBack();
  await results(page);
  hold((await page.inputValue("#finder-q")) === "halsocentral strandvik", `${device}: coming back finds the question again`);
  hold((await found(page))[0] === "Hälsocentralen Strandvik", `${device}: and its results`);

  await page.goto(`${start}?q=halsocentral`);
  await results(page);
  const all = (await status(page)).match(/\d+/)[0];
  if (!(await page.isVisible("#finder-kommun"))) await page.click(".filters summary");
  await page.selectOption("#finder-kommun", "kalmar");
  await page.waitForURL(/kommun=kalmar/);
  await page.waitForFunction((before) => !document.querySelector(".search-heading").textContent.startsWith(`${before} `), all);
  const some = (await status(page)).match(/\d+/)[0];
  hold(Number(some) > 0 && Number(some) < Number(all), `${device}: a filter narrows (${all} to ${some})`);
  await page.goBack();
  await results(page, all);
  hold((await page.inputValue("#finder-kommun")) === "", `${device}: the back button takes the filter away`);
  await page.goForward();
  await results(page, some);
  hold((await page.inputValue("#finder-kommun")) === "kalmar", `${device}: and forward sets it again`);

  await page.goto(`${start}?sprak=ar&tjanst=fornya-recept`);
  await results(page);
  hold((await found(page)).length > 0, `${device}: language and service filter without words`);
  await page.goto(start);
  await type(page, "arabiska");
  hold((await found(page)).length > 0, `${device}: the name of a language finds units that speak it`);

  await type(page, "qqqq");
  hold(await page.isVisible(".search-none a[href$='/a-o/']"), `${device}: no results come with a way on`);
  await accessible(page, `${device}: no results`);
  hold(/1177/.test(await page.innerText(".search-none")), `${device}: and with where to turn`);
  await page.keyboard.press("Tab");
  await page.click("button[type=reset]");
  await page.waitForFunction(() => location.search === "" && document.querySelector(".search-found").hidden);
  hold(await page.evaluate(() => document.activeElement.id === "finder-q"), `${device}: clearing empties the form and returns to the field`);

  await type(page, "stranvik");
  hold((await found(page))[0] === "Hälsocentralen Strandvik", `${device}: a misspelt word finds what it may mean`);
  hold(/strandvik/i.test(await page.innerText(".search-meant")), `${device}: and says what that is`);
  await page.click(".search-meant a");
  await page.waitForURL(/q=strandvik/);
  await results(page);
  hold(!(await page.isVisible(".search-meant")), `${device}: which can be asked for`);

  await page.goto(start);
  await page.fill("#finder-q", "hälsocentral");
  await page.press("#finder-q", "Enter");
  await page.waitForFunction(() => document.activeElement.matches(".search-heading"));
  const seen = await page.locator(".results li").first().evaluate((line) => line.getBoundingClientRect().bottom <= innerHeight);
  hold(seen, `${device}: after Enter the field lets go, and the first result is seen`);
  const chip = page.locator(".chips-found .chip", { hasText: "Västervik" });
  await chip.waitFor();
  const [, amount] = (await chip.textContent()).match(/\((\d+)\)/);
  await chip.click();
  await results(page, amount);
  hold(/kommun=vastervik/.test(page.url()), `${device}: a chip narrows to as many as it says (${amount})`);
  await page.locator(".chips-found .chip[aria-pressed=true]").click();
  await page.waitForURL((url) => !url.searchParams.has("kommun"));

  await page.goto(`${start}?typ=avdelning&visa=10`);
  await page.goto(`${start}?q=mottagning`);
  await results(page);
  const before = (await found(page)).length;
  hold(before === 10, `${device}: ten results at first`);
  await page.locator(".more").press("Enter");
  await page.waitForFunction((least) => document.querySelectorAll(".results li").length > least, before);
  hold((await page.evaluate(() => [...document.querySelectorAll(".results li > a")].indexOf(document.activeElement))) === before, `${device}: more results take the focus along`);
  hold(/visa=20/.test(page.url()), `${device}: and stand in the address`);
}

async function keyboardOnly(page, origin) {
  await page.goto(`${origin}/kalmar/`);
  await page.waitForSelector("#finder:not([hidden])");
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.id === "finder-q")) break;
  }
  await page.keyboard.type("ogon");
  await page.keyboard.press("Enter");
  await results(page);
  hold(/[?&]q=ogon/.test(page.url()), "Enter asks");
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches(".results a"))) break;
  }
  hold((await page.evaluate(() => document.activeElement.textContent)).startsWith("Ögon"), "“ogon” finds Ögonmottagningen, by keyboard alone");
}

async function folding(page, origin) {
  await page.goto(`${origin}/kalmar/`);
  const wrong = await page.evaluate(async (table) => {
    const { fold, stem } = await import(document.querySelector("script[type=module][src*='search']").src);
    const made = (text) => JSON.stringify([fold(text), fold(text).map(stem)]);
    return table.filter(([text, ...words]) => made(text) !== JSON.stringify(words)).map(([text]) => `${text}: ${made(text)}`);
  }, FOLDING);
  hold(wrong.length === 0, `the script folds ${FOLDING.length} texts as the index does ${wrong.join("; ")}`);
}

/** A site that is published anew while somebody searches, and a file that does not come. */
async function troubles(page, origin) {
  let version = "0000000000";
  await page.route("**/sok/ord.json*", async (route) => {
    const response = await route.fetch();
    const file = await response.json();
    if (version !== undefined) file.version = version;
    version = undefined;
    await route.fulfill({ response, json: file });
  });
  await page.goto(`${origin}/kalmar/?q=strandvik`);
  await results(page);
  hold((await found(page)).includes("Hälsocentralen Strandvik"), "words of an old state are fetched anew");
  await page.unroute("**/sok/ord.json*");
  await page.route("**/sok/enheter-*", (route) => route.fulfill({ status: 503, body: "" }));
  await page.goto(`${origin}/kalmar/?q=strandvik`);
  await page.waitForSelector(".search-failed:not([hidden])");
  hold(await page.isVisible(".search-failed a"), "a search that fails says so, with a way on");
}

async function plain(page, origin) {
  await page.goto(`${origin}/kalmar/`);
  hold(!(await page.isVisible("#finder")), "without JavaScript there is no form");
  hold(!(await page.innerText("body")).includes("Till exempel hälsocentral"), "nor any word of it");
  hold(await page.isVisible("main > p > a[href='/kalmar/a-o/']"), "but the lists");
}

/** Counts what crosses the line until the first result is there, as a host with gzip sends it. */
async function weigh(page, origin, question) {
  let bytes = 0;
  let requests = 0;
  const waiting = [];
  page.on("response", (response) => {
    requests += 1;
    waiting.push(response.body().then((body) => { bytes += gzipSync(body, { level: 6 }).length; }, () => {}));
  });
  await page.goto(`${origin}/kalmar/`, { waitUntil: "load" });
  await page.waitForSelector("#finder:not([hidden])");
  const begun = Date.now();
  if (question.select && !(await page.isVisible(question.select[0]))) await page.click(".filters summary");
  if (question.select) await page.selectOption(...question.select);
  if (question.words) await page.locator("#finder-q").pressSequentially(question.words, { delay: 60 });
  await results(page);
  await page.waitForSelector(".results li");
  const shown = Date.now() - begun;
  await Promise.all(waiting);
  const asked = [question.words, question.select?.[1]].filter(Boolean).join(" + ");
  hold(bytes < MOST_BYTES, `“${asked}”: ${(bytes / 1000).toFixed(1)} KB in ${requests} requests, ${shown} ms; ${await status(page)}`);
}

async function main(folder, largeFolder) {
  const site = await serve(resolve(folder));
  const large = largeFolder && (await serve(resolve(largeFolder)));
  const browser = await launch();
  try {
    for (const [device, viewport] of Object.entries(VIEWPORTS)) {
      await withPage(browser, { viewport }, (page) => look(page, site.origin, device));
    }
    const { desktop: viewport } = VIEWPORTS;
    await withPage(browser, { viewport }, (page) => keyboardOnly(page, site.origin));
    await withPage(browser, { viewport }, (page) => folding(page, site.origin));
    await withPage(browser, { viewport: VIEWPORTS.phone }, async (page) => {
      const { asked, unanswered } = await ask(page, site.origin);
      hold(unanswered.length === 0, `${asked} everyday questions are answered${unanswered.map((one) => `\n       ${one}`).join("")}`);
    });
    const quiet = await browser.newPage({ ...READER, viewport });
    await troubles(quiet, site.origin);
    await withPage(browser, { viewport, javaScriptEnabled: false }, (page) => plain(page, site.origin));
    const questions = [
      { words: "halsocentral" },
      { words: "vimmerby" },
      { words: "recept" },
      { words: "arabiska" },
      { words: "ekb" },
      { words: "12" },
      { words: "9876" },
      { words: "angsnaset", select: ["#finder-kommun", "hogsby"] },
      { select: ["#finder-tjanst", "fornya-hjalpmedel"] },
    ];
    for (const question of large ? questions : []) {
      await withPage(browser, { viewport: VIEWPORTS.phone }, (page) => weigh(page, large.origin, question));
    }
  } finally {
    await browser.close();
    await site.stop();
    await large?.stop();
  }
  console.log(`\n${faults.length} faults`);
  return faults.length === 0;
}

const [folder, largeFolder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node search.mjs SITE [LARGE]");
  process.exit(2);
}
process.exit((await main(folder, largeFolder)) ? 0 : 1);
