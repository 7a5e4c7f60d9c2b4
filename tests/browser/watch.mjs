// Looks at watch mode in a real browser: `node watch.mjs PROGRAM SITE`.
//
// On a copy of the site's content: what is saved is seen without loading the page by hand, at the same
// place; style sheets are swapped in place; the panel of findings and the overlay come and go; the page
// of findings filters and stays fresh. All of it under the policy of the pages, and accessible.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { watch } from "./program.mjs";

const DEADLINE = 30_000;
const DATE = "2026-11-21";
const STEM = "strandvik";
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

function fileOf(root, stem) {
  const folder = join(root, "content");
  const file = readdirSync(folder, { recursive: true }).find((path) => path.endsWith(`/${stem}.toml`));
  return { path: join(folder, file), page: `/${file.split("/")[0]}/${stem}/` };
}

const faults = [];
/** axe-core tries inline styles, which the policy forbids and the console tells. */
let hearsConsole = true;

function hold(holds, what) {
  console.log(`${holds ? "ok    " : "FAILED"} ${what}`);
  if (!holds) faults.push(what);
}

/** Waits in the page until something holds. */
async function until(page, what, holds, ...values) {
  const held = await page.waitForFunction(holds, values, { timeout: DEADLINE, polling: 50 }).then(
    () => true,
    () => false,
  );
  hold(held, what);
}

const text = ([words]) => document.body.innerText.includes(words);
const inPanel = ([selector]) => document.getElementById("basutbud-watch")?.shadowRoot.querySelector(selector) !== null
  && document.getElementById("basutbud-watch") !== null;
const isQuiet = () => document.getElementById("basutbud-watch") === null;

async function accessible(page, what) {
  hearsConsole = false;
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags) => {
    const result = await globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  }, TAGS);
  hearsConsole = true;
  hold(violations.length === 0, `${what} is accessible${violations.map((violation) => `\n       ${violation}`).join("")}`);
}

