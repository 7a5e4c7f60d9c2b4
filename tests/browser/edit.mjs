// Edits units in a real browser: `node edit.mjs PROGRAM SITE`.
//
// On a copy of the site's content, in both languages and at the width of a phone: findings at their fields
// while somebody types, two browsers with one unit, the form without scripts, the bar of the unit's page and
// the start page. By keyboard alone, the ten commonest tasks of editors:
//
//  1. another telephone number          6. other hours on a day
//  2. other opening hours               7. a text about the unit
//  3. a day when the unit is closed     8. the address of an e-service
//  4. a closure that is over goes       9. an answer to a question of the rule set
//  5. a notice                         10. the page has been read through, and that undone
//
// All of it accessible.

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
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
    const isThere = await page.evaluate((wanted) => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.matches(wanted) ?? false;
    }, selector);
    if (isThere) return true;
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

/** Types a day into a field with the keys of the browser's own language. */
async function typeDay(page, name, [year, month, day]) {
  await tabTo(page, `[name="${name}"]`);
  await page.keyboard.type(`${month}${day}${year}`);
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

/** The bar of the unit's page. */
async function bar(page, origin, file, at, width) {
  const inBar = ([selector]) => document.getElementById("basutbud-watch")?.shadowRoot.querySelector(selector) != null;
  await page.goto(`${origin}/kalmar/strandvik/`);
  await until(page, `${at}: the page has its bar`, inBar, '.bar a[data-name=edit]');
  const href = await page.locator("#basutbud-watch >> css=a[data-name=edit]").getAttribute("href");
  hold(href === FORM, `${at}: the bar leads to the form (${href})`);
  await accessible(page, `${at}: the page with its bar`);
  const isNarrow = width < 900;
  const openMore = async () => {
    if (!isNarrow) return;
    await tabTo(page, ".bar button.more");
    if (await page.evaluate(() => document.getElementById("basutbud-watch").shadowRoot.querySelector(".more").ariaExpanded !== "true")) await page.keyboard.press("Enter");
  };
  await openMore();
  await accessible(page, `${at}: the bar, unfolded`);
  hold(!(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)), `${at}: the bar is not wider than the window`);
  const before = readFileSync(file, "utf8");
  await tabTo(page, "[data-name=reviewed]");
  await page.keyboard.press("Enter");
  await until(page, `${at}: task 10: the page has been read through`, ([selector]) => {
    const undo = document.getElementById("basutbud-watch")?.shadowRoot.querySelector(selector);
    return undo != null && !undo.hidden;
  }, "[data-name=undo]");
  hold(readFileSync(file, "utf8").includes(`= ${DATE}`), `${at}: task 10: the file says so`);
  await openMore();
  await page.locator("#basutbud-watch >> css=a[data-name=changes]").click();
  await page.waitForURL(/changes\/kalmar\/strandvik$/);
  hold((await page.innerText("main")).includes(DATE), `${at}: what is changed is shown`);
  const isStyled = await page.evaluate(() => [...document.styleSheets].some((sheet) => sheet.href?.endsWith("changes.css") && sheet.cssRules.length > 0));
  hold(isStyled, `${at}: with its style`);
  await accessible(page, `${at}: what is changed`);
  await page.goto(`${origin}/kalmar/strandvik/`);
  await until(page, `${at}: it can be undone`, ([selector]) => document.getElementById("basutbud-watch")?.shadowRoot.querySelector(selector)?.hidden === false, "[data-name=undo]");
  await openMore();
  await tabTo(page, "[data-name=undo]");
  await page.keyboard.press("Enter");
  const end = Date.now() + DEADLINE;
  while (readFileSync(file, "utf8") !== before && Date.now() < end) await page.waitForTimeout(50);
  hold(readFileSync(file, "utf8") === before, `${at}: task 10: and undone`);
  await until(page, `${at}: then there is nothing to undo`, ([selector]) => document.getElementById("basutbud-watch")?.shadowRoot.querySelector(selector)?.hidden === true, "[data-name=undo]");
  if (!isNarrow) {
    await tabTo(page, "[data-name=phone]");
    await page.keyboard.press("Enter");
    const wide = await page.locator("#basutbud-watch >> css=iframe.phone").evaluate((frame) => frame.clientWidth);
    hold(wide === 360, `${at}: the page as on a phone is beside (${wide})`);
    await page.keyboard.press("Enter");
    await until(page, `${at}: and goes`, ([selector]) => document.getElementById("basutbud-watch").shadowRoot.querySelector(selector) === null, "iframe.phone");
  }
  await openMore();
  await page.locator("#basutbud-watch >> css=.languages a").click();
  await page.waitForURL(/\/en\/kalmar\/strandvik\/$/);
  hold(true, `${at}: the bar leads to the other language`);
  await page.goto(`${origin}/kalmar/strandvik/`);
  await page.waitForSelector("[data-basutbud-part=hours]");
  await tabTo(page, "[data-basutbud-part=hours]");
  await page.keyboard.press("Enter");
  await page.waitForURL(/edit\/kalmar\/strandvik#hours$/);
  hold(true, `${at}: a part of the page opens its part of the form`);
  const live = page.frameLocator("#live");
  await live.locator("[data-basutbud-part=contact]").click();
  await until(page, `${at}: and so it does beside the form`, () => document.activeElement.closest("section")?.id === "contact");
}

/** The start page. */
async function start(page, origin, at) {
  await page.goto(`${origin}/__basutbud/`);
  await until(page, `${at}: the start page lists units`, () => document.querySelectorAll("#units li").length > 10);
  await accessible(page, `${at}: the start page`);
  hold(!(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)), `${at}: the start page is not wider than the window`);
  await tabTo(page, "#units input[name=words]");
  await page.keyboard.type("strandvik");
  await until(page, `${at}: a unit is found`, () => document.querySelectorAll("#units li").length === 1);
  hold(await page.evaluate((form) => document.querySelector(`#units li a[href="${form}"]`) !== null, FORM), `${at}: with the way to its form`);
  await page.fill("#units input[name=words]", "");
  await tabTo(page, "#units input[name=mine]");
  await page.keyboard.press("Space");
  await until(page, `${at}: without a mailbox nothing is mine`, () => document.querySelectorAll("#units li").length === 0);
  const mail = await page.evaluate(async () => {
    const all = await (await fetch("/__basutbud/units.json")).json();
    return all.units.find((unit) => unit.responsible[1] !== "").responsible[1];
  });
  await type(page, "mail", mail);
  await until(page, `${at}: my units are those of my mailbox`, ([wanted]) => {
    const rows = [...document.querySelectorAll("#units li")];
    return rows.length > 0 && rows.every((row) => row.innerText.includes(wanted));
  }, mail);
  await page.reload();
  await until(page, `${at}: the browser remembers it`, ([wanted]) => {
    const rows = [...document.querySelectorAll("#units li")];
    return rows.length > 0 && rows.every((row) => row.innerText.includes(wanted));
  }, mail);
  hold(!page.url().includes("@"), `${at}: and the address does not`);
}

