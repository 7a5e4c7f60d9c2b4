// Says on a unit's page what is open now and today, and when an answer comes; takes away what is over.
// The page has the hours of each day, with holidays and deviations resolved, and all words. Here is only
// asked what time it is in Sweden. Days that the page does not know are passed over in silence.

const ZONE = "Europe/Stockholm";
const MIDNIGHT = 24 * 60;
const EVERY = 20_000;

const data = document.getElementById("schedule");
const schedule = JSON.parse(data.textContent);
const words = data.dataset;

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

const daysBetween = (from, to) => Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);

const BY_APPOINTMENT = -2;

const hoursOf = ({ hours, days }, day) => (days[day] === BY_APPOINTMENT ? [] : hours[days[day]]);

// When what is open at a minute closes; the minute itself when it is not open, and nothing when it closes a
// day later or that is unknown. Nights belong to the day they begin.
function closing(of, day, minute) {
  let end = minute;
  for (let next = day - 1; next <= day + 1; next++) {
    const before = (next - day) * MIDNIGHT;
    const hours = hoursOf(of, next);
    if (hours === undefined) {
      if (next < day || end < before) continue;
      return end > minute ? undefined : end;
    }
    for (const [from, to] of hours) {
      if (before + from <= end && end < before + to) end = before + to;
    }
  }
  return end - minute < MIDNIGHT && end < 2 * MIDNIGHT ? end : undefined;
}

function opening(of, day, minute) {
  for (let next = day; hoursOf(of, next) !== undefined; next++) {
    const later = hoursOf(of, next).find(([from]) => next > day || from > minute);
    if (later !== undefined) return { day: next, minute: later[0] };
  }
  return undefined;
}

const twoDigits = (number) => String(number).padStart(2, "0");
const clockWords = (minute) => {
  const inDay = minute > MIDNIGHT ? minute - MIDNIGHT : minute;
  return twoDigits(Math.floor(inDay / 60)) + words.separator + twoDigits(inDay % 60);
};

function dayWords(day, today) {
  if (day === today + 1) return words.tomorrow;
  const date = new Date(Date.parse(`${schedule.from}T00:00Z`) + day * 86_400_000);
  return words.day
    .replace("{weekday}", words.weekdays.split("|")[(date.getUTCDay() + 6) % 7])
    .replace("{day}", date.getUTCDate())
    .replace("{month}", words.months.split("|")[date.getUTCMonth()]);
}

// Nothing when it is not known.
function saying(of, day, minute, text) {
  const end = closing(of, day, minute);
  if (end !== minute) {
    const said = end === undefined ? text.open : text.openUntil.replace("{time}", clockWords(end));
    return { open: true, said };
  }
  if (hoursOf(of, day) === undefined) return undefined;
  if (of.days[day] === BY_APPOINTMENT) return { open: false, said: text.appointment };
  const next = opening(of, day, minute);
  if (next === undefined) return { open: false, said: text.closed };
  const said = next.day === day ? text.opensToday : text.opens.replace("{day}", dayWords(next.day, day));
  return { open: false, said: said.replace("{time}", clockWords(next.minute)) };
}

function mark(row, isToday) {
  if (row.classList.contains("today") === isToday) return;
  row.classList.toggle("today", isToday);
  const name = row.querySelector("th, dt");
  if (isToday) {
    row.setAttribute("aria-current", "date");
    const word = document.createElement("span");
    word.className = "today-word";
    word.dataset.added = "";
    word.textContent = ` (${words.today})`;
    name.append(word);
  } else {
    row.removeAttribute("aria-current");
    name.querySelector(".today-word")?.remove();
  }
}

// A place's own words come back where nothing better is known, and on paper.
function say(place, said) {
  place.dataset.plain ??= place.textContent;
  const words = said ?? place.dataset.plain;
  if (place.textContent !== words) place.textContent = words;
  place.classList.toggle("is-now", said !== undefined);
  return words !== "";
}

function hoursToday(of, day, text) {
  if (of.days[day] === BY_APPOINTMENT) return text.appointment;
  const hours = hoursOf(of, day);
  if (hours === undefined) return undefined;
  if (hours.length === 0) return text.closed;
  const span = ([from, to]) => (to - from === MIDNIGHT ? text.always : `${clockWords(from)}–${clockWords(to)}`);
  return text.open.replace("{hours}", hours.map(span).join(words.comma));
}

function show() {
  const { date, minute } = clock();
  const day = daysBetween(schedule.from, date);
  let open;
  for (const place of document.querySelectorAll("[data-now]")) {
    const of = schedule.hours[place.dataset.now];
    const found = of && saying(of, day, minute, place.dataset);
    open ??= found?.open;
    place.hidden = !say(place, found?.said);
    place.classList.toggle("is-open", found?.open === true);
  }
  for (const place of document.querySelectorAll("[data-hours-today]")) {
    const of = schedule.hours[place.dataset.hoursToday];
    say(place, of && hoursToday(of, day, place.dataset));
  }
  for (const place of document.querySelectorAll("[data-promise]")) {
    const days = schedule.reply?.[day];
    say(place, days && place.dataset.promise.replace("{day}", dayWords(day + days, day)));
  }
  for (const place of document.querySelectorAll("[data-when-closed]")) place.hidden = open === true;
  const changes = [...document.querySelectorAll("[data-change]")];
  const next = changes.find(({ dataset }) => dataset.change >= date);
  for (const change of changes) {
    change.hidden = change !== next;
    change.parentElement.hidden = next === undefined;
  }
  const holds = ({ dataset }) => (dataset.first ?? "") <= date && date <= (dataset.last ?? date);
  for (const [name, { rows }] of Object.entries(schedule.hours)) {
    const tables = [...document.querySelectorAll(`[data-hours="${name}"]`)];
    // A week that is told for some days goes before the one that is not.
    const told = tables.filter((table) => table.closest("[data-first]") !== null && holds(table.closest("[data-first]")));
    const now = told.at(-1) ?? tables.find((table) => table.closest("[data-first]") === null && holds(table.parentElement));
    for (const table of tables) {
      const row = table === now ? (rows[day] ?? "-") : "-";
      for (const line of table.querySelectorAll("[data-days]")) mark(line, line.dataset.days.includes(row));
    }
  }
  for (const line of document.querySelectorAll("tr[data-first]")) mark(line, holds(line));
  for (const item of document.querySelectorAll("[data-last]")) item.hidden = item.dataset.last < date;
  for (const list of document.querySelectorAll("[data-items]")) {
    list.hidden = [...list.querySelectorAll("[data-item]")].every((item) => item.hidden);
  }
}

// Phones that ask which map to open.
if (/Android/.test(navigator.userAgent)) {
  for (const link of document.querySelectorAll("[data-geo]")) link.href = link.dataset.geo;
}

show();
setInterval(show, EVERY);
document.addEventListener("visibilitychange", show);
