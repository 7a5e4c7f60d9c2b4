// Holds sites against their JSON Schemas with Taplo, the TOML tool behind editors.
//
//   node taplo.mjs BASUTBUD DATE WORK VALID-SITE… --faulty FAULTY-SITE
//
// Every file of a valid site passes. Every fault of form that `check` finds in the faulty site is also
// reported by Taplo, in the same file and, for keys and values, on the same line.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [program, date, work, ...sites] = process.argv.slice(2);
const split = sites.indexOf("--faulty");
const valid = sites.slice(0, split);
const faulty = sites[split + 1];
const taplo = fileURLToPath(new URL("node_modules/@taplo/cli/dist/cli.js", import.meta.url));

// Faults of form that a schema cannot see, by path, with the reason.
const EXCEPTIONS = new Map([
  ["content/prov/units/syntax-values.toml:10", "the file has faults of syntax, and Taplo then looks no further"],
  ["content/prov/units/wrong-type.toml:10", "a date in quotes: JSON Schema has no dates, so both are text to it"],
]);

/** Writes the schemas of a site into a copy of it, and lints that: the faulty lines of each file. */
function lint(site) {
  const copy = resolve(work, "taplo");
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  // The settings are those that `init` writes.
  execFileSync(program, ["init", copy, "--quiet"]);
  rmSync(join(copy, "content"), { recursive: true });
  cpSync(join(site, "content"), join(copy, "content"), { recursive: true });
  if (existsSync(join(site, "themes"))) cpSync(join(site, "themes"), join(copy, "themes"), { recursive: true });
  execFileSync(program, ["schema", "--write", join(copy, "schemas"), "--root", copy, "--quiet", "--date", date]);
  const ran = spawnSync("node", [taplo, "lint", "--colors", "never"], { cwd: copy, encoding: "utf8", maxBuffer: 1 << 28 });
  const files = new Map();
  const at = (path) => {
    const name = relative(copy, path);
    if (!files.has(name)) files.set(name, new Set());
    return files.get(name);
  };
  for (const [, path, line] of ran.stderr.matchAll(/┌─ (.+?):(\d+):\d+/g)) at(path).add(Number(line));
  for (const [, path] of ran.stderr.matchAll(/invalid file .*?path="(.+?)"/g)) at(path);
  const count = /found files total=(\d+)/.exec(ran.stderr);
  if (!count) throw new Error(`Taplo did not run:\n${ran.stderr}`);
  return { files, total: Number(count[1]), text: ran.stderr };
}

let failed = 0;
const fail = (message) => {
  failed += 1;
  console.error(message);
};

for (const site of valid) {
  const { files, total, text } = lint(site);
  if (files.size > 0) fail(`${site}: Taplo refuses ${[...files.keys()].join(", ")}\n${text}`);
  console.log(`${site}: ${total} files accepted`);
}

const STRUCTURAL = ["missing-field", "unknown-key", "wrong-type"];
const checked = spawnSync(program, ["check", "--format", "json", "--root", faulty, "--date", date], { encoding: "utf8", maxBuffer: 1 << 28 });
const faults = JSON.parse(checked.stdout).findings.filter((finding) => STRUCTURAL.includes(finding.code));
const { files } = lint(faulty);
let seen = 0;
for (const { code, path, start, message } of faults) {
  const lines = files.get(path);
  const met = code === "missing-field" ? lines : lines?.has(start.line);
  const exception = EXCEPTIONS.get(`${path}:${start.line}`);
  if (met && !exception) {
    seen += 1;
  } else if (met) {
    fail(`${path}:${start.line}: Taplo reports this after all; take it off the exceptions`);
  } else if (!exception) {
    fail(`${path}:${start.line}: ${code} is not reported by Taplo: ${message}`);
  }
}
if (faults.length === 0) fail(`${faulty} has no fault of form`);
const places = [...new Set(faults.map((fault) => fault.path))].sort();
console.log(`${faulty}: ${seen} of ${faults.length} faults of form reported by Taplo too, in ${places.length} files:`);
for (const path of places) console.log(`  ${path}`);
for (const [place, reason] of EXCEPTIONS) console.log(`  not ${place}: ${reason}`);
process.exit(failed === 0 ? 0 : 1);
