// Checks a language that is written from right to left, and pages on paper: `node languages.mjs SITE RTL`,
// with the example site and the built case right-to-left.
//
// - An Arabic page has its direction, and what it shows in Swedish and English is marked, with theirs.
// - Numbers of phones keep their order of digits, and the page mirrors that of a Swedish reader.
// - It fits 320 pixels, has no violation that axe-core finds, and leads to itself in each language.
// - The style sheet says nothing of left and right.
// - A unit with everything is printed on at most two A4 pages.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const UNIT = "kusten/vardcentralen-fyren/";
const ARABIC = ["", "kusten/", "kusten/a-o/", "kusten/basutbud/", UNIT, "tillganglighet/", "om/"];
const PRINTED = ["/kalmar/strandvik/", "/en/kalmar/strandvik/", "/vgr/vardcentralen-lindangen/"];

const faults = [];
const owed = (holds, what) => holds || faults.push(what);

/** What is wrong with the direction and the languages of the page that is open. */
function directions() {
  const faults = [];
  const { lang, dir } = document.documentElement;
  if (lang !== "ar" || dir !== "rtl") faults.push(`is ${lang} and ${dir}`);
  for (const part of document.body.querySelectorAll("[lang=sv], [lang=en]")) {
    const isLink = part.matches("a[hreflang]");
    if (!isLink && getComputedStyle(part).direction !== "ltr") faults.push(`${part.outerHTML} is not ltr`);
  }
  const latin = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (latin.nextNode()) {
    const { data, parentElement } = latin.currentNode;
    const isSwedish = /[åäöÅÄÖ]/.test(data) && !/Strandköping|A.*Ö/.test(data) && !/\p{Script=Arabic}/u.test(data);
    if (isSwedish && parentElement.closest("[lang]").lang !== "sv") faults.push(`"${data.trim()}" is not marked as Swedish`);
  }
  for (const phone of document.querySelectorAll(".phone")) {
    const node = phone.firstChild;
    const left = (from) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, from + 1);
      return range.getBoundingClientRect().left;
    };
    if (left(0) > left(node.data.length - 1)) faults.push(`the digits of ${node.data} are turned`);
  }
  const title = document.querySelector(".site-title").getBoundingClientRect();
  const heading = document.querySelector("h1").getBoundingClientRect();
  const { scrollWidth, clientWidth } = document.documentElement;
  if (title.right !== heading.right || title.left < clientWidth - heading.right) faults.push("is not mirrored");
  if (scrollWidth > clientWidth) faults.push(`is ${scrollWidth} pixels wide where ${clientWidth} are there`);
  return faults;
}

/** What the style sheets say of left and right. */
function physical() {
  const found = [];
  const sides = /(^|[\s;{-])(left|right)\s*:|(margin|padding|border|scroll-margin)-(left|right)|(float|clear|text-align)\s*:\s*(left|right)/;
  const uneven = /(?:margin|padding|inset)\s*:\s*[^\s;]+ ([^\s;]+) [^\s;]+ ([^\s;]+)\s*;/;
  const look = (rules) => {
    for (const rule of rules) {
      if (rule.cssRules?.length) look(rule.cssRules);
      if (!rule.style) continue;
      const text = rule.style.cssText;
      const [, right, left] = uneven.exec(text) ?? [];
      if (sides.test(text) || right !== left) found.push(rule.cssText);
    }
  };
  for (const sheet of document.styleSheets) look(sheet.cssRules);
  return found;
}

async function violations(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const result = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join(", ")}`);
  });
}

const [example, rightToLeft] = process.argv.slice(2);
if (rightToLeft === undefined) {
  console.error("usage: node languages.mjs SITE RTL");
  process.exit(2);
}
const browser = await launch();
const arabic = await serve(resolve(rightToLeft));
const page = await browser.newPage({ reducedMotion: "reduce" });
for (const route of ARABIC) {
  for (const width of [320, 1280]) {
    const where = `/ar/${route} at ${width}`;
    await page.setViewportSize({ width, height: 800 });
    const response = await page.goto(`${arabic.origin}/ar/${route}`);
    owed(response.status() === 200, `${where}: status ${response.status()}`);
    for (const fault of await page.evaluate(directions)) owed(false, `${where}: ${fault}`);
    for (const fault of await violations(page)) owed(false, `${where}: ${fault}`);
  }
  const targets = await page.$$eval(".languages a", (links) => links.map((link) => link.getAttribute("href")).sort());
  const expected = [`/${route}`, `/en/${route}`].sort();
  owed(JSON.stringify(targets) === JSON.stringify(expected), `/ar/${route}: switches to ${targets}`);
  const hreflang = await page.$$eval("link[hreflang]", (links) => links.map((link) => link.hreflang).join());
  owed(hreflang === "sv,en,ar,x-default", `/ar/${route}: hreflang ${hreflang}`);
}
for (const rule of await page.evaluate(physical)) owed(false, `the style sheet names a side: ${rule}`);
await arabic.stop();

const site = await serve(resolve(example));
for (const address of PRINTED) {
  await page.goto(site.origin + address);
  const paper = await page.pdf({ format: "A4", preferCSSPageSize: true });
  const pages = paper.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
  owed(pages === 1 || pages === 2, `${address} is printed on ${pages} pages`);
}
await site.stop();
await browser.close();
for (const fault of faults) console.log(fault);
console.log(`${ARABIC.length} pages from right to left, ${PRINTED.length} on paper: ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
