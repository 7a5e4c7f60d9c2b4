// Keeps a page of watch mode fresh: loads it anew when its bytes have changed, swaps style sheets in
// place, and shows the findings of the page. The server adds this script; it is no part of the site.
"use strict";

(() => {
  const script = document.getElementById("basutbud-client");
  const swedish = script.dataset.lang === "sv";
  const words = swedish
    ? { findings: "anmärkningar", one: "anmärkning", open: "Öppna i redigeraren", all: "Alla anmärkningar", close: "Stäng",
        stale: "Sidan går inte att göra just nu. Det här är den senaste som gick.", away: "basutbud watch svarar inte" }
    : { findings: "findings", one: "finding", open: "Open in the editor", all: "All findings", close: "Close",
        stale: "This page cannot be made now. You see the last one that could.", away: "basutbud watch does not answer" };
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

  function row(finding) {
    const item = make("li", undefined, { className: finding.severity });
    item.append(make("strong", finding.word), " ", make("code", finding.code), ": ", finding.message);
    if (finding.help) item.append(make("br"), finding.help);
    const place = `${finding.path}:${finding.line}:${finding.column}`;
    item.append(make("br"), make("code", place));
    if (finding.editor) item.append(" ", make("a", words.open, { href: finding.editor }));
    return item;
  }

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
    view.append(make("h2", words.stale), list(state.obstacles), allLink());
    const close = make("button", words.close, { type: "button" });
    close.addEventListener("click", () => view.remove());
    view.append(close);
    return view;
  }

  function panel(findings) {
    const view = make("details", undefined, { className: "panel", open: sessionStorage.getItem(kept) === "yes" });
    view.addEventListener("toggle", () => sessionStorage.setItem(kept, view.open ? "yes" : "no"));
    const count = `${findings.length} ${findings.length === 1 ? words.one : words.findings}`;
    view.append(make("summary", count), list(findings), allLink());
    const aside = make("aside", undefined, { ariaLabel: words.findings });
    aside.append(view);
    return aside;
  }

  function show(state) {
    box.replaceChildren();
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
    if (own && location.pathname === "/__basutbud/") return;
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
  const events = new EventSource("/__basutbud/events");
  events.addEventListener("message", (event) => {
    if (event.data === seen) return;
    seen = event.data;
    refresh().catch(() => console.info(words.away));
  });
  addEventListener("pagehide", () => events.close());
})();
