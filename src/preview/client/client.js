// Keeps a page of watch mode fresh: loads it anew when its bytes have changed, swaps style sheets in
// place, and shows the findings of the page. The server adds this script; it is no part of the site.
"use strict";

(() => {
  const script = document.getElementById("basutbud-client");
  const swedish = script.dataset.lang === "sv";
  const words = swedish
    ? { findings: "anmärkningar", one: "anmärkning", line: "rad", open: "Öppna i redigeraren", page: "Visa sidan",
        all: "Alla anmärkningar", close: "Stäng", edit: "Redigera", none: "Sidan kan inte visas förrän detta är rättat:",
        stale: "Det du ser är en äldre version. Sidan kan inte visas på nytt förrän detta är rättat:",
        away: "basutbud watch svarar inte" }
    : { findings: "findings", one: "finding", line: "line", open: "Open in the editor", page: "Show the page",
        all: "All findings", close: "Close", edit: "Edit", none: "The page cannot be shown until this is fixed:",
        stale: "You see an earlier version. The page cannot be shown anew until this is fixed:",
        away: "basutbud watch does not answer" };
  const own = document.body.classList.contains("own");
  const kept = "basutbud-panel-open";

  const host = document.createElement("div");
  host.id = "basutbud-watch";
  host.lang = swedish ? "sv" : "en";
  const root = host.attachShadow({ mode: "open" });
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/__basutbud/client.css";
  const box = document.createElement("div");
  root.append(style, box);

  function make(tag, text, properties = {}) {
    const element = Object.assign(document.createElement(tag), properties);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /** Words with what stands between backticks as code. */
  function said(words) {
    return words.split("`").map((part, at) => (at % 2 === 1 ? make("code", part) : part));
  }

  function row(finding) {
    const item = make("li", undefined, { className: finding.severity });
    const message = make("p", undefined, { className: "message" });
    message.append(make("strong", finding.word), ": ", ...said(finding.message));
    item.append(message);
    if (finding.help) {
      const help = make("p");
      help.append(...said(finding.help));
      item.append(help);
    }
    const place = make("p", undefined, { className: "place" });
    const file = finding.path.split("/").pop();
    place.append(make("span", `${file}, ${words.line} ${finding.line}`, { title: finding.path }));
    if (finding.editor) place.append(" · ", make("a", words.open, { href: finding.editor }));
    if (own && finding.page) place.append(" · ", make("a", words.page, { href: finding.page }));
    place.append(" · ", make("code", finding.code));
    item.append(place);
    return item;
  }
  // The page of all findings shows them alike.
  globalThis.basutbud = { row };

  function list(findings) {
    const items = make("ul");
    items.append(...findings.map(row));
    return items;
  }

  function allLink() {
    const line = make("p");
    line.append(make("a", words.all, { href: "/__basutbud/" }));
    return line;
  }

  function overlay(state) {
    const view = make("section", undefined, { className: "overlay", role: "alert" });
    const title = state.version === null ? words.none : words.stale;
    view.append(make("h2", title), list(state.obstacles), allLink());
    const close = make("button", words.close, { type: "button" });
    close.addEventListener("click", () => view.remove());
    view.append(close);
    return view;
  }

  function panel(findings) {
    const worst = ["error", "warning"].find((severity) => findings.some((one) => one.severity === severity));
    const view = make("details", undefined, { className: `panel ${worst ?? ""}`, open: sessionStorage.getItem(kept) === "yes" });
    view.addEventListener("toggle", () => sessionStorage.setItem(kept, view.open ? "yes" : "no"));
    const count = `${findings.length} ${findings.length === 1 ? words.one : words.findings}`;
    view.append(make("summary", count), list(findings), allLink());
    const aside = make("aside", undefined, { ariaLabel: words.findings });
    aside.append(view);
    return aside;
  }

  /** The bar with the way to the page's form, where the server lets pages be edited. */
  function editBar(form) {
    const bar = make("nav", undefined, { className: "edit", ariaLabel: words.edit });
    bar.append(make("a", words.edit, { href: form }));
    return bar;
  }

  function show(state) {
    box.replaceChildren();
    // Beside its form, a page needs no way there.
    if (state.form && window.top === window) box.append(editBar(state.form));
    if (state.stale) box.append(overlay(state));
    else if (state.findings.length > 0) box.append(panel(state.findings));
    if (box.childElementCount > 0) document.body.append(host);
    else host.remove();
  }

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

  let version = script.dataset.version;
  let turn = 0;

  async function refresh() {
    document.dispatchEvent(new Event("basutbud-change"));
    if (own && (location.pathname === "/__basutbud/" || document.body.classList.contains("editor"))) return;
    const mine = ++turn;
    const answer = await fetch(`/__basutbud/state.json?path=${encodeURIComponent(location.pathname.slice(1))}`);
    const state = await answer.json();
    if (mine !== turn) return;
    if ((state.version ?? "") !== version && (state.version !== null || !state.stale)) {
      location.reload();
      return;
    }
    swap(state.styles);
    show(state);
  }

  let seen = null;
  function take(state) {
    if (state === seen) return;
    seen = state;
    refresh().catch(() => console.info(words.away));
  }

  // A browser opens six connections to a server and no more, so one tab listens and tells the others.
  const tabs = new BroadcastChannel("basutbud");
  tabs.addEventListener("message", (event) => take(event.data));

  function listen() {
    const events = new EventSource("/__basutbud/events");
    events.addEventListener("message", (event) => {
      tabs.postMessage(event.data);
      take(event.data);
    });
    addEventListener("pagehide", () => events.close());
    // The lock is held as long as the page is there.
    return new Promise(() => {});
  }

  navigator.locks.request("basutbud", { ifAvailable: true }, (lock) => {
    if (lock) return listen();
    refresh().catch(() => console.info(words.away));
    navigator.locks.request("basutbud", listen);
  });
})();
