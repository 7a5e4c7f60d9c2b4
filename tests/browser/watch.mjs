// Looks at watch mode in a real browser: `node watch.mjs PROGRAM SITE`.
//
// On a copy of the site's content: what is saved is seen without loading the page by hand, at the same
// place; style sheets are swapped in place; the bar and its panel of findings come and go, take no focus and
// stay closed once closed; the start page filters and stays fresh; a server that is gone is seen. All of it
// under the policy of the pages, and accessible.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

/** What a part of the bar or its panel gives. */
const inBar = (page, selector, give) => page.locator(`#basutbud-watch >> css=${selector}`).first().evaluate(give);
const inAlive = ([words]) => document.getElementById("basutbud-watch")?.shadowRoot.querySelector(".alive").textContent.includes(words);
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

async function look(page, origin, root, opened) {
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
  await until(page, "the bar comes with a finding", inPanel, ".bar:not([hidden]) button[data-name=findings]");
  hold(await inBar(page, "button[data-name=findings]", (element) => element.textContent) === "1 anmärkning", "one finding is counted as one");
  hold(!(await page.isVisible("main > section.findings")), "the page does not say the same");
  await page.focus("main a[type='text/vcard']");
  const focused = () => page.evaluate(() => document.activeElement.outerHTML);
  const link = await focused();
  await inBar(page, "button[data-name=findings]", (element) => element.click());
  await until(page, "the panel opens", inPanel, ".panel:not([hidden]) li code");
  hold(await inBar(page, ".panel li pre mark", (element) => element.textContent.includes("fel")), "it shows the line, with the fault marked");
  hold(await inBar(page, ".panel li", (element) => element.innerText.startsWith("fel: ")), "it says in words how severe it is");
  const explained = await inBar(page, '.panel a[href^="/__basutbud/codes/"]', (element) => element.getAttribute("href"));
  hold((await page.request.get(origin + explained)).status() === 200, `it leads to the explanation (${explained})`);
  await accessible(page, "the panel");
  hold(!existsSync(opened), "nothing is opened unasked");
  await inBar(page, "button[data-name=open]", (element) => element.click());
  await until(page, "what came of opening the editor is said", inAlive, "Öppnad i redigeraren");
  const argument = readFileSync(opened, "utf8");
  hold(/^--goto .*strandvik\.toml:\d+:\d+\n$/.test(argument), `the server opens the editor (${argument.trim()})`);
  await page.focus("main a[type='text/vcard']");
  save((old) => old.replace(/^hsa_id\b.*$/m, 'hsa_id = "fel"').replace(/^phone\b.*$/m, 'phone = "12"'));
  await until(page, "a second finding is counted", () => document.getElementById("basutbud-watch")?.shadowRoot.querySelector("button[data-name=findings]").textContent === "2 anmärkningar");
  await until(page, "an open panel stays open", inPanel, ".panel:not([hidden]) li:nth-child(2)");
  hold(await focused() === link, "the focus stays in the page");
  await page.keyboard.press("Escape");
  await until(page, "Esc closes the panel", inPanel, ".panel[hidden]");
  save((old) => old.replace(/^hsa_id\b.*$/m, 'hsa_id = "fel"').replace(/^name\b.*$/m, 'name = "Hälsocentralen Nyfjärden"'));
  await until(page, "the page is loaded anew", text, "Hälsocentralen Nyfjärden");
  await until(page, "with its bar", inPanel, ".bar:not([hidden])");
  hold(await page.evaluate(inPanel, [".panel[hidden]"]), "a closed panel stays closed");
  hold(await focused() === link, "the focus comes back after loading anew");
  save((old) => old);
  await until(page, "the bar goes when the findings are fixed", isQuiet);

  save(bottom("x = ["));
  await until(page, "the reason comes when the unit cannot be read", inPanel, ".panel.stale:not([hidden]) li");
  hold(await page.evaluate(text, ["Strandvik"]), "the last good page is behind it");
  hold(await focused() === link, "and the focus stays");
  await accessible(page, "the reason");
  await page.keyboard.press("Escape");
  await until(page, "Esc closes it", inPanel, ".panel[hidden]");
  save(bottom("x = [["));
  await page.waitForTimeout(500);
  hold(await page.evaluate(inPanel, [".panel[hidden]"]), "it stays closed as long as the page is not mended");
  save((old) => old);
  await until(page, "it goes when the unit is fixed", isQuiet);

  const region = unit.page.replace(/[^/]+\/$/, "");
  await page.goto(origin + region);
  await page.fill("input[type=search]", "Strandvik");
  await until(page, "the search of the region finds a unit", () => document.querySelector(".results li") !== null);
  save((old) => old.replace(/^name\b.*$/m, 'name = "Hälsocentralen Strandvik i Nyfjärden"'));
  await until(page, "and follows when it is renamed", () => document.querySelector(".results")?.innerText.includes("Nyfjärden"));
  save((old) => old);
  await until(page, "both ways", () => !document.querySelector(".results")?.innerText.includes("Nyfjärden"));
  await page.goto(origin + unit.page);
  await page.waitForTimeout(300);

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
  await until(page, "the start page lists findings", rows, 1);
  save((old) => old.replace(/^hsa_id\b.*$/m, 'hsa_id = "fel"'));
  await until(page, "and new ones as they come", text, "hsa-id-invalid");
  await page.fill("#findings input[name=words]", "hsa-id-invalid");
  await until(page, "and filters them", () => document.querySelectorAll("#findings li").length === 1);
  await accessible(page, "the start page");
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

/** A server that is gone is seen at once, in every tab. */
async function gone(context, origin, root, end) {
  const tabs = [await context.newPage(), await context.newPage()];
  await tabs[0].goto(origin + fileOf(root, STEM).page);
  await tabs[1].goto(`${origin}/__basutbud/`);
  await tabs[1].waitForFunction(() => document.querySelector("#units li") !== null, undefined, { timeout: DEADLINE });
  end();
  for (const tab of tabs) await until(tab, "a tab sees that the server is gone", inPanel, ".bar.away .alive.away");
  hold(await tabs[0].evaluate(inAlive, ["Servern svarar inte"]), "and says so in words");
}

async function main(program, site) {
  const root = mkdtempSync(join(tmpdir(), "basutbud-watch-"));
  cpSync(join(resolve(site), "content"), join(root, "content"), { recursive: true });
  // An editor that writes down what it is given.
  const programs = mkdtempSync(join(tmpdir(), "basutbud-editor-"));
  const opened = join(programs, "opened");
  writeFileSync(join(programs, "code"), `#!/bin/sh\necho "$@" > "${opened}"\n`, { mode: 0o755 });
  process.env.PATH = `${programs}:${process.env.PATH}`;
  const { child, address } = watch(resolve(program), root, "--date", DATE, "--lang", "sv", "--editor", "vscode");
  const ended = new Promise((found) => child.on("exit", found));
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
    await look(page, origin, root, opened);
    await page.close();
    await manyTabs(context, origin, root);
    await gone(context, origin, root, () => child.kill("SIGINT"));
  } finally {
    await browser.close();
    child.kill("SIGINT");
    hold((await ended) === 0, "the program ends cleanly");
    rmSync(root, { recursive: true, force: true });
    rmSync(programs, { recursive: true, force: true });
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
