// Starts the program for scripts that look at `basutbud watch`.

import { spawn } from "node:child_process";

/** Starts `basutbud watch` on a site, and gives the process and its address. */
export function watch(program, root, ...more) {
  const child = spawn(program, ["watch", "--root", root, "--port", "0", ...more]);
  child.stdout.resume();
  const address = new Promise((found, failed) => {
    let told = "";
    child.stderr.on("data", (part) => {
      told += part;
      const match = /http:\/\/[\d.:]+/.exec(told);
      if (match) found(match[0]);
    });
    child.on("exit", () => failed(new Error(`the program ended: ${told}`)));
  });
  return { child, address };
}