/** A new unit, and another address for it. */
async function newUnit(page, origin, at, width) {
  await page.goto(`${origin}/__basutbud/`);
  await page.click('a[href="/__basutbud/new"]');
  await accessible(page, `${at}: the choice of a region`);
  await page.click('a[href="/__basutbud/new?region=kalmar"]');
  await accessible(page, `${at}: the form of a new unit`);
  hold(!(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)), `${at}: the form of a new unit is not wider than the window`);
  await type(page, "name", "Strandvik");
  await tabTo(page, "#new button.main");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=alert]");
  hold(await page.inputValue("[name=name]") === "Strandvik", `${at}: a taken address is told, and what was written stays`);
  await type(page, "name", `Mottagningen Nybygget ${width}`);
  await tabTo(page, "#new button.main");
  await page.keyboard.press("Enter");
  await page.waitForURL(/edit\/kalmar\/mottagningen-nybygget-\d+\?new$/);
  await accessible(page, `${at}: the form of the new unit`);
  hold(await page.inputValue("[name=name]") === `Mottagningen Nybygget ${width}`, `${at}: a unit is made`);
  await type(page, "slug", "nybygget");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/edit\/kalmar\/nybygget\?renamed$/);
  await page.goto(`${origin}/kalmar/mottagningen-nybygget-${width}/`);
  await page.waitForURL(/\/kalmar\/nybygget\/$/);
  hold(true, `${at}: the old address leads to the new one`);
}

