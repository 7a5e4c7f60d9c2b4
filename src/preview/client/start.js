// Fills the start page: units and findings, a page of each at a time as the server finds them, and keeps
// them fresh. What is asked for stands in the address; the mailbox stays in this browser.
"use strict";

(() => {
  const { reconcile, row, make, words: common } = globalThis.basutbud;
  const swedish = document.documentElement.lang === "sv";
  const words = swedish
    ? { units: ["enhet", "enheter"], findings: ["anmärkning", "anmärkningar"], none: "Inga", of: "av", next: "Nästa", previous: "Föregående",
        reviewed: "Senast genomläst", never: "Aldrig genomläst", responsible: "Ansvarig", page: "Visa sidan", noMail: "Skriv din e-postadress för att se dina enheter.",
        counts: [["fel", "fel"], ["varning", "varningar"], ["upplysning", "upplysningar"]], away: "Servern svarar inte. Starta basutbud watch igen." }
    : { units: ["unit", "units"], findings: ["finding", "findings"], none: "No", of: "of", next: "Next", previous: "Previous",
        reviewed: "Last read through", never: "Never read through", responsible: "Responsible", page: "Show the page", noMail: "Write your mailbox to see your units.",
        counts: [["error", "errors"], ["warning", "warnings"], ["note", "notes"]], away: "The server does not answer. Start basutbud watch again." };
  const MAIL = "basutbud-mail";
  const MINE = "basutbud-mine";
  const DEBOUNCE = 150;
  const number = new Intl.NumberFormat(swedish ? "sv" : "en");
  const counted = (count, [one, many]) => `${count === 0 ? words.none : number.format(count)} ${count === 1 ? one : many}`;

  function unitRow(unit) {
    const item = make("li", undefined, { className: unit.counts[0] ? "error" : unit.counts[1] ? "warning" : "" });
    const name = make("p", undefined, { className: "message" });
    name.append(unit.page ? make("a", unit.name, { href: unit.page }) : unit.name);
    const [role, email] = unit.responsible;
    const responsible = role && email ? `${role} (${email})` : role || email;
    const facts = [unit.place, unit.status, responsible && `${words.responsible}: ${responsible}`,
      unit.reviewed ? `${words.reviewed} ${unit.reviewed}` : words.never];
    const found = unit.counts.map((count, at) => (count > 0 ? counted(count, words.counts[at]) : "")).filter(Boolean).join(", ");
    item.append(name, make("p", facts.filter(Boolean).join(" · ")));
    const acts = make("p", undefined, { className: "place" });
    if (unit.form) acts.append(make("a", common.edit, { href: unit.form, ariaLabel: `${common.edit}: ${unit.name}` }));
    if (unit.form && found) acts.append(" · ");
    if (found) {
      const link = make("a", found, { href: "#findings", ariaLabel: `${found}: ${unit.name}` });
      link.addEventListener("click", () => findings.search(unit.id));
      acts.append(link);
    }
    if (acts.childNodes.length > 0) item.append(acts);
    return item;
  }

  /** A list of which the server gives a page at a time. */
  class List {
    constructor({ id, file, noun, makeRow, extra = () => ({}) }) {
      Object.assign(this, { id, file, noun, makeRow, extra, from: 0, turn: 0 });
      this.root = document.getElementById(id);
      this.form = this.root.querySelector("form");
      this.list = this.root.querySelector("ul");
      this.counts = this.root.querySelector(".counts");
      this.pager = this.root.querySelector(".pager");
      const asked = new URLSearchParams(location.search);
      for (const field of ["words", "order", "severity"]) {
        const value = asked.get(`${id}-${field}`);
        if (value && this.form.elements[field]) this.form.elements[field].value = value;
      }
      this.from = Number(asked.get(`${id}-from`) ?? 0);
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => {
        this.from = 0;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.load(), DEBOUNCE);
      });
    }

    search(text) {
      this.form.elements.words.value = text;
      this.from = 0;
      this.load();
    }

    query() {
      const query = { from: String(this.from) };
      for (const field of ["words", "order", "severity"]) {
        const value = this.form.elements[field]?.value.trim();
        if (value) query[field] = value;
      }
      return query;
    }

    keep() {
      const address = new URL(location);
      for (const field of ["words", "order", "severity", "from"]) {
        const value = this.query()[field];
        if (value && value !== "0") address.searchParams.set(`${this.id}-${field}`, value);
        else address.searchParams.delete(`${this.id}-${field}`);
      }
      history.replaceState(null, "", address);
    }

    async load() {
      const mine = ++this.turn;
      const more = this.extra();
      this.keep();
      if (more === null) {
        reconcile(this.list, []);
        this.pager.replaceChildren();
        this.counts.textContent = words.noMail;
        return;
      }
      const answer = await fetch(`/__basutbud/${this.file}?${new URLSearchParams({ ...this.query(), ...more })}`);
      const page = await answer.json();
      if (mine !== this.turn) return;
      this.show(page);
    }

    show(page) {
      const rows = page[this.id];
      this.from = page.from;
      reconcile(this.list, rows, this.makeRow);
      const range = page.total > page.per_page ? `${number.format(page.from + 1)}–${number.format(page.from + rows.length)} ${words.of} ` : "";
      const text = `${range}${counted(page.total, this.noun)}`;
      if (this.counts.textContent !== text) this.counts.textContent = text;
      const step = (word, from, isThere) => {
        const old = this.pager.querySelector(`[data-step="${word}"]`);
        const button = old ?? make("button", word, { type: "button" });
        button.dataset.step = word;
        button.onclick = () => {
          this.from = from;
          this.load().then(() => this.root.scrollIntoView(), () => {});
        };
        button.disabled = !isThere;
        if (!old) this.pager.append(button, " ");
      };
      this.pager.hidden = page.total <= page.per_page;
      step(words.previous, page.from - page.per_page, page.from > 0);
      step(words.next, page.from + page.per_page, page.from + rows.length < page.total);
    }
  }

  const findings = new List({ id: "findings", file: "findings.json", noun: words.findings, makeRow: row });
  const units = new List({
    id: "units",
    file: "units.json",
    noun: words.units,
    makeRow: unitRow,
    extra: () => {
      const { mail, mine } = units.form.elements;
      if (!mine.checked) return {};
      return mail.value.trim() === "" ? null : { mail: mail.value.trim() };
    },
  });
  const { mail, mine } = units.form.elements;
  mail.value = localStorage.getItem(MAIL) ?? "";
  mine.checked = localStorage.getItem(MINE) === "yes";
  units.form.addEventListener("input", () => {
    localStorage.setItem(MAIL, mail.value.trim());
    localStorage.setItem(MINE, mine.checked ? "yes" : "no");
  });
  const load = () => {
    for (const list of [units, findings]) list.load().catch(() => {});
  };
  document.addEventListener("basutbud-change", load);
  // The first change may have been told before this script was there.
  load();
})();
