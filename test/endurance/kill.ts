import { setTimeout as wait } from "node:timers/promises";
import { heldKind } from "./answers.ts";
import { isGone, read, send, type Thread } from "./compare.ts";
import { isOver } from "./ledger.ts";
import type { Stage } from "./stage.ts";

const lookEveryMs = 20;
/** Far less than the servers hold an answer back. */
const mostFurtherMs = 300;

/**
 * Kills the program in the middle of a comparison: of one whose answers the servers begin and do not end, once they are
 * seen to stream. A kill at any moment might come before anything runs, or when all is over, and would prove nothing.
 */
export async function killAmid(stage: Stage, thread: Thread): Promise<void> {
  const { life, ledger, random } = stage;
  while (!isGone(stage)) {
    const sent = await send(stage, thread, stage.newId(heldKind));
    // All of its columns may have met limits that stood before it: then another one is sent.
    if (sent !== null && !(await streams(stage, sent.asked.comparisonId))) continue;
    await wait(random() * mostFurtherMs);
    ledger.findings.push(...(await life.end("SIGKILL")));
    ledger.tally("kills");
  }
}

/** Resolves when the first words of a run are there, to false where all runs end without. */
async function streams(stage: Stage, comparisonId: string): Promise<boolean> {
  while (!isGone(stage)) {
    const runs = (await read(stage, comparisonId))?.runs ?? [];
    if (runs.some((run) => !isOver(run) && run.text !== "")) return true;
    if (runs.length > 0 && runs.every(isOver)) return false;
    await wait(lookEveryMs);
  }
  return false;
}
