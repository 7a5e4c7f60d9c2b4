// Measures a built site as its visitors meet it: `node measure.mjs SITE`.
//
// - Lighthouse gives the home page, a list and a unit's page 100 in all four categories.
// - A unit's page with everything on it weighs at most 14 KB gzipped, in at most 5 requests.
// - It prints on one or two A4 pages.

import { gzipSync } from "node:zlib";
import { resolve } from "node:path";
import lighthouse from "lighthouse";
import { launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const LOOKED_AT = ["/", "/kalmar/a-o/", "/kalmar/strandvik/", "/en/kalmar/strandvik/"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
/** A busy machine slows a page down once in a while; a fault of the page comes every time. */
const TRIES = 3;

const FULL_PAGES = ["/kalmar/strandvik/", "/en/kalmar/strandvik/"];
const MOST_BYTES = 14_000;
const MOST_REQUESTS = 5;
const MOST_SHEETS = 2;

const PORT = 9333;

async function main(folder) {
  const site = await serve(resolve(folder));
  const browser = await launch([`--remote-debugging-port=${PORT}`]);
  const faults = [];
  try {
    for (const address of FULL_PAGES) {
      faults.push(...(await weight(browser, site.origin, address)));
      faults.push(...(await sheets(browser, site.origin, address)));
    }
    for (const address of LOOKED_AT) {
      faults.push(...(await scores(site.origin, address)));
    }
  } finally {
    await browser.close();
    await site.stop();
  }
  console.log(`\n${faults.map((fault) => `${fault}\n`).join("")}${faults.length} faults`);
  return faults.length === 0;
}

/** What a page asks for before anybody touches it, and how much that is. */
async function weight(browser, origin, address) {
  const page = await browser.newPage();
  const sizes = [];
  page.on("response", (response) => {
    const path = new URL(response.url()).pathname;
    sizes.push(response.body().then((body) => ({ path, bytes: gzipSync(body).length })));
  });
  await page.goto(origin + address, { waitUntil: "networkidle" });
  const files = await Promise.all(sizes);
  await page.close();
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const parts = files.map((file) => `${file.path} ${file.bytes}`).join(", ");
  const said = `${address} weighs ${bytes} bytes gzipped in ${files.length} requests: ${parts}`;
  console.log(said);
  return bytes > MOST_BYTES || files.length > MOST_REQUESTS ? [`too heavy: ${said}`] : [];
}

/** How many A4 pages it prints on. */
async function sheets(browser, origin, address) {
  const page = await browser.newPage();
  await page.goto(origin + address, { waitUntil: "load" });
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  await page.close();
  const count = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  console.log(`${address} prints on ${count} A4 pages`);
  return count >= 1 && count <= MOST_SHEETS ? [] : [`${address} prints on ${count} pages`];
}

/** What Lighthouse finds, on a phone as it simulates one. */
async function scores(origin, address) {
  let lacking = [];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const options = { port: PORT, onlyCategories: CATEGORIES, logLevel: "error", output: "json" };
    const { lhr } = await lighthouse(origin + address, options);
    const categories = Object.values(lhr.categories);
    console.log(`${address} ${categories.map(({ id, score }) => `${id} ${Math.round(score * 100)}`).join(", ")}`);
    lacking = categories
      .filter(({ score }) => score < 1)
      .map(({ id, auditRefs }) => `${address} ${id}: ${blamed(auditRefs, lhr.audits).join("; ")}`);
    if (lacking.length === 0) return [];
  }
  return lacking;
}

/** The audits that cost points. */
function blamed(refs, audits) {
  return refs
    .filter(({ weight, id }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => `${audits[id].title} (${id}${audits[id].displayValue ? `, ${audits[id].displayValue}` : ""})`);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node measure.mjs SITE");
  process.exit(2);
}
process.exit((await main(folder)) ? 0 : 1);
