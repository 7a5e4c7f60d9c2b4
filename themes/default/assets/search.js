// The search, and the filters of lists.
//
// The forms are there for those who have JavaScript; everybody has the lists. What is searched lies in
// small files, of which only those that a question needs are fetched: where some words are found, which
// units a filter lets through, and what is shown of a few units. What is asked stands in the address, so
// that it can be kept, sent, and come back to; where the visitor is stands nowhere. All words come from
// the page.

const AT_FIRST = 10;
const PAUSE = 200;
/** From so many letters on, words that begin with them are found too. */
const BEGINNING = 3;
/** From so many letters on, what is left of a word without its ending may begin another. */
const STEM_BEGINNING = 4;
/** From so many letters on, two may be wrong. */
const LONG = 8;
/** From so many digits on, groups of digits are one telephone number. */
const NUMBER = 6;
/** At most so many chips of a kind. */
const CHIPS = 6;
const ZONE = "Europe/Stockholm";
const MIDNIGHT = 24 * 60;
const EVENING = 18 * 60;

// Words

const LETTERS = { æ: "ae", œ: "oe", ø: "o", ß: "ss", ð: "d", đ: "d", þ: "th", ł: "l", ı: "i" };
const ENDINGS =
  "heterna hetens arnas ernas ornas heten heter andet arna erna orna aren are ens ern het ets an ar er or en et es a e".split(" ");

