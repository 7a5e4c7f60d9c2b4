// Forms of the editor: checks while somebody types, and uses buttons without loading the page anew. The
// server makes all HTML; without this script the same form is posted and works.
"use strict";

(() => {
  const DEBOUNCE = 300;
  let form = document.getElementById("edit");
  let turn = 0;
  let timer;

  async function post(act) {
    const body = new URLSearchParams(new FormData(form));
    body.set("act", act);
    const answer = await fetch(form.action, { method: "POST", body });
    if (answer.redirected) return { location: answer.url };
    return { page: new DOMParser().parseFromString(await answer.text(), "text/html"), status: answer.status };
  }

  /** Which field a place of findings belongs to. */
  function mark() {
    for (const place of form.querySelectorAll(".found")) {
      const field = document.getElementById(place.dataset.for);
      if (!field || !("value" in field)) continue;
      if (place.querySelector(".error, .warning")) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  /** Takes over findings and counts, and nothing that somebody may be typing in. */
  function takeFindings(page) {
    for (const place of page.querySelectorAll(".found")) {
      const here = document.getElementById(place.id);
      if (here && here.innerHTML !== place.innerHTML) here.replaceChildren(...place.childNodes);
    }
    for (const place of page.querySelectorAll(".rendered, .lacking")) {
      const here = document.getElementById(place.id);
      if (!here || here.innerHTML === place.innerHTML) continue;
      here.replaceChildren(...place.childNodes);
      here.hidden = place.hidden;
    }
    for (const part of [".changes", ".count"]) {
      const [here, there] = [form.querySelector(part), page.querySelector(`#edit ${part}`)];
      if (here && there && here.textContent !== there.textContent) here.textContent = there.textContent;
    }
    mark();
  }

  async function check() {
    const mine = ++turn;
    const { page } = await post("check");
    if (mine === turn && page) takeFindings(page);
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => check().catch(() => {}), DEBOUNCE);
  }

  /** The form as the server made it, with the focus where the act wants it. */
  function takeForm(page, act) {
    const old = form;
    form = document.adoptNode(page.getElementById("edit"));
    const open = [...old.querySelectorAll("details[open] summary")].map((summary) => summary.textContent);
    old.replaceWith(form);
    for (const summary of form.querySelectorAll("summary")) {
      if (open.includes(summary.textContent)) summary.parentElement.open = true;
    }
    listen();
    const [what, name] = [act.split(":")[0], act.slice(act.indexOf(":") + 1)];
    const listOf = (row) => row.querySelector("button[value^='remove:']").value.replace(/\/\d+$/, "");
    const rows = (list) => [...form.querySelectorAll("fieldset.row")].filter((row) => listOf(row) === `remove:${list}`);
    let target;
    if (what === "add") target = rows(name).at(-1)?.querySelector("input, select, textarea");
    else if (what === "remove") target = form.querySelector(`button[value="add:${name.replace(/\/\d+$/, "")}"]`);
    else if (what === "up" || what === "down") {
      const at = Number(name.split("/").pop()) + (what === "up" ? -1 : 1);
      target = form.querySelector(`button[value="${what}:${name.replace(/\d+$/, at)}"]`)
        ?? form.querySelector(`button[value="remove:${name.replace(/\d+$/, at)}"]`);
    } else if (what === "exempt") target = rows("exemptions").at(-1)?.querySelector("input, select");
    else target = form.querySelector(`button[value="${CSS.escape(act)}"]`) ?? form.querySelector("button.main");
    target?.focus();
  }

  async function submit(event) {
    event.preventDefault();
    const act = event.submitter?.value ?? "check";
    clearTimeout(timer);
    const mine = ++turn;
    const { location: there, page, status } = await post(act);
    if (there) {
      changed = false;
      if (there === location.href) location.reload();
      else location.assign(there);
      return;
    }
    if (mine !== turn) return;
    if (status === 409) {
      changed = false;
      document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
      form = document.getElementById("edit");
      listen();
      const title = document.getElementById("conflict");
      title.tabIndex = -1;
      title.focus();
    } else if (act === "check") takeFindings(page);
    else takeForm(page, act);
  }

  // The layout of texts

  const swedish = document.documentElement.lang === "sv";
  const SAMPLES = swedish
    ? { bold: "fet text", heading: "Rubrik", list: "punkt", link: "länkens text" }
    : { bold: "bold text", heading: "Heading", list: "point", link: "words of the link" };

  /** Marks what is chosen in a text, or a sample of what is meant, and leaves it chosen. */
  function layOut(field, kind) {
    const { selectionStart: from, selectionEnd: to, value } = field;
    const chosen = value.slice(from, to) || SAMPLES[kind];
    const lineStart = value.lastIndexOf("\n", from - 1) + 1;
    const isLineStart = value.slice(lineStart, from).trim() === "";
    const gap = isLineStart ? (lineStart >= 2 && value[lineStart - 2] !== "\n" ? "\n" : "") : "\n\n";
    const lines = (mark) => gap + chosen.split("\n").map((line) => mark + line.replace(/^(#+|-) /, "")).join("\n");
    const text = { bold: `**${chosen}**`, heading: lines("## "), list: lines("- "), link: `[${chosen}](https://)` }[kind];
    field.focus();
    field.setRangeText(text, from, to, "end");
    const at = from + text.lastIndexOf(chosen.split("\n").pop());
    if (kind === "link") field.setSelectionRange(from + text.length - 1, from + text.length - 1);
    else field.setSelectionRange(at, at + chosen.split("\n").pop().length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function offerLayout() {
    for (const toolbar of form.querySelectorAll(".toolbar")) {
      const field = document.getElementById(toolbar.dataset.for);
      toolbar.hidden = false;
      for (const button of toolbar.querySelectorAll("button")) button.addEventListener("click", () => layOut(field, button.dataset.mark));
      field.addEventListener("keydown", (event) => {
        if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "b") {
          event.preventDefault();
          layOut(field, "bold");
        }
      });
    }
  }

  // A server that was started anew has another secret: the form goes on with it.
  document.addEventListener("basutbud-change", async () => {
    const answer = await fetch(location.pathname).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const secret = page.querySelector("#edit input[name=secret]")?.value;
    for (const field of document.querySelectorAll("input[name=secret]")) field.value = secret ?? field.value;
  });

  let changed = false;
  function listen() {
    offerLayout();
    form.addEventListener("submit", (event) => submit(event).catch(() => form.submit()));
    form.addEventListener("input", () => {
      changed = true;
      later();
    });
    mark();
  }
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  listen();
})();
