// Checks a built site, a preview of it, and reports on it, in a real browser:
// `node check.mjs SITE [PREVIEW [REPORTS]]`.
//
// Each page of pages.mjs must, under the policy header of serve.mjs:
// - have no violation of WCAG 2.2 A and AA or of axe-core's best practices, on a phone, on a desktop,
//   in dark mode and in forced colours;
// - fit 320 pixels without scrolling sideways, and 640 pixels with text twice as large;
// - be reachable by keyboard, with visible focus on each stop, in normal and in forced colours;
// - say the same with JavaScript off, beside what scripts add: the search, and what is open now;
// - ask no other host for anything, and leave the browser's console free of errors.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { keyboard } from "./keyboard.mjs";
import { PAGES, PREVIEW_PAGES, REDIRECTS, REPORT_PAGES } from "./pages.mjs";
import { serve } from "./serve.mjs";

const AT_ONCE = 2;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const PHONE = { width: 375, height: 812 };
const DESKTOP = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };
const HALF = { width: 640, height: 900 };

/** Ways of reading a page, and what is looked at in each; `opens` loads the page anew. */
const VARIANTS = [
  { name: "320 pixels", opens: true, viewport: NARROW, looks: [fitsWidth] },
  { name: "text of 200 %", viewport: HALF, looks: [fitsWithLargeText] },
  { name: "phone", viewport: PHONE, looks: [accessibility] },
  { name: "dark", viewport: DESKTOP, media: { colorScheme: "dark" }, looks: [accessibility] },
  { name: "desktop", viewport: DESKTOP, looks: [accessibility, keyboard] },
  { name: "forced colours", opens: true, viewport: DESKTOP, media: { forcedColors: "active" }, looks: [accessibility, keyboard] },
];

async function main(folder, previewFolder, reportFolder) {
  const site = await serve(resolve(folder));
  const preview = previewFolder && (await serve(resolve(previewFolder)));
  // A report is opened from a folder: its policy is its own, in the page.
  const reports = reportFolder && (await serve(resolve(reportFolder), { policy: undefined }));
  const browser = await launch();
  const faults = [];
  try {
    const reader = { locale: "sv-SE", timezoneId: "Europe/Stockholm", reducedMotion: "reduce", viewport: DESKTOP };
    const normal = await browser.newContext(reader);
    const plain = await browser.newContext({ ...reader, javaScriptEnabled: false });
    const job = (origin) => (page) => async () => {
      const found = await checkPage(origin, page, normal, plain);
      console.log(`${found.length === 0 ? "ok    " : "FAILED"} ${page.address} (${page.kind})`);
      faults.push(...found);
    };
    const jobs = PAGES.map(job(site.origin));
    if (preview) jobs.push(...PREVIEW_PAGES.map(job(preview.origin)));
    if (reports) jobs.push(...REPORT_PAGES.map(job(reports.origin)));
    jobs.push(...REDIRECTS.map(([from, to]) => async () => {
      const found = await checkRedirect(site.origin, from, to, plain);
      console.log(`${found.length === 0 ? "ok    " : "FAILED"} ${from} (redirect)`);
      faults.push(...found);
    }));
    await inParallel(jobs);
  } finally {
    await browser.close();
    await site.stop();
    await preview?.stop();
    await reports?.stop();
  }
  const pages = PAGES.length + (preview ? PREVIEW_PAGES.length : 0) + (reports ? REPORT_PAGES.length : 0);
  console.log(`\n${tell(faults)}${pages} pages in ${VARIANTS.length + 1} variants, ${REDIRECTS.length} redirects: ${faults.length} faults`);
  return faults.length === 0;
}

/** Each fault once, with the places where it is. */
function tell(faults) {
  const places = new Map();
  for (const { where, what } of faults) {
    if (!places.has(what)) places.set(what, []);
    places.get(what).push(where);
  }
  return [...places]
    .map(([what, wheres]) => {
      const more = wheres.length > 4 ? `, and ${wheres.length - 4} more` : "";
      return `${what}\n  at ${wheres.slice(0, 4).join(", ")}${more}\n\n`;
    })
    .join("");
}

