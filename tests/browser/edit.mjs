// Edits units in a real browser: `node edit.mjs PROGRAM SITE`.
//
// On a copy of the site's content, in both languages, by keyboard alone and at the width of a phone: the
// commonest tasks, findings at their fields while somebody types, two browsers with one unit, and the form
// without scripts. All of it accessible.

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { watch } from "./program.mjs";

const DEADLINE = 30_000;
const DATE = "2026-11-21";
const FORM = "/__basutbud/edit/kalmar/strandvik";
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const faults = [];

function hold(holds, what) {
  console.log(`${holds ? "ok    " : "FAILED"} ${what}`);
  if (!holds) faults.push(what);
}

async function until(page, what, holds, ...values) {
  const held = await page.waitForFunction(holds, values, { timeout: DEADLINE, polling: 50 }).then(() => true, () => false);
  hold(held, what);
}

async function accessible(page, what) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags) => {
    const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], iframes: false };
    const result = await globalThis.axe.run(document, options);
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  }, TAGS);
  hold(violations.length === 0, `${what} is accessible${violations.map((violation) => `\n       ${violation}`).join("")}`);
}

/** Moves the focus to an element with Tab alone. */
async function tabTo(page, selector) {
  for (let times = 0; times < 600; times += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return true;
    await page.keyboard.press("Tab");
  }
  hold(false, `${selector} is reached with Tab`);
  return false;
}

async function type(page, name, text) {
  await tabTo(page, `[name="${name}"]`);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}

async function press(page, value) {
  await tabTo(page, `button[value="${value}"]`);
  await page.keyboard.press("Enter");
}

/** Saves with the keyboard, and waits for what the file then says. */
async function save(page, file, words, what) {
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); window.isBeforeSave = true; });
  await page.focus("button.main");
  await page.keyboard.press("Enter");
  const end = Date.now() + DEADLINE;
  while (!readFileSync(file, "utf8").includes(words) && Date.now() < end) await page.waitForTimeout(50);
  hold(readFileSync(file, "utf8").includes(words), what);
  await saved(page);
}

/** Waits for the page that follows a save; its address may be that of the page before. */
async function saved(page) {
  await page.waitForFunction(() => !window.isBeforeSave && location.search === "?saved", undefined, { timeout: DEADLINE });
  await page.waitForLoadState("load");
}

async function tasks(browser, origin, file, lang, width) {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => hold(false, `the scripts have no fault: ${error.message}`));
  const at = `${lang}, ${width} pixels`;
  await page.goto(`${origin}/kalmar/strandvik/`);
  await page.waitForFunction(() => document.getElementById("basutbud-watch")?.shadowRoot.querySelector("nav.edit a") != null, null, { timeout: DEADLINE });
  const href = await page.evaluate(() => document.getElementById("basutbud-watch").shadowRoot.querySelector("nav.edit a").getAttribute("href"));
  hold(href === FORM, `${at}: the page leads to its form (${href})`);
  await page.goto(origin + FORM);
  await accessible(page, `${at}: the form`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  hold(!overflow, `${at}: nothing is wider than the window`);

  await type(page, "contact/phone", "12");
  await until(page, `${at}: a wrong number is found while it is typed`, () => document.querySelector("#f-contact--phone .error, #f-contact--phone .warning") !== null);
  hold(await page.evaluate(() => document.activeElement.name) === "contact/phone", `${at}: the focus stays in the field`);
  await accessible(page, `${at}: the form with a finding`);
  await type(page, "contact/phone", "0980-31 92 44");
  await until(page, `${at}: and gone when it is right`, () => document.querySelector("#f-contact--phone .finding") === null);
  await save(page, file, "0980-31 92 44", `${at}: a phone number is saved`);
  await type(page, "hours/opening/fri", "7.30-15");
  await save(page, file, 'fri = "07:30-15:00"', `${at}: hours are saved as they are meant`);
  await press(page, "add:closures");
  await until(page, `${at}: a closure is added with the focus in it`, () => document.activeElement?.name === "closures/2/from");
  await page.fill('[name="closures/2/from"]', "2027-04-02");
  await page.fill('[name="closures/2/to"]', "2027-04-05");
  await save(page, file, "from = 2027-04-02", `${at}: a closure is saved`);
  await press(page, "remove:closures/2");
  await until(page, `${at}: a closure is removed`, () => document.querySelector('[name="closures/2/from"]') === null);
  await press(page, "add:notices");
  await until(page, `${at}: a notice is added`, () => document.activeElement?.name === "notices/1/from");
  await type(page, "notices/1/text", "Julstängt.");
  await save(page, file, "Julstängt.", `${at}: a notice is saved`);
  hold(!readFileSync(file, "utf8").includes("2027-04-02"), `${at}: and the closure is gone`);
  await page.evaluate(() => { window.isBeforeSave = true; });
  await press(page, "reviewed");
  await saved(page);
  await page.waitForTimeout(300);
  hold(readFileSync(file, "utf8").includes(`= ${DATE}`), `${at}: the page is read through`);

  const other = await (await browser.newContext()).newPage();
  await other.goto(origin + FORM);
  await page.goto(origin + FORM);
  await page.fill('[name="contact/phone"]', "0980-31 92 01");
  await save(page, file, "0980-31 92 01", `${at}: the first of two browsers saves`);
  await other.fill('[name="contact/phone"]', "0980-31 92 55");
  await other.click("button.main");
  await until(other, `${at}: the second one is told`, () => document.getElementById("conflict") !== null);
  await accessible(other, `${at}: the two versions`);
  hold(!readFileSync(file, "utf8").includes("92 55"), `${at}: and overwrites nothing`);
  await other.context().close();
  await context.close();

  const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 800 } });
  const still = await plain.newPage();
  await still.goto(origin + FORM);
  await still.fill('[name="contact/phone"]', "0980-31 92 66");
  await still.click("button.main");
  await still.waitForURL(/\?saved$/, { timeout: DEADLINE });
  hold(readFileSync(file, "utf8").includes("92 66"), `${at}: a form is saved without scripts`);
  await plain.close();
}

async function main(program, site) {
  const browser = await launch();
  for (const [lang, width] of [["sv", 1280], ["en", 360]]) {
    const root = mkdtempSync(join(tmpdir(), "basutbud-edit-"));
    cpSync(join(resolve(site), "content"), join(root, "content"), { recursive: true });
    const content = join(root, "content");
    const file = join(content, readdirSync(content, { recursive: true }).find((path) => path.endsWith("/strandvik.toml")));
    const { child, address } = watch(resolve(program), root, "--edit", "--date", DATE, "--lang", lang);
    try {
      await tasks(browser, await address, file, lang, width);
    } catch (error) {
      hold(false, error.message);
    } finally {
      const ended = new Promise((found) => child.on("exit", found));
      child.kill("SIGINT");
      hold((await ended) === 0, "the program ends cleanly");
      rmSync(root, { recursive: true, force: true });
    }
  }
  await browser.close();
  console.log(`\n${faults.length} faults`);
  return faults.length === 0;
}

const [program, site] = process.argv.slice(2);
if (site === undefined) {
  console.error("usage: node edit.mjs PROGRAM SITE");
  process.exit(2);
}
process.exit((await main(program, site)) ? 0 : 1);
