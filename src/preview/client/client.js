// Keeps a page of watch mode fresh: loads it anew when its bytes have changed, swaps style sheets in
// place, and shows a bar with the findings of the page and what can be done with its unit. The server adds
// this script; it is no part of the site.
"use strict";

(() => {
  const script = document.getElementById("basutbud-client");
  const swedish = script.dataset.lang === "sv";
  const words = swedish
    ? { bar: "Förhandsvisning", findings: "anmärkningar", one: "anmärkning", noFindings: "Inga anmärkningar", title: "Anmärkningar på sidan",
        line: "rad", open: "Öppna i redigeraren", page: "Visa sidan", see: "se", explain: "Förklaring", edit: "Redigera",
        all: "Alla enheter och anmärkningar", units: "Alla enheter", close: "Stäng", more: "Mer", reviewed: "Jag har läst hela sidan i dag",
        isReviewed: "Läst i dag", undo: "Ångra senaste sparandet", changes: "Visa vad jag ändrat", phone: "Telefonbredd",
        phoneTitle: "Sidan som på en telefon", older: "Äldre version av sidan",
        none: "Sidan kan inte visas förrän detta är rättat:", stale: "Du ser en äldre version av sidan. Rätta det här, så visas den nya:",
        alive: "Servern är igång", away: "Servern svarar inte. Starta basutbud watch igen.",
        saved: "Sparat.", undone: "Ångrat.", failed: "Det gick inte. Ladda om sidan och försök igen.",
        changed: "Filen är ändrad sedan dess. Öppna Redigera och se efter." }
    : { bar: "Preview", findings: "findings", one: "finding", noFindings: "No findings", title: "Findings on the page",
        line: "line", open: "Open in the editor", page: "Show the page", see: "see", explain: "Explanation", edit: "Edit",
        all: "All units and findings", units: "All units", close: "Close", more: "More", reviewed: "I have read the whole page today",
        isReviewed: "Read today", undo: "Undo the last save", changes: "Show what I have changed", phone: "Phone width",
        phoneTitle: "The page as on a phone", older: "Earlier version of the page",
        none: "The page cannot be shown until this is fixed:", stale: "You see an earlier version of the page. Fix this, and the new one is shown:",
        alive: "The server is running", away: "The server does not answer. Start basutbud watch again.",
        saved: "Saved.", undone: "Undone.", failed: "That did not work. Load the page anew and try again.",
        changed: "The file has changed since. Open Edit and have a look." };
  const own = document.body.classList.contains("own");
  const framed = window.top !== window;
  const OPEN = "basutbud-panel";
  const CLOSED = "basutbud-closed";
  const PHONE = "basutbud-phone";
  const PLACE = "basutbud-place";

  function make(tag, text, properties = {}) {
    const element = Object.assign(document.createElement(tag), properties);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function button(name, text, act) {
    const element = make("button", text, { type: "button" });
    element.dataset.name = name;
    element.addEventListener("click", act);
    return element;
  }

  const host = make("div", undefined, { id: "basutbud-watch", lang: swedish ? "sv" : "en" });
  const root = host.attachShadow({ mode: "open" });
  const style = make("link", undefined, { rel: "stylesheet", href: "/__basutbud/client.css" });
  const box = make("div", undefined, { className: "box" });
  root.append(style, box);

  // Findings

  /** Words with what stands between backticks as code. */
  function said(text) {
    return text.split("`").map((part, at) => (at % 2 === 1 ? make("code", part) : part));
  }

  const named = (place) => `${place.path.split("/").pop()}, ${words.line} ${place.line}`;

  function excerpt(place) {
    const line = make("pre");
    const [before, marked, after] = place.excerpt;
    line.append(before, make("mark", marked), after);
    line.tabIndex = 0;
    line.setAttribute("role", "region");
    line.setAttribute("aria-label", named(place));
    return line;
  }

  function openButton(place) {
    return button("open", words.open, async ({ target }) => {
      const answer = await fetch(place.open).catch(() => null);
      tell(answer === null ? words.away : await answer.text(), target);
    });
  }

  function row(finding) {
    const item = make("li", undefined, { className: finding.severity });
    const message = make("p", undefined, { className: "message" });
    message.append(make("strong", finding.word), ": ", ...said(finding.message));
    if (own && finding.unit) item.append(make("p", finding.unit, { className: "unit" }));
    item.append(message);
    if (finding.help) {
      const help = make("p");
      help.append(...said(finding.help));
      item.append(help);
    }
    if (finding.excerpt) item.append(excerpt(finding));
    for (const other of finding.related) {
      const label = make("p", undefined, { className: "place" });
      label.append(...said(other.label), ` (${named(other)})`);
      item.append(label);
      if (other.excerpt) item.append(excerpt(other));
    }
    const place = make("p", undefined, { className: "place" });
    place.append(make("span", named(finding), { title: finding.path }));
    if (finding.open) place.append(" · ", openButton(finding));
    if (own && finding.page) place.append(" · ", make("a", words.page, { href: finding.page }));
    if (own && finding.form) place.append(" · ", make("a", words.edit, { href: finding.form }));
    if (finding.code !== "site") {
      const link = make("a", undefined, { href: `/__basutbud/codes/${finding.code}` });
      link.append(`${words.explain}: `, make("code", finding.code));
      place.append(" · ", link);
    }
    item.append(place);
    return item;
  }

  /** Brings a list up to date. What has not changed stays where it is, with focus and scroll. */
  function reconcile(list, findings, makeRow = row) {
    const keys = findings.map((finding) => JSON.stringify(finding));
    const wanted = new Set(keys);
    for (const item of [...list.children]) if (!wanted.has(item.dataset.key)) item.remove();
    keys.forEach((key, at) => {
      if (list.children[at]?.dataset.key === key) return;
      const item = [...list.children].slice(at).find((one) => one.dataset.key === key) ?? makeRow(findings[at]);
      item.dataset.key = key;
      list.insertBefore(item, list.children[at] ?? null);
    });
  }
  // The start page shows them alike.
  globalThis.basutbud = { reconcile, row, make, words };

  const count = (number) => (number === 0 ? words.noFindings : `${number} ${number === 1 ? words.one : words.findings}`);

  // The panel

  const panel = make("section", undefined, { className: "panel", hidden: true, id: "panel" });
  const title = make("h2", undefined, { id: "title" });
  const list = make("ul");
  const allLine = make("p");
  allLine.append(make("a", words.all, { href: "/__basutbud/" }));
  panel.setAttribute("aria-labelledby", "title");
  panel.append(title, list, allLine, button("close", words.close, () => closePanel()));

  let isStale = false;

  function openPanel() {
    panel.hidden = false;
    toggle.setAttribute("aria-expanded", "true");
    fit();
  }

  function closePanel() {
    const had = panel.contains(root.activeElement);
    panel.hidden = true;
    toggle.setAttribute("aria-expanded", "false");
    // What somebody closed stays closed: a page that cannot be made, until it can.
    if (isStale) sessionStorage.setItem(CLOSED, location.pathname);
    else sessionStorage.removeItem(OPEN);
    if (had && !toggle.hidden) toggle.focus();
    fit();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (more.getAttribute("aria-expanded") === "true") {
      showMore(false);
      more.focus();
    } else if (!panel.hidden) closePanel();
  });

  // The bar

  const bar = make("section", undefined, { className: "bar" });
  bar.setAttribute("aria-label", words.bar);
  const alive = make("p", undefined, { className: "alive" });
  alive.setAttribute("role", "status");
  const dot = make("span", undefined, { className: "dot" });
  dot.setAttribute("aria-hidden", "true");
  const aliveWords = make("span");
  alive.append(dot, aliveWords);
  const toggle = button("findings", "", () => {
    if (!panel.hidden) {
      closePanel();
      return;
    }
    if (isStale) sessionStorage.removeItem(CLOSED);
    else sessionStorage.setItem(OPEN, "yes");
    openPanel();
  });
  toggle.setAttribute("aria-controls", "panel");
  toggle.setAttribute("aria-expanded", "false");
  const editLink = make("a", words.edit, { className: "edit" });
  editLink.dataset.name = "edit";
  const more = button("more", words.more, () => showMore(more.getAttribute("aria-expanded") !== "true"));
  more.className = "more";
  more.setAttribute("aria-controls", "acts");
  more.setAttribute("aria-expanded", "false");
  const acts = make("div", undefined, { className: "acts", id: "acts" });
  const reviewed = button("reviewed", words.reviewed, () => act("reviewed", words.saved));
  const undo = button("undo", words.undo, () => act("undo", words.undone));
  const changes = make("a", words.changes);
  changes.dataset.name = "changes";
  const phone = button("phone", words.phone, () => showPhone(phone.getAttribute("aria-pressed") !== "true"));
  phone.className = "wide";
  phone.setAttribute("aria-pressed", "false");
  const languages = make("span", undefined, { className: "languages" });
  const start = make("a", words.units, { href: "/__basutbud/" });
  start.dataset.name = "start";
  acts.append(reviewed, undo, changes, phone, languages, start);
  bar.append(editLink, toggle, more, acts, alive);
  box.append(panel, bar);

  function showMore(open) {
    more.setAttribute("aria-expanded", String(open));
    acts.classList.toggle("open", open);
  }

  let away = false;
  let told;
  let tellTimer;

  function showAlive() {
    const text = away ? words.away : told ?? words.alive;
    if (aliveWords.textContent !== text) aliveWords.textContent = text;
    alive.classList.toggle("away", away);
    bar.classList.toggle("away", away);
  }

  /** Says for a while what came of something. */
  function tell(text, near) {
    told = text.trim();
    clearTimeout(tellTimer);
    tellTimer = setTimeout(() => {
      told = undefined;
      showAlive();
    }, 8000);
    showAlive();
    if (own && near) {
      const place = near.parentElement.querySelector("[role=status]") ?? make("span", undefined, { role: "status" });
      near.after(" ", place);
      place.textContent = told;
    }
  }

  function setAway(isAway) {
    if (away === isAway) return;
    away = isAway;
    show(last);
  }

  /** Uses a button of the unit's form: the same protection, and the same smallest edits. */
  async function act(name, done) {
    const form = last?.unit?.form;
    if (!form) return;
    showMore(false);
    try {
      const page = await (await fetch(form)).text();
      const hidden = new DOMParser().parseFromString(page, "text/html").querySelectorAll("#edit input[type=hidden]");
      const body = new URLSearchParams([...hidden].map(({ name: key, value }) => [key, value]));
      body.set("act", name);
      const answer = await fetch(form, { method: "POST", body });
      const isDone = answer.ok && answer.redirected;
      if (isDone) sessionStorage.setItem("basutbud-told", done);
      tell(isDone ? done : answer.status === 409 || answer.ok ? words.changed : words.failed);
      if (isDone) await refresh();
    } catch {
      tell(words.failed);
    }
  }

  // As on a phone

  const frame = make("iframe", undefined, { className: "phone", title: words.phoneTitle });

  function showPhone(open) {
    phone.setAttribute("aria-pressed", String(open));
    if (open) {
      sessionStorage.setItem(PHONE, "yes");
      if (!frame.isConnected) {
        frame.src = location.pathname + location.search;
        box.append(frame);
      }
    } else {
      sessionStorage.removeItem(PHONE);
      frame.remove();
    }
    fit();
  }

  /** Leaves room for what lies over the page, so that nothing of it is out of reach. */
  function fit() {
    const isShown = host.isConnected && !framed;
    const height = isShown ? `${Math.ceil(bar.getBoundingClientRect().height)}px` : "";
    host.style.setProperty("--bar", height || "0px");
    document.body.style.paddingBottom = own ? "" : height;
    document.documentElement.style.scrollPaddingBottom = own ? "" : height;
    document.body.style.marginRight = frame.isConnected && innerWidth >= 900 ? "376px" : "";
  }
  new ResizeObserver(fit).observe(bar);
  addEventListener("resize", fit);

  let last;

  function show(state) {
    if (state === undefined && !away) {
      host.remove();
      return;
    }
    last = state;
    const { unit = null, edit = false, stale = false, findings = [], obstacles = [] } = state ?? {};
    isStale = stale;
    const shown = stale ? obstacles : findings;
    if (!stale) sessionStorage.removeItem(CLOSED);
    bar.hidden = framed;
    const hasBar = !framed && (away || (!own && (edit || stale || findings.length > 0)));
    // Beside its form, a page shows only why it is an older one.
    if (hasBar || (framed && stale)) {
      if (!host.isConnected) document.body.append(host);
    } else host.remove();

    const text = stale ? words.older : count(findings.length);
    if (toggle.textContent !== text) toggle.textContent = text;
    const worst = ["error", "warning", "note"].find((severity) => shown.some((one) => one.severity === severity));
    toggle.className = stale ? "error" : worst ?? "";
    toggle.hidden = own || (!stale && findings.length === 0 && unit === null);
    toggle.disabled = shown.length === 0;
    editLink.hidden = unit === null;
    more.hidden = own || !edit;
    acts.hidden = own || !edit;
    if (unit) {
      editLink.href = unit.form;
      changes.href = unit.changes;
      const links = unit.languages.map(([tag, href]) => {
        const name = new Intl.DisplayNames([swedish ? "sv" : "en"], { type: "language" }).of(tag);
        return make("a", name[0].toUpperCase() + name.slice(1), { href, hreflang: tag });
      });
      if (languages.textContent !== links.map((link) => link.textContent).join("")) languages.replaceChildren(...links);
    }
    for (const part of [reviewed, changes, languages, phone]) part.hidden = unit === null;
    undo.hidden = !(unit && unitState?.undo);
    reviewed.textContent = unitState?.reviewed ? words.isReviewed : words.reviewed;
    reviewed.disabled = unitState?.reviewed ?? false;

    const heading = !stale ? words.title : state.version === null ? words.none : words.stale;
    if (title.textContent !== heading) title.textContent = heading;
    if (stale) panel.setAttribute("role", "alert");
    else panel.removeAttribute("role");
    panel.classList.toggle("stale", stale);
    reconcile(list, shown);
    const wanted = stale ? sessionStorage.getItem(CLOSED) !== location.pathname : sessionStorage.getItem(OPEN) === "yes" && !framed;
    if (shown.length === 0 || !wanted) {
      panel.hidden = true;
      toggle.setAttribute("aria-expanded", "false");
    } else openPanel();
    showAlive();
    // The page says the same in the text: one place is enough.
    for (const block of document.querySelectorAll("main > section.findings[aria-labelledby=findings]")) block.hidden = true;
    if (unit) offerParts(unit.form);
    fit();
  }

  // Parts of the page that open their part of the form

  const PARTS = [
    ["h1", "basic"], [".notices > h2", "notices"], ["#phone", "contact"], ["#hours", "hours"], ["#changes", "special_hours"],
    ["#booking", "visits"], ["#services", "services"], ["#care", "care"], ["#about", "about"], ["#help", "help"], ["#news", "news"],
    ["#find", "visit"], ["#accessibility", "visit"], [".owner > h2", "responsible"],
  ];

  function goTo(part) {
    const section = window.parent.document.getElementById(part);
    if (!section) return;
    section.scrollIntoView();
    const field = section.querySelector("input:not([type=hidden]), select, textarea, button");
    (field ?? section).focus({ preventScroll: field === null });
  }

  function offerParts(form) {
    const beside = framed && window.parent.document.body.classList.contains("editor");
    if ((framed && !beside) || document.querySelector("[data-basutbud-part]")) return;
    for (const [selector, part] of PARTS) {
      const heading = document.querySelector(`main ${selector}`);
      if (!heading) continue;
      const link = make("a", words.edit, { href: `${form}#${part}` });
      link.dataset.basutbudPart = part;
      const name = heading.classList.contains("unseen") ? heading.textContent : heading.innerText;
      link.setAttribute("aria-label", `${words.edit}: ${name.trim()}`);
      Object.assign(link.style, {
        display: "inline-block", padding: "0.25rem 0.5rem", margin: "0 0 0.5rem", minHeight: "24px", boxSizing: "border-box",
        font: "400 0.875rem/1.25 system-ui, sans-serif", border: "1px dashed currentColor", borderRadius: "0.25rem",
      });
      if (beside) {
        link.addEventListener("click", (event) => {
          event.preventDefault();
          goTo(part);
        });
      }
      heading.after(link);
    }
    if (!beside) return;
    // Beside the form, anything in a part that does nothing else leads to its fields.
    document.querySelector("main")?.addEventListener("click", (event) => {
      if (event.target.closest("a, button, input, select, summary, label")) return;
      const section = event.target.closest("section, .unit-head");
      const link = section?.querySelector("[data-basutbud-part]");
      if (link) goTo(link.dataset.basutbudPart);
    });
  }

  // Style sheets, and the page itself

  /** The path of a style sheet in the theme: its address without the hash of its content. */
  const unhashed = (path) => path.replace(/\.[0-9a-f]{10}\.css$/, ".css");

  function swap(styles) {
    const current = new Map(styles.map(([, path]) => [unhashed(path), path]));
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const path = new URL(link.href).pathname;
      const wanted = current.get(unhashed(path));
      if (wanted === undefined || wanted === path) continue;
      const next = link.cloneNode();
      next.addEventListener("load", () => link.remove());
      next.href = wanted;
      link.after(next);
    }
  }

  /** Where an element is in the page, as a selector. */
  function pathOf(element) {
    const parts = [];
    for (let at = element; at && at !== document.body && at.parentElement; at = at.parentElement) {
      if (at.id) return [`#${CSS.escape(at.id)}`, ...parts].join(" > ");
      // By kind: the block of findings, which comes and goes, is of another.
      const alike = [...at.parentElement.children].filter((one) => one.localName === at.localName);
      parts.unshift(`${at.localName}:nth-of-type(${alike.indexOf(at) + 1})`);
    }
    return ["body", ...parts].join(" > ");
  }

  /** Loads the page anew. Focus and what is unfolded come back; the browser itself keeps the scroll. */
  function reload() {
    const focused = document.activeElement;
    // Loaded anew before what was kept came back: it still holds.
    if (isFirst && sessionStorage.getItem(PLACE)) {
      location.reload();
      return;
    }
    const place = {
      path: location.pathname,
      open: [...document.querySelectorAll("main details")].map((details) => details.open),
      bar: focused === host ? root.activeElement?.dataset.name : undefined,
      focus: focused && focused !== document.body && focused !== host ? pathOf(focused) : undefined,
      panel: panel.scrollTop,
    };
    sessionStorage.setItem(PLACE, JSON.stringify(place));
    location.reload();
  }

  function restore() {
    const kept = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    const place = kept ? JSON.parse(kept) : undefined;
    if (place?.path !== location.pathname) return;
    document.querySelectorAll("main details").forEach((details, at) => { details.open = place.open[at] ?? details.open; });
    const target = place.bar ? root.querySelector(`[data-name="${place.bar}"]`) : place.focus && document.querySelector(place.focus);
    // Nothing is taken from somebody who has gone on meanwhile.
    if (target && [null, document.body].includes(document.activeElement)) target.focus({ preventScroll: true });
    panel.scrollTop = place.panel;
  }

  /** Which words the search of a page has; nothing for a page without one. */
  async function searchVersion() {
    const folder = document.querySelector("data[data-units]")?.value;
    if (folder === undefined) return undefined;
    const answer = await fetch(`${folder}ord.json`);
    return answer.ok ? (await answer.json()).version : undefined;
  }

  let version = script.dataset.version;
  let search;
  let unitState;
  let turn = 0;
  let isFirst = true;

  async function refresh() {
    document.dispatchEvent(new Event("basutbud-change"));
    if (own && (location.pathname === "/__basutbud/" || document.body.classList.contains("editor"))) {
      setAway(false);
      return;
    }
    const mine = ++turn;
    const answer = await fetch(`/__basutbud/state.json?path=${encodeURIComponent(location.pathname.slice(1))}`);
    const state = await answer.json();
    const can = state.unit && !framed ? await (await fetch(`${state.unit.form}?state`)).json().catch(() => null) : null;
    if (mine !== turn) return;
    if ((state.version ?? "") !== version && (state.version !== null || !state.stale)) {
      reload();
      return;
    }
    away = false;
    unitState = can;
    swap(state.styles);
    show(state);
    if (isFirst) {
      isFirst = false;
      const done = sessionStorage.getItem("basutbud-told");
      if (done) tell(done);
      if (!framed && state.unit && sessionStorage.getItem(PHONE) === "yes") showPhone(true);
      restore();
    }
    sessionStorage.removeItem("basutbud-told");
    const now = await searchVersion();
    if (mine !== turn) return;
    if (search !== undefined && now !== undefined && search !== now) reload();
    search = now;
  }

  const fresh = () => refresh().catch(() => setAway(true));

  let seen = null;
  function take(news) {
    if (news === "away") {
      seen = null;
      setAway(true);
    } else if (news !== seen) {
      seen = news;
      fresh();
    }
  }

  // A browser opens six connections to a server and no more, so one tab listens and tells the others.
  const tabs = new BroadcastChannel("basutbud");
  tabs.addEventListener("message", (event) => take(event.data));

  function listen() {
    const events = new EventSource("/__basutbud/events");
    const hear = (news) => {
      tabs.postMessage(news);
      take(news);
    };
    let ended = false;
    events.addEventListener("message", (event) => hear(event.data));
    events.addEventListener("error", () => { if (!ended) hear("away"); });
    addEventListener("pagehide", () => {
      ended = true;
      events.close();
    });
    // The lock is held as long as the page is there.
    return new Promise(() => {});
  }

  navigator.locks.request("basutbud", { ifAvailable: true }, (lock) => {
    if (lock) return listen();
    fresh();
    navigator.locks.request("basutbud", listen);
  });
})();