async function look(page, origin, root) {
  const unit = fileOf(root, STEM);
  const original = readFileSync(unit.path, "utf8");
  const save = (change) => writeFileSync(unit.path, change(original));
  const bottom = (line) => (old) => `${old}\n${line}\n`;

  await page.goto(origin + unit.page);
  await until(page, "a page without findings has no panel", isQuiet);

  await page.evaluate(() => scrollTo(0, 400));
  const before = await page.evaluate(() => scrollY);
  save((old) => old.replace(/^name\b.*$/m, 'name = "Hälsocentralen Nyfjärden"'));
  await until(page, "a saved name is seen", text, "Hälsocentralen Nyfjärden");
  await page.waitForTimeout(200);
  const after = await page.evaluate(() => scrollY);
  hold(before > 0 && Math.abs(before - after) < 20, `the place in the page is kept (${before}, ${after})`);

  save((old) => old.replace(/^hsa_id\b.*$/m, 'hsa_id = "fel"'));
  await until(page, "the panel comes with a finding", inPanel, "details.panel li code");
  await page.evaluate(() => {
    document.getElementById("basutbud-watch").shadowRoot.querySelector("summary").click();
  });
  const editor = await page.evaluate(
    () => document.getElementById("basutbud-watch").shadowRoot.querySelector("a").href,
  );
  hold(editor.startsWith("vscode://file/") && editor.includes(`${STEM}.toml:`), `the panel opens the editor (${editor})`);
  await accessible(page, "the panel");
  save((old) => old);
  await until(page, "the panel goes when the finding is fixed", isQuiet);

  save(bottom("x = ["));
  await until(page, "the overlay comes when the unit cannot be read", inPanel, "section.overlay li");
  hold(await page.evaluate(text, ["Strandvik"]), "the last good page is behind it");
  await accessible(page, "the overlay");
  save((old) => old);
  await until(page, "the overlay goes when the unit is fixed", isQuiet);

  await page.evaluate(() => { globalThis.mark = true; });
  const sheet = join(root, "themes/default/assets/site.css");
  mkdirSync(dirname(sheet), { recursive: true });
  writeFileSync(sheet, "body { background: rgb(1, 2, 3) }");
  await until(page, "a saved style sheet is seen", () => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
  hold(await page.evaluate(() => globalThis.mark === true), "without loading the page again");
  rmSync(join(root, "themes"), { recursive: true });
  await until(page, "and it goes", () => getComputedStyle(document.body).backgroundColor !== "rgb(1, 2, 3)");

  await page.goto(`${origin}/__basutbud/`);
  const rows = ([least]) => document.querySelectorAll("#findings li").length >= least;
  await until(page, "the page of findings lists them", rows, 1);
  save((old) => old.replace(/^hsa_id\b.*$/m, 'hsa_id = "fel"'));
  await until(page, "and new ones as they come", text, "hsa-id-invalid");
  await page.fill("input[name=words]", "hsa-id-invalid");
  await until(page, "and filters them", () => document.querySelectorAll("#findings li").length === 1);
  await accessible(page, "the page of findings");
  save((old) => old);
  await until(page, "and drops what is fixed", () => document.querySelectorAll("#findings li").length === 0);

  await page.goto(`${origin}/kalmar/strandvikk/`);
  hold(await page.evaluate((address) => document.querySelector(`a[href="${address}"]`) !== null, unit.page), "a missing page names a near one");
}

/** More tabs than a browser has connections to a server: all load, and all see what is saved. */
async function manyTabs(context, origin, root) {
  const unit = fileOf(root, STEM);
  const tabs = [];
  for (let at = 1; at <= 8; at += 1) {
    const tab = await context.newPage();
    const loaded = await tab.goto(origin + unit.page, { timeout: DEADLINE }).then(() => true, () => false);
    hold(loaded, `tab ${at} loads`);
    tabs.push(tab);
  }
  const before = readFileSync(unit.path, "utf8");
  const save = (name) => writeFileSync(unit.path, before.replace(/^name\b.*$/m, `name = "${name}"`));
  save("Enheten Alla Flikar");
  for (const tab of tabs) await until(tab, "a tab sees what is saved", text, "Enheten Alla Flikar");
  // The one that listens goes; another takes over.
  await tabs.shift().close();
  save("Enheten Resten");
  for (const tab of tabs) await until(tab, "and without the first", text, "Enheten Resten");
  for (const tab of tabs) await tab.close();
  writeFileSync(unit.path, before);
}

async function main(program, site) {
  const root = mkdtempSync(join(tmpdir(), "basutbud-watch-"));
  cpSync(join(resolve(site), "content"), join(root, "content"), { recursive: true });
  const { child, address } = watch(resolve(program), root, "--date", DATE, "--lang", "sv");
  const browser = await launch();
  try {
    const origin = await address;
    const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: { width: 1280, height: 700 } });
    const page = await context.newPage();
    page.on("console", (message) => {
      const missing = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && hearsConsole && !missing) hold(false, `the console is quiet: ${message.text()}`);
    });
    page.on("pageerror", (error) => hold(false, `the scripts have no fault: ${error.message}`));
    page.on("request", (request) => {
      if (!request.url().startsWith(origin)) hold(false, `no other host is asked: ${request.url()}`);
    });
    await look(page, origin, root);
    await page.close();
    await manyTabs(context, origin, root);
  } finally {
    await browser.close();
    const ended = new Promise((found) => child.on("exit", found));
    child.kill("SIGINT");
    hold((await ended) === 0, "the program ends cleanly");
    rmSync(root, { recursive: true, force: true });
  }
  console.log(`\n${faults.length} faults`);
  return faults.length === 0;
}

const [program, site] = process.argv.slice(2);
if (site === undefined) {
  console.error("usage: node watch.mjs PROGRAM SITE");
  process.exit(2);
}
process.exit((await main(program, site)) ? 0 : 1);
