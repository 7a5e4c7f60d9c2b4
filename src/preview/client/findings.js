// Fills the page of all findings and keeps it fresh. The filter is kept in the address.
"use strict";

(() => {
  const MOST = 500;
  const swedish = document.documentElement.lang === "sv";
  const words = swedish
    ? { none: "Inga anmärkningar.", shown: (n, all) => (n === all ? `${all} anmärkningar` : `${n} av ${all} anmärkningar`) }
    : { none: "No findings.", shown: (n, all) => (n === all ? `${all} findings` : `${n} of ${all} findings`) };
  const form = document.getElementById("filter");
  const list = document.getElementById("findings");
  const counts = document.getElementById("counts");
  let findings = [];

  function show() {
    const wanted = form.elements.words.value.toLowerCase().split(/\s+/);
    const severity = form.elements.severity.value;
    const matches = findings.filter((finding) => {
      const text = `${finding.path} ${finding.code} ${finding.message} ${finding.help ?? ""}`.toLowerCase();
      return (severity === "" || finding.severity === severity) && wanted.every((word) => text.includes(word));
    });
    list.replaceChildren(...matches.slice(0, MOST).map(globalThis.basutbud.row));
    counts.textContent = findings.length === 0 ? words.none : words.shown(matches.length, findings.length);
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
