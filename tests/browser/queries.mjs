// Asks what people ask: each question of `queries.json` has among its first five what stands beside it.

import { readFileSync } from "node:fs";

const QUERIES = JSON.parse(readFileSync(new URL("queries.json", import.meta.url), "utf8"));
const FIRST = 5;

/** Asks all questions of the table, on the pages that they are asked on; gives those that are not answered. */
export async function ask(page, origin) {
  const unanswered = [];
  let on;
  for (const [start, query, names] of QUERIES) {
    if (start !== on) {
      await page.goto(origin + start);
      await page.waitForSelector("#finder:not([hidden])");
      on = start;
    }
    // As the form asks, without a page for each.
    await page.evaluate((q) => {
      document.querySelector(".search-heading").textContent = "";
      history.pushState(null, "", `?${new URLSearchParams({ q })}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }, query);
    await page.waitForFunction(() => document.querySelector(".search-heading").textContent !== "", undefined, { timeout: 10_000 });
    const found = (await page.locator(".results li > a").allTextContents()).slice(0, FIRST);
    const missing = names.filter((name) => !found.includes(name));
    if (missing.length > 0) unanswered.push(`${start} “${query}”: no ${missing.join(", no ")} among ${found.join(", ") || "nothing"}`);
  }
  return { asked: QUERIES.length, unanswered };
}
