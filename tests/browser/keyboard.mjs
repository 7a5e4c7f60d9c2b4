// Walks through a page with the Tab key.

/** Everything that can be used must be reached, in view, with visible focus; first a way past the head. */
export async function keyboard(page) {
  const stops = await page.evaluate(gatherStops);
  const faults = [];
  const reached = new Set();
  for (let presses = 0; presses < stops.length + 20; presses++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(describeFocus);
    if (stop === null) break;
    if (presses === 0 && !stop.skips) faults.push(`the first stop is no link past the head: ${stop.html}`);
    if (stop.index !== null) reached.add(stop.index);
    if (!stop.shown) faults.push(`focus is not visible on ${stop.html}`);
    if (!stop.inView) faults.push(`focus is out of view or covered on ${stop.html}`);
  }
  for (const [index, html] of stops.entries()) {
    if (!reached.has(index)) faults.push(`not reached by keyboard: ${html}`);
  }
  return faults;
}

/** In the page: remembers everything that should take focus, and how it looks without. */
function gatherStops() {
  const looks = (element) => {
    const style = getComputedStyle(element);
    return [
      style.backgroundColor,
      style.borderColor,
      style.borderStyle,
      style.borderWidth,
      style.boxShadow,
      style.color,
      style.textDecorationLine,
      style.textDecorationStyle,
      style.textDecorationThickness,
    ].join("|");
  };
  const candidates = "a[href], area[href], button, input, select, textarea, summary, [tabindex], [contenteditable]";
  const stops = [...document.querySelectorAll(candidates)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(":disabled, [type=hidden]") && element.checkVisibility(),
  );
  globalThis.basutbudStops = stops;
  globalThis.basutbudLooks = looks;
  globalThis.basutbudBefore = stops.map(looks);
  return stops.map((element) => element.outerHTML.slice(0, 120));
}

/** In the page: what has focus now; nothing when the walk has left the page. */
function describeFocus() {
  const element = document.activeElement;
  if (element === null || element === document.body || element === document.documentElement) return null;
  const { basutbudStops: stops, basutbudLooks: looks, basutbudBefore: before } = globalThis;
  const found = stops.indexOf(element);
  const style = getComputedStyle(element);
  const outlined =
    style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && !/, 0\)$|transparent/.test(style.outlineColor);
  const changed = found >= 0 && looks(element) !== before[found];
  const box = [...element.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
  const inView = () => {
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return top !== null && (element.contains(top) || top.contains(element));
  };
  const target = element.getAttribute("href") ?? "";
  return {
    index: found >= 0 ? found : null,
    html: element.outerHTML.slice(0, 120),
    shown: outlined || changed,
    inView: box !== undefined && inView(),
    // Where nothing of the head can be stopped at, there is nothing to skip.
    skips: element.closest("main") !== null || (target.startsWith("#") && document.getElementById(target.slice(1)) !== null),
  };
}
