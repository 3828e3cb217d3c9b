import { setTimeout as wait } from "node:timers/promises";
import type { Input } from "#shared/contract.ts";
import type { HistoryDetails } from "#shared/history.ts";
import type { Run } from "#shared/run.ts";
import { promptOf } from "./answers.ts";
import { faultsOfRun } from "./judge-run.ts";
import { type Asked, isOver } from "./ledger.ts";
import { pick, type Stage, targetsOf } from "./stage.ts";

/** One comparison as a user's: sent, watched to its end, sometimes stopped or tried again, read back and judged. */

export const columnsEach = 8;

/** No server is silent for longer than some seconds, and each run asks at most three of them. */
const endsWithinMs = 90_000;
const lookAgainMs = 1_000;
/** That a run ended is told at once; a machine with everything else to do may take its time. */
const toldWithinMs = 30_000;

export type Thread = { readonly conversationId: string; readonly followsId: string | null };

/** Gives the id to go on from; null where the program was killed meanwhile. */
export async function compare(stage: Stage, thread: Thread): Promise<string | null> {
  const drops = stage.window.drops();
  const sent = await send(stage, thread, stage.newId("c"));
  if (sent === null) return null;
  const { asked, columns } = sent;
  const { comparisonId } = asked;
  const watched = { comparisonId, drops };
  const disturbed = await disturb(stage, watched, columns);
  await waitForEnds(stage, watched, [...columns.map(({ runId }) => runId), ...disturbed.added]);
  await readBack(stage, asked, disturbed.wasStopped);
  return isGone(stage) ? null : comparisonId;
}

export type Sent = { readonly asked: Asked; readonly columns: Input<"comparison.start">["columns"] };

/** Null where it was not acknowledged: the program was killed meanwhile, or a finding says why. */
export async function send(
  stage: Stage,
  { conversationId, followsId }: Thread,
  comparisonId: string,
): Promise<Sent | null> {
  const targets = targetsOf(stage, columnsEach);
  const columns = targets.map((target, index) => ({
    columnId: `column-${index}`,
    runId: `${comparisonId}-${index}`,
    target,
  }));
  const runIds = columns.map(({ runId }) => runId);
  const asked = { comparisonId, question: comparisonId, runIds, life: stage.number, isAcknowledged: false };
  stage.ledger.asked.set(comparisonId, asked);
  const prompt = promptOf(comparisonId);
  const input = { comparisonId, conversationId, prompt, columns, ...(followsId !== null && { followsId }) };
  return (await startSurely(stage, asked, input)) ? { asked, columns } : null;
}

export function isGone({ life }: Stage): boolean {
  return life.endedAtMs() !== null;
}

/** A window that lost its connection while it asked does not know whether it was heard: it looks, and asks again. */
async function startSurely(stage: Stage, asked: Asked, input: Input<"comparison.start">): Promise<boolean> {
  const { window, ledger } = stage;
  let wasCut = false;
  while (!isGone(stage)) {
    const answer = await window.call("comparison.start", input);
    if (answer.ok || (wasCut && answer.failure.code === "conflict")) {
      asked.isAcknowledged = true;
      return true;
    }
    if (answer.failure.code !== "disconnected") {
      ledger.findings.push(`${asked.comparisonId} was not sent: ${answer.failure.message}`);
      return false;
    }
    wasCut = true;
    await wait(20);
  }
  return false;
}

/** `drops`: of the window before it asked. From then on it should be told everything, unless it lost its connection. */
type Watched = { readonly comparisonId: string; readonly drops: number };

type Disturbed = { readonly added: readonly string[]; readonly wasStopped: boolean };

