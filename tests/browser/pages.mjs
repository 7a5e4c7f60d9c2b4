// The pages that are looked at in a browser: at least one of each kind, of the example site.
// Every page of the site goes through the HTML checker; these also meet people's ways of reading.

/** Kind of page, then its addresses. */
export const PAGES = [
  ["home", "/", "/en/"],
  ["region", "/kalmar/", "/en/kalmar/", "/vgr/"],
  ["units A–Ö", "/kalmar/a-o/", "/en/vgr/a-o/"],
  ["municipalities", "/kalmar/kommun/"],
  ["municipality", "/kalmar/kommun/kalmar/", "/en/kalmar/kommun/kalmar/"],
  ["type", "/kalmar/typ/halsocentral/", "/en/kalmar/typ/avdelning/"],
  ["services", "/kalmar/tjanst/"],
  ["service", "/kalmar/tjanst/fornya-recept/", "/en/vgr/tjanst/webbtidbokning/"],
  ["base offering", "/kalmar/basutbud/", "/vgr/basutbud/", "/en/kalmar/basutbud/"],
  // A clinic with everything, in both languages.
  ["unit", "/kalmar/strandvik/", "/en/kalmar/strandvik/"],
  // A ward, two private clinics (with and without an agreement), dentists, the other region.
  ["unit", "/kalmar/medicinavdelningen-lysvik/", "/kalmar/familjelakarna-kusten/"],
  ["unit", "/kalmar/hudkliniken-bron/", "/kalmar/folktandvarden-silvergarden/"],
  ["unit", "/vgr/vardcentralen-lindangen/", "/en/kalmar/hudmottagningen-sundsvik/"],
  ["door sheet", "/kalmar/strandvik/affisch/", "/kalmar/medicinavdelningen-lysvik/affisch/"],
  ["about", "/om/", "/en/om/"],
  ["accessibility statement", "/tillganglighet/", "/en/tillganglighet/"],
  ["not found", "/finns/inte/", "/en/finns/inte/"],
].flatMap(([kind, ...addresses]) => addresses.map((address) => ({ kind, address })));

/** Pages that a preview looks different on: with its banner, and with the findings of a unit. */
export const PREVIEW_PAGES = [
  { kind: "preview", address: "/" },
  { kind: "preview", address: "/kalmar/folktandvarden-brofastet/" },
  { kind: "preview", address: "/en/kalmar/folktandvarden-brofastet/" },
];

/** Reports in both languages, with a comparison and a trend, and one with every outcome; pages of differences. */
export const REPORT_PAGES = [
  { kind: "report", address: "/report.sv.html" },
  { kind: "report", address: "/report.en.html" },
  { kind: "report", address: "/outcomes.html" },
  { kind: "difference", address: "/diff-rules.sv.html" },
  { kind: "difference", address: "/diff-rules.en.html" },
  { kind: "difference", address: "/diff-residents.sv.html" },
  { kind: "difference", address: "/diff-residents.en.html" },
];

/** Addresses of old, with the page each leads to. */
export const REDIRECTS = [
  ["/kalmar/strandviks-vardcentral/", "/kalmar/strandvik/"],
  ["/en/kalmar/strandviks-vardcentral/", "/en/kalmar/strandvik/"],
];
