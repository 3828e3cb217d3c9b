import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

/** What killed programs said to be on disk. */
export type Told = {
  readonly saved: Set<string>;
  readonly done: Set<string>;
  /** Characters of each run's text, the most that was told. */
  readonly text: Map<string, number>;
  /** What a program said about itself before it was killed; empty where all is well. */
  readonly broken: string[];
};

export function nothingTold(): Told {
  return { saved: new Set(), done: new Set(), text: new Map(), broken: [] };
}

/** When a program is killed: so many ms after the so many-th line that it printed. */
export type Death = { readonly line: number; readonly afterMs: number };

/**
 * Starts a program and kills it. Its words go into `told`; what the pipe holds of a killed program may end within a
 * line, which is left out.
 */
export async function liveAndDie(args: readonly string[], { line, afterMs }: Death, told: Told): Promise<void> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  const isDue = Promise.withResolvers<void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.split("\n").length > line) isDue.resolve();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const closed = once(child, "close");
  await Promise.race([isDue.promise, closed]);
  await Promise.race([wait(afterMs), closed]);
  child.kill("SIGKILL");
  await closed;
  if (child.signalCode !== "SIGKILL") told.broken.push(`It ended by itself: ${errors || output}`);
  for (const said of output.split("\n").slice(0, -1)) hear(said, told);
}

function hear(said: string, told: Told): void {
  const [word = "", name = "", length = ""] = said.split(" ");
  if (word === "saved") told.saved.add(name);
  else if (word === "done") told.done.add(name);
  else if (word === "text") told.text.set(name, Math.max(told.text.get(name) ?? 0, Number(length)));
  else told.broken.push(said);
}