/** Now and then a run or all of them are stopped while they stream, or a column is tried again. */
async function disturb(
  stage: Stage,
  watched: Watched,
  columns: Input<"comparison.start">["columns"],
): Promise<Disturbed> {
  const { random, window } = stage;
  const { comparisonId } = watched;
  const drawn = random();
  const column = pick(random, columns);
  if (drawn < 0.08) {
    await wait(random() * 150);
    if (drawn < 0.05) await window.call("run.stop", { runId: column.runId });
    else await window.call("comparison.stop", { comparisonId });
    return { added: [], wasStopped: true };
  }
  if (drawn > 0.1) return { added: [], wasStopped: false };
  await waitForEnds(stage, watched, [column.runId]);
  const runId = `${column.runId}-again`;
  // Refused where another window opened another conversation meanwhile.
  const answer = await window.call("comparison.retry", { comparisonId, columns: [{ ...column, runId }] });
  // A window that lost its connection meanwhile does not know whether it was heard: it looks.
  const isLost = !answer.ok && answer.failure.code === "disconnected";
  const details = isLost ? await read(stage, comparisonId) : null;
  const isBegun = answer.ok || (details?.runs.some((run) => run.id === runId) ?? false);
  return { added: isBegun ? [runId] : [], wasStopped: false };
}

/** By what is told; and where nothing is told, by looking: also a lost event is found that way. */
async function waitForEnds(stage: Stage, { comparisonId, drops }: Watched, runIds: readonly string[]): Promise<void> {
  const { ledger, window } = stage;
  const untilMs = performance.now() + endsWithinMs;
  const told = ledger.allEnded(runIds).then(() => true);
  while (!isGone(stage)) {
    if (await Promise.race([told, wait(lookAgainMs, false, { ref: false })])) return;
    const details = await read(stage, comparisonId);
    const over = (details?.runs ?? []).filter((run) => isOver(run) && runIds.includes(run.id));
    await hear(stage, drops, over);
    for (const run of over.filter(({ id }) => !ledger.ends.has(id))) {
      if (window.drops() === drops && !isGone(stage)) ledger.findings.push(`No window was told the end of ${run.id}.`);
      ledger.noteEnd(run.id, run.status);
    }
    if (performance.now() < untilMs) continue;
    const open = runIds.filter((id) => !ledger.ends.has(id));
    ledger.findings.push(`Hangs: ${open.join(", ")}`);
    return;
  }
}

/** What ended on the way here may still be on its way to the window, unless that lost its connection. */
async function hear(stage: Stage, drops: number, over: readonly Run[]): Promise<void> {
  const { ledger, window } = stage;
  const untilMs = performance.now() + toldWithinMs;
  const isDue = () => window.drops() === drops && !isGone(stage) && performance.now() < untilMs;
  while (over.some(({ id }) => !ledger.ends.has(id)) && isDue()) await wait(20);
}

/** Null where the program is gone. */
export async function read(stage: Stage, comparisonId: string): Promise<HistoryDetails | null> {
  while (!isGone(stage)) {
    const answer = await stage.window.call("history.get", { comparisonId });
    if (answer.ok) return answer.value;
    if (answer.failure.code !== "disconnected") {
      if (!isGone(stage)) stage.ledger.findings.push(`${comparisonId} cannot be read: ${answer.failure.message}`);
      return null;
    }
    await wait(20);
  }
  return null;
}

export async function readBack(stage: Stage, asked: Asked, wasStopped: boolean): Promise<void> {
  const details = await read(stage, asked.comparisonId);
  if (details === null) return;
  const { ledger, catalog } = stage;
  if (details.comparison.prompt !== promptOf(asked.question)) {
    ledger.findings.push(`${asked.comparisonId} has another prompt: ${details.comparison.prompt}`);
  }
  const known = new Set(details.runs.map(({ id }) => id));
  for (const runId of asked.runIds ?? []) {
    if (!known.has(runId)) ledger.findings.push(`Run ${runId} is lost.`);
  }
  const question = { question: asked.question, linkOf: catalog.linkOf, wasStopped, wasKilled: false };
  for (const run of details.runs) {
    ledger.findings.push(...faultsOfRun(run, question));
    ledger.count(run);
  }
}