/** The words of a text without marks and in small letters; the same as `model::words::folded` does. */
export function fold(text) {
  const small = text.normalize("NFKD").toLowerCase();
  const bare = small.replace(/[\p{M}:'’\u00ad]/gu, "").replace(/[æœøßðđþłı]/gu, (letter) => LETTERS[letter]);
  return bare.match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
}

/** A folded word without the ending of its form; the same as `model::words::stem` does. */
export function stem(word) {
  if (!/^[a-z]+$/.test(word)) return word;
  const leavesEnough = (rest) => rest.length >= 3 && /[aeiouy]/.test(rest);
  let rest = word;
  if (/[bcdfghjklmnoprtvy]s$/.test(rest) && leavesEnough(rest.slice(0, -1))) rest = rest.slice(0, -1);
  const ending = ENDINGS.find((one) => rest.endsWith(one) && leavesEnough(rest.slice(0, -one.length)));
  if (ending) rest = rest.slice(0, -ending.length);
  const vowel = ["in", "i"].find((one) => rest.endsWith(one) && rest.length - one.length > 3);
  return vowel ? rest.slice(0, -vowel.length) : rest;
}

/** Groups of digits that are one telephone number, as it is dialled in Sweden. */
function joinNumbers(words) {
  const joined = [];
  let digits = [];
  const end = () => {
    const number = digits.join("");
    if (number.length < NUMBER) joined.push(...digits);
    else joined.push(number.length > 8 ? number.replace(/^(00)?460?(?=[1-9])/, "0") : number);
    digits = [];
  };
  for (const word of words) {
    if (/^\d+$/.test(word)) {
      digits.push(word);
    } else {
      end();
      joined.push(word);
    }
  }
  end();
  return joined;
}

/** In how many letters two words differ; more than `most` says only that. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let at = 1; at <= one.length; at++) {
    const row = [at];
    for (let to = 1; to <= other.length; to++) {
      const same = one[at - 1] === other[to - 1];
      row[to] = Math.min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (same ? 0 : 1));
      const turned = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      if (turned) row[to] = Math.min(row[to], before[to - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}

// The files

class Stale extends Error {}

/** The files of one state of a region; no two states are ever mixed. */
class Index {
  constructor({ folder, below, name }, cache) {
    Object.assign(this, { folder, below, name, cache, files: new Map() });
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
    const head = name === "ord" ? undefined : await this.get("ord");
    const version = head === undefined ? "" : `?v=${head.version}`;
    const response = await fetch(`${this.folder}${name}.json${version}`, { cache: this.cache });
    if (head !== undefined && response.status === 404) throw new Stale();
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    const file = await response.json();
    if (head === undefined) {
      const phrases = new Set(file.phrases.split(" "));
      return { ...file, first: unpacked(file.first), ignored: new Set(file.ignored.split(" ")), phrases };
    }
    if (file.version !== head.version) throw new Stale();
    if (name === "stavning") return unpacked(file.list);
    if (name.startsWith("ord-")) file.list.words = unpacked(file.list.words);
    return file.list;
  }
}

/** Words that are written as the letters in common with the one before, and the rest. */
function unpacked(coded) {
  let before = [];
  if (coded === "") return [];
  return coded.split(",").map((part) => {
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

/** Words and phrases that begin with some letters, or only these, each with where it is found. */
async function entries(index, letters, only) {
  const { first } = await index.get("ord");
  let from = 0;
  while (from + 1 < first.length && first[from + 1] <= letters) from++;
  let to = from;
  while (!only && to + 1 < first.length && first[to + 1].startsWith(letters)) to++;
  const names = Array.from({ length: to - from + 1 }, (_, at) => `ord-${from + at}`);
  const files = await Promise.all(names.map((name) => index.get(name)));
  const all = files.flatMap(({ words, found }) => words.map((word, at) => ({ word, found: found[at] })));
  const wanted = all.filter(({ word }) => word === letters || (!only && word.startsWith(letters) && !word.includes(" ")));
  return wanted.map(({ word, found }) => {
    const [name, inside, place, offers, about, filters, same] = found.split(";");
    const list = (text) => (text ? text.split(",") : []);
    return { word, name, inside, place, offers, about, filters: list(filters), same: list(same) };
  });
}

/** Which units a filter lets through, as written. */
async function letThrough(index, filter) {
  const [file, part] = filter.split(":");
  const list = await index.get(file);
  return part === undefined ? list : list[part];
}

// Finding

/** What a hit is worth: in a whole word, and in one that begins so. */
const WORTH = { name: [12, 9], inside: [9, 6], place: [8, 6], offers: [9, 6], about: [4, 3] };
const WORTH_OF_FILTER = { typ: [11, 6], kommun: [8, 6], tjanst: [5, 4], sprak: [8, 6] };

/** How well each unit fits one word as it is typed. */
async function fitsWord(index, head, letters) {
  const stemmed = stem(letters);
  const best = new Uint8Array(head.units);
  const raise = (worth) => (unit) => { if (best[unit] < worth) best[unit] = worth; };
  const beginning = stemmed.length >= STEM_BEGINNING ? stemmed : letters;
  const isShort = letters.length < BEGINNING;
  const [[exact], begun] = await Promise.all([
    entries(index, stemmed, true),
    isShort ? [] : entries(index, beginning, false),
  ]);
  const filters = [];
  const add = (entry, at, kinds) => {
    for (const kind of kinds) each(entry[kind], raise(WORTH[kind][at]));
  };
  if (exact) {
    add(exact, 0, Object.keys(WORTH));
    filters.push(...exact.filters.map((filter) => [filter, 0]));
  }
  for (const entry of begun) {
    if (entry.word === stemmed) continue;
    // A whole word is meant as one: "jour" is not "journal". Names put words together: "hud" is in "Hudmottagningen".
    add(entry, 1, exact ? ["name", "offers"] : Object.keys(WORTH));
    if (!exact) filters.push(...entry.filters.map((filter) => [filter, 1]));
  }
  await Promise.all(filters.map(async ([filter, at]) => {
    const [kind] = filter.split(/[-:]/);
    each(await letThrough(index, filter), raise(WORTH_OF_FILTER[kind][at]));
  }));
  return { best, same: exact?.same ?? [] };
}

/** How well each unit fits all of some words: as the one that fits least. */
async function fitsAll(index, head, words) {
  const all = await Promise.all(words.map((word) => fitsWord(index, head, word)));
  const best = all[0].best.slice();
  for (const { best: other } of all) for (const [unit, worth] of other.entries()) best[unit] = Math.min(best[unit], worth);
  return { best, same: all.length === 1 ? all[0].same : [] };
}

/** How well each unit fits a word or phrase, or what means the same. */
async function fits(index, head, words) {
  const { best, same } = await fitsAll(index, head, words);
  const phrase = words.length > 1 ? await entries(index, words.map(stem).join(" "), true) : [];
  for (const filter of phrase.flatMap(({ filters }) => filters)) {
    each(await letThrough(index, filter), (unit) => { best[unit] = Math.max(best[unit], WORTH_OF_FILTER.typ[0]); });
  }
  const meaning = [...same, ...phrase.flatMap((entry) => entry.same)];
  const others = await Promise.all(meaning.map((other) => fitsAll(index, head, other.split(" "))));
  for (const other of others) {
    for (const [unit, worth] of other.best.entries()) {
      const less = Math.ceil((worth * 3) / 4);
      if (best[unit] < less) best[unit] = less;
    }
  }
  return best;
}

/** The words of a question, those of a known phrase together, without words that carry nothing. */
async function terms(index, head, words) {
  const all = [];
  for (let at = 0; at < words.length; ) {
    let length = 1;
    const stems = words.slice(at, at + 5).map(stem);
    if (head.phrases.has(stems[0])) {
      for (let more = stems.length; more > 1 && length === 1; more--) {
        const known = await entries(index, stems.slice(0, more).join(" "), true);
        if (known.length > 0) length = more;
      }
    }
    all.push(words.slice(at, at + length));
    at += length;
  }
  const carries = (term) => term.length > 1 || !head.ignored.has(term[0]);
  return all.some(carries) ? all.filter(carries) : all;
}

/** Which units a question's filters let through; all where it has none. */
async function through(index, head, { filters, hours }) {
  const lets = await Promise.all([
    ...filters.map(async (filter) => {
      const some = new Uint8Array(head.units);
      each(await letThrough(index, filter), (unit) => { some[unit] = 1; });
      return some;
    }),
    ...hours.map((kind) => withHours(index, head, kind)),
  ]);
  return (unit) => lets.every((some) => some[unit] === 1);
}

/** The units of a region that fit a question; with `some`, also those that fit only some of its words. */
async function findIn(index, question, some) {
  const head = await index.get("ord");
  const wanted = await terms(index, head, question.words);
  const [all, passes] = await Promise.all([
    Promise.all(wanted.map((words) => fits(index, head, words))),
    through(index, head, question),
  ]);
  const found = [];
  let most = some ? 1 : all.length;
  for (let unit = 0; unit < head.units; unit++) {
    const fitting = all.filter((best) => best[unit] > 0);
    if (fitting.length < most || !passes(unit)) continue;
    if (some && fitting.length > most) {
      most = fitting.length;
      found.length = 0;
    }
    found.push({ index, unit, worth: fitting.reduce((sum, best) => sum + best[unit], 0) });
  }
  const unknown = wanted.filter((_, at) => all[at].every((worth) => worth === 0)).flat();
  return { found, unknown };
}

/** The words nearest to a misspelt one, as they are spelt. */
async function nearest(indexes, letters) {
  const most = letters.length < LONG ? 1 : 2;
  let best = { away: most + 1 };
  for (const index of indexes) {
    for (const word of await index.get("stavning")) {
      const [folded] = fold(word);
      const away = Math.min(
        distance(letters, folded, most),
        letters.length > STEM_BEGINNING ? distance(stem(letters), stem(folded), most) : most + 1,
      );
      if (away > 0 && away < best.away) best = { away, word };
    }
  }
  return best.word;
}

/** The units that fit a question, best first, then from A to Ö; and what else the question may have meant. */
async function find(indexes, question) {
  const ask = async (words, some) => {
    const asked = { ...question, words };
    const all = await Promise.all(indexes.map((index) => findIn(index, asked, some)));
    const units = all.flatMap(({ found }) => found);
    // Sorting keeps the order of what is worth the same.
    units.sort((a, b) => b.worth - a.worth);
    const unknown = words.filter((word) => all.every((one) => one.unknown.includes(word)));
    return { units, unknown };
  };
  const { words } = question;
  const first = await ask(words, false);
  if (first.units.length > 0 || words.length === 0) return first;
  const meant = new Map();
  for (const word of first.unknown.filter((word) => word.length > 2 && !/\d/.test(word))) {
    const near = await nearest(indexes, word);
    if (near !== undefined) meant.set(word, near);
  }
  if (meant.size > 0) {
    const other = words.map((word) => fold(meant.get(word) ?? "")[0] ?? word);
    const second = await ask(other, false);
    if (second.units.length > 0) return { ...second, meant };
  }
  // Words that are written apart: "tand läkare".
  for (let at = 0; at + 1 < words.length; at++) {
    const joined = [...words.slice(0, at), words[at] + words[at + 1], ...words.slice(at + 2)];
    const together = await ask(joined, false);
    if (together.units.length > 0) return together;
  }
  if (words.length > 1) {
    const some = await ask(words, true);
    if (some.units.length > 0) return { ...some, some: true };
  }
  return first;
}

// Hours and places

/** Today and the minutes since midnight, in Sweden. */
function clock() {
  const form = new Intl.DateTimeFormat("en-GB", {
    timeZone: ZONE,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const part = Object.fromEntries(form.formatToParts(new Date()).map(({ type, value }) => [type, value]));
  return { date: `${part.year}-${part.month}-${part.day}`, minute: part.hour * 60 + Number(part.minute) };
}

const DAY = 86_400_000;

/** Which of the days that rows know a date is, from the first on; that is counted from 1970. */
const dayOf = (from, date) => Date.parse(`${date}T00:00Z`) / DAY - from;

/** The hours of a day of those that a row knows; nothing where it does not know them. */
function hoursOf(days, day) {
  const [codes, ...hours] = days.split(";");
  const code = codes[day];
  if (code === undefined || code === "-") return undefined;
  if (code === "*") return [];
  const intervals = hours[parseInt(code, 36)];
  return intervals ? intervals.split(" ").map((interval) => interval.split("-").map(Number)) : [];
}

/** Whether it is open at a minute; nothing where that is not known. */
function isOpen(days, day, minute) {
  const today = hoursOf(days, day);
  const holds = (hours, at) => hours.some(([from, to]) => from <= at && at < to);
  if (holds(hoursOf(days, day - 1) ?? [], minute + MIDNIGHT) || holds(today ?? [], minute)) return true;
  return today && false;
}

/** Whether some weekday or Saturday and Sunday of the days that are known lets it through. */
function opens(days, from, kind) {
  const [codes] = days.split(";");
  return [...codes].some((_, day) => {
    const weekday = new Date((Number(from) + day) * DAY).getUTCDay();
    const isWeekend = weekday === 0 || weekday === 6;
    if (isWeekend !== (kind === "helg")) return false;
    return (hoursOf(days, day) ?? []).some(([, to]) => kind === "helg" || to > EVENING);
  });
}

/** Whether hours let a row through: now, in evenings, at weekends. */
function lets(days, from, kind) {
  if (!days) return false;
  if (kind !== "nu") return opens(days, from, kind);
  const { date, minute } = clock();
  return isOpen(days, dayOf(from, date), minute) === true;
}

/** Which units of a region are open now, in evenings or at weekends. */
async function withHours(index, { units, from }, kind) {
  const some = new Uint8Array(units);
  for (const [days, written] of Object.entries(await index.get("oppet"))) {
    if (lets(days, from, kind)) each(written, (unit) => { some[unit] = 1; });
  }
  return some;
}

/** What a row says of today. */
function todayWords(days, from, text) {
  if (!days) return "";
  const { date, minute } = clock();
  const day = dayOf(from, date);
  const hours = hoursOf(days, day);
  if (hours === undefined) return "";
  const time = (at) => {
    const inDay = at > MIDNIGHT ? at - MIDNIGHT : at;
    return [Math.floor(inDay / 60), inDay % 60].map((part) => String(part).padStart(2, "0")).join(text.separator);
  };
  const open = isOpen(days, day, minute) === true;
  if (days.split(";")[0][day] === "*") return text.appointment;
  if (hours.some(([begin, end]) => begin === 0 && end === MIDNIGHT)) return text.always;
  if (hours.length === 0) return open ? text.open : text.closedToday;
  const today = hours.map(([begin, end]) => `${time(begin)}–${time(end)}`).join(", ");
  return `${open ? text.open : text.closed} ${text.today.replace("{hours}", today)}`;
}

/** The way between two positions in kilometres, as the crow flies. */
function kilometres([lat, lon], [otherLat, otherLon]) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const square = (number) => Math.sin(radians(number) / 2) ** 2;
  const a = square(otherLat - lat) + Math.cos(radians(lat)) * Math.cos(radians(otherLat)) * square(otherLon - lon);
  return 12_742 * Math.asin(Math.sqrt(a));
}

const awayWords = (away) => {
  const digits = { maximumFractionDigits: away < 10 ? 1 : 0 };
  return `${new Intl.NumberFormat(document.documentElement.lang, digits).format(away)} km`;
};

/** Where the visitor is, once they allow it. It is asked for each time, and kept nowhere. */
const position = () => new Promise((give, fail) => {
  if (navigator.geolocation === undefined) return fail(new Error("no position"));
  const options = { maximumAge: 60_000, timeout: 15_000 };
  navigator.geolocation.getCurrentPosition(({ coords }) => give([coords.latitude, coords.longitude]), fail, options);
});

/** What is shown of units. */
async function rows(units) {
  const row = async ({ index, unit, away }) => {
    const { units_per_file: per, from } = await index.get("ord");
    const file = await index.get(`enheter-${Math.floor(unit / per)}`);
    const [name, slug, type, place, phone, days] = file[unit % per];
    return { index, away, from, name, slug, type, place, phone, days };
  };
  return Promise.all(units.map(row));
}

// The page

const within = (root, selector) => [...root.querySelectorAll(selector)];
const pressed = (button) => button.getAttribute("aria-pressed") === "true";
const press = (button, on) => button.setAttribute("aria-pressed", String(on));
const counted = (words, count) => {
  const number = new Intl.NumberFormat(document.documentElement.lang).format(count);
  return (count === 1 ? words.one : words.other).replace("{count}", number);
};

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

/** A telephone number as a link that calls it. */
function phoneLink(number) {
  const link = element("a", "phone", number);
  const digits = number.replace(/\D/g, "");
  link.href = `tel:${digits.startsWith("0") ? `+46${digits.slice(1)}` : digits}`;
  link.dir = "ltr";
  return link;
}

/** The second line of a row: its number, today's hours and the way there. */
function rowFacts({ phone, days, from, away }, text) {
  const line = element("span", "unit-facts");
  const said = todayWords(days, from, text);
  const parts = [phone && phoneLink(phone), said && element("span", "unit-today", said)];
  if (away !== undefined && away < Infinity) parts.push(element("span", "unit-away", awayWords(away)));
  line.append(...parts.filter(Boolean));
  return line;
}

function startSearch(root) {
  const form = root.querySelector("form");
  const field = form.elements.namedItem("q");
  const selects = within(root, "select");
  const more = root.querySelector(".more");
  const part = (name) => root.querySelector(`.search-${name}`);
  const [heading, results, list, none] = [part("heading"), part("found"), root.querySelector(".results"), part("none")];
  const [meant, some, failed, near] = [part("meant"), part("some"), part("failed"), root.querySelector("[data-near]")];
  const toggles = within(root, "[data-hours-filter]");
  const chips = root.querySelector(".chips-found");
  const text = root.dataset;
  const count = { one: text.countOne, other: text.count };
  const sources = within(root, "data").map(({ value, dataset }) => ({ folder: value, below: dataset.units, name: dataset.name }));
  const fresh = (cache) => sources.map((source) => new Index(source, cache));
  let indexes = fresh("default");
  let asked = 0;
  let shown = AT_FIRST;
  let here;
  let timer;

  const question = () => {
    const chosen = selects.filter((select) => select.value !== "");
    const filters = chosen.map((select) => (select.name === "sprak" ? `sprak:${select.value}` : `${select.name}-${select.value}`));
    const hours = toggles.filter(pressed).map((toggle) => toggle.dataset.hoursFilter);
    const words = joinNumbers(fold(field.value));
    // One letter says too little, unless it stands beside something.
    const empty = filters.length + hours.length === 0 && here === undefined && words.join("").length < 2;
    return { words, filters, hours, empty };
  };

  /** The address that says what is asked. */
  const address = (words = field.value) => {
    const query = new URLSearchParams();
    if (words.trim() !== "") query.set("q", words.trim());
    for (const { name, value } of selects) if (value !== "") query.set(name, value);
    for (const { hours } of [question()]) if (hours.length > 0) query.set("oppet", hours.join(" "));
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
    const hours = (query.get("oppet") ?? "").split(" ");
    for (const toggle of toggles) press(toggle, hours.includes(toggle.dataset.hoursFilter));
    shown = Math.max(AT_FIRST, Number(query.get("visa")) || 0);
  };

  const optionOf = (name, value) => [...(form.elements.namedItem(name)?.options ?? [])].find((option) => option.value === value);

  const spoken = (made, from) => {
    if (from && from !== document.documentElement.lang) made.lang = from;
    return made;
  };

  const item = (row) => {
    const line = document.createElement("li");
    const link = spoken(element("a", "", row.name), text.language);
    link.href = `${row.index.below}${encodeURIComponent(row.slug)}/`;
    line.append(link);
    const kind = row.type && optionOf("typ", row.type);
    const parts = [kind && spoken(element("span", "", kind.textContent), kind.lang), row.place, row.index.name].filter(Boolean);
    if (parts.length > 0) {
      const detail = element("span", "unit-place");
      for (const [at, one] of parts.entries()) detail.append(at > 0 ? ", " : "", one);
      line.append(" ", detail);
    }
    line.append(" ", rowFacts(row, text));
    return line;
  };

  const show = ({ units, meant: corrected, some: isPart }, lines) => {
    root.setAttribute("aria-busy", "false");
    const there = units !== undefined;
    none.hidden = !there || units.length > 0;
    failed.hidden = true;
    results.hidden = !there;
    list.replaceChildren(...lines.map(item));
    list.hidden = lines.length === 0;
    more.parentElement.hidden = !there || units.length <= lines.length;
    heading.textContent = there ? counted(count, units.length) : "";
    heading.hidden = !there;
    some.hidden = !isPart;
    meant.hidden = corrected === undefined;
    if (corrected !== undefined) {
      const other = fold(field.value).map((word) => corrected.get(word) ?? word).join(" ");
      const link = element("a", "", other);
      link.href = address(other);
      const [before, after] = text.meant.split("{words}");
      meant.replaceChildren(before, link, after);
    }
  };

  /** Says how many of those that were found each filter would let through. */
  const countFilters = async (units, mine) => {
    const number = (chip, amount) => {
      chip.querySelector(".chip-count").textContent = ` (${counted({ one: "{count}", other: "{count}" }, amount)})`;
      chip.hidden = amount === 0 && !pressed(chip);
    };
    const among = async (listOf) => {
      let sum = 0;
      for (const index of indexes) {
        const there = new Uint8Array((await index.get("ord")).units);
        await listOf(index, there);
        sum += units.filter((one) => one.index === index && there[one.unit] === 1).length;
      }
      return sum;
    };
    const amounts = await Promise.all(toggles.map((toggle) => among(async (index, there) => {
      there.set(await withHours(index, await index.get("ord"), toggle.dataset.hoursFilter));
    })));
    const found = [];
    for (const name of ["typ", "kommun"]) {
      const select = selects.find((one) => one.name === name);
      if (select === undefined) continue;
      const choices = [];
      for (const option of [...select.options].filter(({ value }) => value !== "")) {
        const amount = await among(async (index, there) => {
          each((await index.get("urval"))[name][option.value], (unit) => { there[unit] = 1; });
        });
        if (amount > 0) choices.push({ select, option, amount });
      }
      choices.sort((a, b) => b.amount - a.amount);
      if (choices.length > 1 || select.value !== "") found.push(...choices.slice(0, CHIPS));
    }
    if (mine !== asked) return;
    toggles.forEach((toggle, at) => number(toggle, amounts[at]));
    chips.replaceChildren(...found.map(({ select, option, amount }) => {
      const chip = spoken(element("button", "chip", option.textContent), option.lang);
      chip.type = "button";
      chip.append(element("span", "chip-count"));
      press(chip, select.value === option.value);
      number(chip, amount);
      chip.addEventListener("click", () => {
        select.value = pressed(chip) ? "" : option.value;
        step().then(() => heading.focus());
      });
      return chip;
    }));
    chips.hidden = found.length === 0;
  };

  /** How far each unit is from the visitor, nearest first. */
  const byDistance = async (units) => {
    const away = async (one) => {
      const positions = await one.index.get("lage");
      const [lat, lon] = [positions[2 * one.unit] / 10_000, positions[2 * one.unit + 1] / 10_000];
      return { ...one, away: lat === 0 && lon === 0 ? Infinity : kilometres(here, [lat, lon]) };
    };
    const all = await Promise.all(units.map(away));
    return all.sort((a, b) => (a.away === b.away ? 0 : a.away - b.away));
  };

  /** Asks, and shows what was found unless something else was asked meanwhile. */
  const search = async (again = true) => {
    const mine = ++asked;
    const { empty, ...wanted } = question();
    root.setAttribute("aria-busy", String(!empty));
    if (empty) return show({}, []);
    try {
      const answer = await find(indexes, wanted);
      if (here !== undefined) answer.units = await byDistance(answer.units);
      const lines = await rows(answer.units.slice(0, shown));
      if (mine !== asked) return;
      show(answer, lines);
      // What filters would let through may come later, or not at all.
      countFilters(answer.units, mine).catch(() => {});
    } catch (error) {
      if (mine !== asked) return;
      // The site was published anew since the words were fetched.
      if (error instanceof Stale && again) {
        indexes = fresh("reload");
        return search(false);
      }
      show({}, []);
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
  field.addEventListener("focus", () => indexes.forEach((index) => index.get("ord").catch(() => {})), { once: true });
  root.addEventListener("change", (event) => { if (selects.includes(event.target)) step(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // The keyboard of a phone goes away, and what was found is seen.
    field.blur();
    await step();
    if (!heading.hidden) {
      heading.focus({ preventScroll: true });
      heading.scrollIntoView();
    }
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const input of [field, ...selects]) input.value = "";
    for (const toggle of toggles) press(toggle, false);
    here = undefined;
    press(near, false);
    step();
    field.focus();
  });
  for (const toggle of toggles) {
    toggle.addEventListener("click", () => {
      press(toggle, !pressed(toggle));
      step();
    });
  }
  near.addEventListener("click", () => nearby(near, root, (at) => {
    here = at;
    return step();
  }));
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

/** Asks where the visitor is, or forgets it. */
async function nearby(button, root, use) {
  const said = root.querySelector(".near-status");
  const say = (words) => {
    said.textContent = words;
    said.hidden = words === "";
  };
  if (pressed(button)) {
    press(button, false);
    say("");
    return use(undefined);
  }
  try {
    const here = await position();
    press(button, true);
    say(root.dataset.nearSorted);
    return use(here);
  } catch {
    say(root.dataset.nearFailed);
    return undefined;
  }
}

/** The filters of a list that stands on the page as a whole, in one part or by letters; its order is that of the page. */
function startList(root) {
  const text = root.dataset;
  const lists = within(document, ".units[data-list]");
  const lines = lists.flatMap((list) => [...list.children]);
  const listOf = new Map(lines.map((line) => [line, line.parentElement]));
  const letters = within(document, ".letter");
  let sorted = false;
  const toggles = within(root, "[data-hours-filter]");
  const near = root.querySelector("[data-near]");
  const heading = root.querySelector(".list-count");
  const daysOf = (line) => line.dataset.days;

  const show = () => {
    const chosen = toggles.filter(pressed).map((toggle) => toggle.dataset.hoursFilter);
    const passes = (line) => chosen.every((kind) => lets(daysOf(line), text.from, kind));
    for (const line of lines) line.hidden = !passes(line);
    for (const letter of letters) letter.hidden = ![...letter.querySelectorAll("li")].some((line) => !line.hidden);
    for (const ways of within(document, ".letters")) ways.hidden = sorted || chosen.length > 0;
    const shown = lines.filter((line) => !line.hidden);
    heading.textContent = chosen.length === 0 ? "" : counted({ one: text.countOne, other: text.count }, shown.length);
    for (const toggle of toggles) {
      const amount = shown.filter((line) => lets(daysOf(line), text.from, toggle.dataset.hoursFilter)).length;
      toggle.querySelector(".chip-count").textContent = ` (${amount})`;
      toggle.hidden = amount === 0 && !pressed(toggle);
    }
  };

  for (const line of lines) {
    const said = todayWords(daysOf(line), text.from, text);
    if (!said) continue;
    const today = element("span", "unit-today", said);
    today.dataset.added = "";
    line.querySelector(".unit-facts").append(today);
  }
  for (const toggle of toggles) {
    toggle.addEventListener("click", () => {
      press(toggle, !pressed(toggle));
      show();
    });
  }
  near.addEventListener("click", () => nearby(near, root, (here) => {
    const away = (line) => (here && line.dataset.at ? kilometres(here, line.dataset.at.split(",").map(Number)) : Infinity);
    for (const line of lines) {
      line.querySelector(".unit-away")?.remove();
      if (away(line) < Infinity) line.querySelector(".unit-facts").append(element("span", "unit-away", awayWords(away(line))));
    }
    if (here) lists[0].append(...[...lines].sort((a, b) => (away(a) === away(b) ? 0 : away(a) - away(b))));
    else for (const line of lines) listOf.get(line).append(line);
    // Sorted by the way there, units stand under no letter.
    sorted = here !== undefined;
    for (const heading of within(document, ".letter h2")) heading.hidden = sorted;
    show();
  }));
  near.hidden = lines.every((line) => line.dataset.at === undefined);
  root.hidden = false;
  show();
}

const finder = document.getElementById("finder");
if (finder !== null) startSearch(finder);
const filters = document.getElementById("list-filters");
if (filters !== null) startList(filters);