/** All faults of a page, over all variants, with JavaScript and without. */
async function checkPage(origin, { address }, normal, plain) {
  const faults = [];
  const texts = [];
  await withPage(normal, async (page) => {
    for (const { name, opens, viewport, media, looks } of VARIANTS) {
      const where = `${address} (${name})`;
      try {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme: "light", forcedColors: "none", ...media });
        const found = opens ? await open(page, origin, address) : [];
        for (const look of looks) found.push(...(await look(page)));
        faults.push(...[...found, ...page.faults.splice(0)].map((what) => ({ where, what })));
      } catch (error) {
        faults.push({ where, what: `could not be looked at: ${error}` });
      }
    }
    texts.push(await visibleText(page));
  });
  await withPage(plain, async (page) => {
    const where = `${address} (without JavaScript)`;
    try {
      const found = await open(page, origin, address);
      texts.push(await visibleText(page));
      if (texts[0] !== texts[1]) found.push("says something else without JavaScript");
      if (texts[1] === "") found.push("shows no text");
      faults.push(...[...found, ...page.faults].map((what) => ({ where, what })));
    } catch (error) {
      faults.push({ where, what: `could not be looked at: ${error}` });
    }
  });
  return faults;
}

async function withPage(context, use) {
  const page = await context.newPage();
  try {
    listen(page);
    await use(page);
  } finally {
    await page.close();
  }
}

/** Gathers in `page.faults` what goes wrong while a page is open. */
function listen(page) {
  page.faults = [];
  const here = (url) => url === page.wanted || url === new URL("/favicon.ico", page.wanted).href;
  page.on("console", (message) => {
    // The browser reports the status 404 of a page that is meant to be missing, and of the icon that
    // it asks for unasked.
    const meant = message.text().startsWith("Failed to load resource") && here(message.location().url);
    if (message.type() === "error" && !meant) {
      page.faults.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => page.faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const inside = url.origin === new URL(page.wanted).origin || url.protocol === "data:";
    if (!inside) page.faults.push(`asks another host: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !here(response.url())) {
      page.faults.push(`status ${response.status()} for ${new URL(response.url()).pathname}`);
    }
  });
}

/** Opens an address and looks at its status. */
async function open(page, origin, address) {
  page.wanted = origin + address;
  const response = await page.goto(page.wanted, { waitUntil: "load" });
  const expected = address.endsWith("/finns/inte/") ? 404 : 200;
  return response.status() === expected ? [] : [`status ${response.status()} instead of ${expected}`];
}

/** What axe-core finds. */
async function accessibility(page) {
  if (await page.evaluate(() => globalThis.axe === undefined)) await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags) => {
    const options = {
      runOnly: { type: "tag", values: tags },
      rules: { "target-size": { enabled: true } },
      resultTypes: ["violations"],
    };
    const result = await globalThis.axe.run(document, options);
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ target, failureSummary }) => `  ${target.join(" ")}\n    ${failureSummary.replaceAll("\n", "\n    ")}`),
    }));
  }, TAGS);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 5).join("\n")}`);
}

/** Whether the page fits its width, and what does not. */
async function fitsWidth(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const width = (element) => element.getBoundingClientRect().width;
    const tight = [...document.querySelectorAll(".button > span")].filter((words) => width(words) > width(words.parentElement));
    if (tight.length > 0) return [`has words wider than their button: ${tight.map((words) => words.textContent).join(", ")}`];
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().left + element.scrollWidth > clientWidth + 0.5)
      .slice(-3)
      .map((element) => `  ${element.outerHTML.slice(0, 120)}`);
    return [`is ${scrollWidth} pixels wide where ${clientWidth} are there\n${wide.join("\n")}`];
  });
}

/** The same when the reader has set the browser's text to twice its size. */
async function fitsWithLargeText(page) {
  const size = (value) => page.evaluate((value) => void (document.documentElement.style.fontSize = value), value);
  await size("200%");
  const faults = await fitsWidth(page);
  await size("");
  return faults;
}

/** What a page says, without what its scripts add. */
async function visibleText(page) {
  return page.evaluate(() => {
    for (const added of document.querySelectorAll("[data-added]")) added.hidden = true;
    // What is said of now stands in the place of words that always hold.
    for (const place of document.querySelectorAll("[data-plain]")) {
      place.textContent = place.dataset.plain;
      place.hidden = place.textContent === "";
    }
    for (const closed of document.querySelectorAll("[data-when-closed]")) closed.hidden = false;
    return document.body.innerText.replace(/\s+/g, " ").trim();
  });
}

async function checkRedirect(origin, from, to, context) {
  const page = await context.newPage();
  try {
    await page.goto(origin + from, { waitUntil: "commit" });
    await page.waitForURL(origin + to, { timeout: 5000 });
    return [];
  } catch (error) {
    return [{ where: from, what: `does not lead to ${to}: ${error}` }];
  } finally {
    await page.close();
  }
}

/** Runs jobs, a few at a time. */
async function inParallel(jobs) {
  const waiting = [...jobs];
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await job();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const [folder, previewFolder, reportFolder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node check.mjs SITE [PREVIEW [REPORTS]]");
  process.exit(2);
}
process.exit((await main(folder, previewFolder, reportFolder)) ? 0 : 1);
