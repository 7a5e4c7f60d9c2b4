// The search of a region's start page.
//
// The form is there for those who have JavaScript; everybody has the lists. What is searched lies in
// small files, of which only those that a question needs are fetched: the words, where some of them
// are found, which units a filter lets through, and what is shown of a few units. What is asked stands
// in the address, so that it can be kept, sent, and come back to. All words come from the page.

const AT_FIRST = 20;
const PAUSE = 200;
/** From so many letters on a word is also looked for inside words, and among the names of filters. */
const INSIDE = 4;
const FILTERED = 3;

const LETTERS = { æ: "ae", œ: "oe", ø: "o", ß: "ss", ð: "d", đ: "d", þ: "th", ł: "l", ı: "i" };

/** The words of a text without marks and in small letters; the same as `render::search::fold` does. */
export function fold(text) {
  const small = text.normalize("NFKD").toLowerCase();
  const bare = small.replace(/[\p{M}:'’\u00ad]/gu, "").replace(/[æœøßðđþłı]/gu, (letter) => LETTERS[letter]);
  return bare.match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
}

// The files

class Stale extends Error {}

/** The files of one state of the site; no two states are ever mixed. */
class Index {
  constructor(folder, cache) {
    this.folder = folder;
    this.cache = cache;
    this.files = new Map();
  }

  async get(name) {
    if (!this.files.has(name)) {
      const loading = this.load(name);
      this.files.set(name, loading);
      loading.catch(() => this.files.delete(name));
    }
    return this.files.get(name);
  }

  async load(name) {
    const head = name === "ord.json" ? undefined : await this.get("ord.json");
    const version = head === undefined ? "" : `?v=${head.version}`;
    const response = await fetch(`${this.folder}${name}${version}`, { cache: this.cache });
    if (head !== undefined && response.status === 404) throw new Stale();
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    const file = await response.json();
    if (head !== undefined && file.version !== head.version) throw new Stale();
    if (head === undefined) file.words = unpacked(file.words);
    return head === undefined ? file : file.list;
  }
}

/** Words that are written as the letters in common with the one before, and the rest. */
function unpacked(coded) {
  let before = [];
  return coded.split(" ").map((part) => {
    before = [...before.slice(0, parseInt(part[0], 36)), ...part.slice(1)];
    return before.join("");
  });
}

/** Calls back with each number of a list that is written as gaps and runs. */
function each(written, use) {
  if (!written) return;
  let next = 0;
  for (const run of written.split(" ")) {
    const [gap, more = "0"] = run.split(".");
    const first = next + parseInt(gap, 36);
    next = first + parseInt(more, 36) + 1;
    for (let number = first; number < next; number++) use(number);
  }
}

/** Which units a filter lets through, as written. */
async function letThrough(index, filter) {
  const [file, part] = filter.split(":");
  const list = await index.get(`${file}.json`);
  return part === undefined ? list : list[part];
}

/** How well each unit fits one word. */
async function fits(index, head, term) {
  const inside = term.length >= INSIDE;
  const places = [];
  for (const [at, word] of head.words.entries()) {
    if (word.startsWith(term) || (inside && word.includes(term))) places.push(at);
  }
  const file = (at) => `ord-${Math.floor(at / head.words_per_file)}.json`;
  const files = new Map();
  const names = [...new Set(places.map(file))];
  await Promise.all(names.map(async (name) => files.set(name, await index.get(name))));
  const best = new Uint8Array(head.units);
  const raise = (worth) => (unit) => { if (best[unit] < worth) best[unit] = worth; };
  const filters = new Map();
  for (const at of places) {
    const word = head.words[at];
    const [name, place, named] = files.get(file(at))[at % head.words_per_file].split(";");
    const whole = word === term ? 2 : word.startsWith(term) ? 1 : 0;
    each(name, raise(4 + 2 * whole));
    each(place, raise(2 + whole));
    if (named && term.length >= FILTERED) {
      for (const filter of named.split(",")) filters.set(filter, Math.max(whole, filters.get(filter) ?? 0));
    }
  }
  await Promise.all([...filters].map(async ([filter, whole]) => each(await letThrough(index, filter), raise(1 + whole))));
  return best;
}

/** The units that fit a question, best first, then from A to Ö. */
async function find(index, { words, filters }) {
  const head = await index.get("ord.json");
  const parts = await Promise.all([
    ...words.map((term) => fits(index, head, term)),
    ...filters.map(async (filter) => {
      const through = new Uint8Array(head.units);
      each(await letThrough(index, filter), (unit) => { through[unit] = 1; });
      return through;
    }),
  ]);
  const found = [];
  for (let unit = 0; unit < head.units; unit++) {
    if (parts.every((part) => part[unit] > 0)) found.push({ unit, worth: parts.reduce((sum, part) => sum + part[unit], 0) });
  }
  found.sort((a, b) => b.worth - a.worth || a.unit - b.unit);
  return found.map(({ unit }) => unit);
}

/** What is shown of units. */
async function rows(index, units) {
  const { units_per_file: per } = await index.get("ord.json");
  const row = async (unit) => (await index.get(`enheter-${Math.floor(unit / per)}.json`))[unit % per];
  return Promise.all(units.map(row));
}

// The page

function start(root) {
  const form = root.querySelector("form");
  const field = form.elements.namedItem("q");
  const selects = [...form.querySelectorAll("select")];
  const filters = form.querySelector("details");
  const status = root.querySelector("[role=status]");
  const list = root.querySelector(".results");
  const more = root.querySelector(".more");
  const none = root.querySelector(".search-none");
  const failed = root.querySelector(".search-failed");
  const { index: folder, units: below, language, count } = root.dataset;
  let index = new Index(folder, "default");
  let asked = 0;
  let shown = AT_FIRST;
  let timer;

  const question = () => {
    const chosen = selects.filter((select) => select.value !== "");
    const through = chosen.map((select) => (select.name === "sprak" ? `sprak:${select.value}` : `${select.name}-${select.value}`));
    const words = fold(field.value);
    // One letter says too little, unless it stands beside something.
    const empty = through.length === 0 && words.join("").length < 2;
    return { words, filters: through, empty };
  };

  /** The address that says what is asked. */
  const address = () => {
    const query = new URLSearchParams();
    for (const { name, value } of [field, ...selects]) if (value.trim() !== "") query.set(name, value.trim());
    if (shown > AT_FIRST && !question().empty) query.set("visa", shown);
    const asked = String(query);
    return location.pathname + (asked && `?${asked}`);
  };

  /** Takes what is asked from the address. */
  const read = () => {
    const query = new URLSearchParams(location.search);
    for (const input of [field, ...selects]) {
      input.value = query.get(input.name) ?? "";
      // A choice that there no longer is.
      if (input.selectedIndex === -1) input.value = "";
    }
    shown = Math.max(AT_FIRST, Number(query.get("visa")) || 0);
    filters.open ||= matchMedia("(min-width: 40em)").matches || selects.some(({ value }) => value !== "");
  };

  const typeName = (id) => [...(form.elements.namedItem("typ")?.options ?? [])].find((option) => option.value === id);

  const spoken = (tag, text, from) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (from && from !== document.documentElement.lang) element.lang = from;
    return element;
  };

  const item = ([name, slug, type, place]) => {
    const line = document.createElement("li");
    const link = spoken("a", name, language);
    link.href = `${below}${encodeURIComponent(slug)}/`;
    line.append(link);
    const kind = type && typeName(type);
    if (kind || place) {
      const detail = document.createElement("span");
      detail.className = "unit-place";
      if (kind) detail.append(spoken("span", kind.textContent, kind.lang));
      if (place) detail.append(kind ? `, ${place}` : place);
      line.append(" ", detail);
    }
    return line;
  };

  const show = (units, lines) => {
    none.hidden = units === undefined || units.length > 0;
    failed.hidden = true;
    list.replaceChildren(...lines.map(item));
    list.hidden = lines.length === 0;
    more.parentElement.hidden = units === undefined || units.length <= lines.length;
    const number = units && new Intl.NumberFormat(document.documentElement.lang).format(units.length);
    status.textContent = units === undefined ? "" : count.replace("{count}", number);
  };

  /** Asks, and shows what was found unless something else was asked meanwhile. */
  const search = async (again = true) => {
    const mine = ++asked;
    const { empty, ...wanted } = question();
    if (empty) return show(undefined, []);
    try {
      const units = await find(index, wanted);
      const lines = await rows(index, units.slice(0, shown));
      if (mine === asked) show(units, lines);
    } catch (error) {
      if (mine !== asked) return;
      // The site was published anew since the words were fetched.
      if (error instanceof Stale && again) {
        index = new Index(folder, "reload");
        return search(false);
      }
      show(undefined, []);
      failed.hidden = false;
    }
  };

  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      shown = AT_FIRST;
      history.replaceState(null, "", address());
      search();
    }, PAUSE);
  };

  /** A step that the back button takes back. */
  const step = () => {
    clearTimeout(timer);
    shown = AT_FIRST;
    if (address() !== location.pathname + location.search) history.pushState(null, "", address());
    return search();
  };

  field.addEventListener("input", typed);
  field.addEventListener("focus", () => index.get("ord.json").catch(() => {}), { once: true });
  form.addEventListener("change", (event) => { if (event.target !== field) step(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    step();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const input of [field, ...selects]) input.value = "";
    step();
    field.focus();
  });
  more.addEventListener("click", async () => {
    const before = list.children.length;
    shown = before + AT_FIRST;
    history.replaceState(null, "", address());
    await search();
    list.children[before]?.querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    clearTimeout(timer);
    read();
    search();
  });
  read();
  root.hidden = false;
  search();
}

const root = document.getElementById("finder");
if (root !== null) start(root);