async function tasks(browser, origin, file, lang, width) {
  const context = await browser.newContext({ locale: "en-US", viewport: { width, height: 800 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => hold(false, `the scripts have no fault: ${error.message}`));
  const at = `${lang}, ${width} pixels`;
  await bar(page, origin, file, at, width);
  await start(page, origin, at);
  await newUnit(page, origin, at, width);
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
  await save(page, file, "0980-31 92 44", `${at}: task 1: a telephone number`);
  await type(page, "hours/opening/fri", "7.30-15");
  await save(page, file, 'fri = "07:30-15:00"', `${at}: task 2: opening hours, as they are meant`);
  await press(page, "add:closures");
  await until(page, `${at}: a closure is added with the focus in it`, () => document.activeElement?.name === "closures/2/from");
  await typeDay(page, "closures/2/from", ["2027", "04", "02"]);
  await typeDay(page, "closures/2/to", ["2027", "04", "05"]);
  await save(page, file, "from = 2027-04-02", `${at}: task 3: a day when the unit is closed`);
  await press(page, "remove:closures/2");
  await until(page, `${at}: a closure is removed`, () => document.querySelector('[name="closures/2/from"]') === null);
  await press(page, "add:notices");
  await until(page, `${at}: a notice is added`, () => document.activeElement?.name === "notices/1/from");
  await type(page, "notices/1/text", "Julstängt.");
  await save(page, file, "Julstängt.", `${at}: task 5: a notice`);
  hold(!readFileSync(file, "utf8").includes("2027-04-02"), `${at}: task 4: and the closure is gone`);
  const rows = await page.locator("button[value^='remove:special_hours/']").count();
  await press(page, "add:special_hours");
  await until(page, `${at}: other hours are added`, ([row]) => document.querySelector(`[name^="special_hours/${row}/"]`) !== null, rows);
  await typeDay(page, `special_hours/${rows}/date`, ["2027", "05", "12"]);
  await type(page, `special_hours/${rows}/opening`, "8-12");
  await save(page, file, "date = 2027-05-12", `${at}: task 6: other hours on a day`);
  const about = join(dirname(file), "strandvik.md");
  await tabTo(page, '[name="about.sv"]');
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("\n\nVi har flyttat in i nya lokaler.");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await until(page, `${at}: the toolbar makes a heading, which is chosen`, () => {
    const { value, selectionStart: from, selectionEnd: to } = document.activeElement;
    return /\n## $/.test(value.slice(0, from)) && value.slice(from, to) === (document.documentElement.lang === "sv" ? "Rubrik" : "Heading");
  });
  await page.keyboard.type("Hitta hit");
  await page.evaluate(() => { document.querySelector("details.preview").open = true; });
  await until(page, `${at}: the preview follows what is typed`, () => [...document.querySelectorAll("#r-about-sv :is(h2, h3, h4)")].some((heading) => heading.textContent === "Hitta hit"));
  await accessible(page, `${at}: the preview of a text`);
  await save(page, about, "## Hitta hit", `${at}: task 7: with a heading`);
  await save(page, about, "Vi har flyttat in i nya lokaler.", `${at}: task 7: a text about the unit`);
  const service = await page.evaluate(() => document.querySelector('#services input[name^="services/"][name$="/url"], #services input[name^="services/"]').name);
  await type(page, service, `https://e-tjanster.example/${width}`);
  await save(page, file, `https://e-tjanster.example/${width}`, `${at}: task 8: the address of an e-service`);
  await type(page, service, " ");
  await until(page, `${at}: a service that is lacking is told`, () => document.querySelector("#lacking-services:not([hidden]) a") !== null);
  await accessible(page, `${at}: the form with a service lacking`);
  await tabTo(page, "#services .finding button[value^='exempt:']");
  await page.keyboard.press("Enter");
  await until(page, `${at}: the button at the finding adds an exemption, with the focus in it`, () => document.activeElement?.name?.startsWith("exemptions/"));
  page.once("dialog", (dialog) => dialog.accept());
  await page.goto(origin + FORM);
  const answer = await page.evaluate(() => {
    const field = document.querySelector("#activities select");
    return { name: field.name, value: field.value === "true" ? "false" : "true" };
  });
  await tabTo(page, `[name="${answer.name}"]`);
  await page.keyboard.press(answer.value === "true" ? "Home" : "End");
  if (answer.value === "true") await page.keyboard.press("ArrowDown");
  const key = answer.name.split("/").pop();
  await save(page, file, "", `${at}: the answer is saved`);
  hold(new RegExp(`^"?${key}"?\\s*=\\s*${answer.value}`, "m").test(readFileSync(file, "utf8")), `${at}: task 9: an answer to a question`);

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
