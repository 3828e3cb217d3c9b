/**
 * A module for `--import`: it runs inside of the program's own process before the program does, prints on both of its
 * outputs, and starts a child with an argument and a variable. So the search of outputs, arguments and environments
 * proves on the real process tree that it would find a key there.
 */
export type DecoyTexts = {
  readonly stdout: string;
  readonly stderr: string;
  readonly argument: string;
  readonly variable: string;
};

/** Source of the module. The child ends with its parent, however that one ends. */
export function decoyModule(texts: DecoyTexts): string {
  const child =
    "const parent = process.ppid; setInterval(() => { if (process.ppid !== parent) process.exit(); }, 100);";
  return `
import { spawn } from "node:child_process";
import { isMainThread } from "node:worker_threads";
if (isMainThread) {
  console.log(${JSON.stringify(texts.stdout)});
  console.error(${JSON.stringify(texts.stderr)});
  const env = { PLANTED: ${JSON.stringify(texts.variable)} };
  const args = ["--eval", ${JSON.stringify(child)}, "--", ${JSON.stringify(texts.argument)}];
  spawn(process.execPath, args, { env, stdio: "ignore" }).unref();
}
`;
}
