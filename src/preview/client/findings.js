// Fills the page of all findings and keeps it fresh. The filter is kept in the address.
"use strict";

(() => {
  const MOST = 500;
  const swedish = document.documentElement.lang === "sv";
  const words = swedish
    ? { open: "Öppna i redigeraren", page: "Sidan", shown: (n, all) => `${n} av ${all} anmärkningar` }
    : { open: "Open in the editor", page: "The page", shown: (n, all) => `${n} of ${all} findings` };
  const form = document.getElementById("filter");
  const list = document.getElementById("findings");
  const counts = document.getElementById("counts");
  let findings = [];

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
    if (finding.page) item.append(" ", make("a", words.page, { href: finding.page }));
    return item;
  }

  function show() {
    const wanted = form.elements.words.value.toLowerCase().split(/\s+/);
    const severity = form.elements.severity.value;
    const matches = findings.filter((finding) => {
      const text = `${finding.path} ${finding.code} ${finding.message} ${finding.help ?? ""}`.toLowerCase();
      return (severity === "" || finding.severity === severity) && wanted.every((word) => text.includes(word));
    });
    list.replaceChildren(...matches.slice(0, MOST).map(row));
    counts.textContent = words.shown(matches.length, findings.length);
  }

  async function load() {
    const answer = await fetch("/__basutbud/findings.json");
    ({ findings } = await answer.json());
    show();
  }

  const asked = new URLSearchParams(location.hash.slice(1));
  form.elements.words.value = asked.get("words") ?? "";
  form.elements.severity.value = asked.get("severity") ?? "";
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    history.replaceState(null, "", `#${new URLSearchParams(new FormData(form))}`);
    show();
  });
  document.addEventListener("basutbud-change", () => load().catch(() => {}));
})();
