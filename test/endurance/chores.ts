import { setTimeout as wait } from "node:timers/promises";
import { promptOf } from "./answers.ts";
import { isGone, readBack } from "./compare.ts";
import type { Asked } from "./ledger.ts";
import { pick, type Stage, targetsOf } from "./stage.ts";

/** What else a user does while comparisons run: repeats, rehearsals, reading the history, lifting limits. */

const endsWithinMs = 90_000;
const lookEveryMs = 200;

/** Two columns, three times. One that stands still because all of its columns failed is stopped. */
export async function repeat(stage: Stage): Promise<void> {
  const { window, ledger } = stage;
  const comparisonId = stage.newId("r");
  const asked: Asked = {
    comparisonId,
    question: comparisonId,
    runIds: null,
    life: stage.number,
    isAcknowledged: false,
  };
  ledger.asked.set(comparisonId, asked);
  const columns = targetsOf(stage, 2).map((target, index) => ({ columnId: `column-${index}`, target }));
  const plan = { purpose: "repeat", times: 3, perProvider: 4 } as const;
  const prompt = promptOf(comparisonId);
  const started = await window.call("repeat.start", {
    comparisonId,
    conversationId: comparisonId,
    prompt,
    columns,
    repeat: plan,
  });
  if (started.ok) asked.isAcknowledged = true;
  else if (started.failure.code !== "disconnected") ledger.findings.push(`No repeat: ${started.failure.message}`);
  if (!started.ok) return;
  const wasStopped = await watchRepeat(stage, comparisonId);
  await readBack(stage, asked, wasStopped);
  if (!isGone(stage)) ledger.tally("repeats");
}

async function watchRepeat(stage: Stage, comparisonId: string): Promise<boolean> {
  const { window, ledger } = stage;
  const untilMs = performance.now() + endsWithinMs;
  while (!isGone(stage)) {
    await wait(lookEveryMs);
    const state = await window.call("repeat.state", { comparisonId });
    const { status, running } = state.ok ? state.value : { status: "running", running: 1 };
    if (status === "done" && running === 0) return false;
    if (status === "stopped" && running === 0) return true;
    if (status === "paused") await window.call("repeat.stop", { comparisonId });
    if (performance.now() < untilMs) continue;
    ledger.findings.push(`Hangs: repeat ${comparisonId} is ${status}, ${running} running`);
    return true;
  }
  return true;
}

/** Ten times as fast, with the first link failing. */
export async function drill(stage: Stage): Promise<void> {
  const { window, ledger, random, catalog } = stage;
  const runId = stage.newId("d");
  const fault = pick(random, [{ kind: "refused" }, { kind: "empty" }, { kind: "status", status: 503 }] as const);
  const chainId = pick(random, catalog.chains).id;
  const drops = window.drops();
  const started = await window.call("drill.start", { runId, chainId, faults: { "link-0": fault }, speed: 10 });
  if (!started.ok) {
    // Four at most run at once, and a cut connection says nothing.
    const isRight = ["conflict", "disconnected"].includes(started.failure.code);
    if (!isRight) ledger.findings.push(`No drill: ${started.failure.message}`);
    return;
  }
  const untilMs = performance.now() + endsWithinMs;
  while (!ledger.ends.has(runId) && !isGone(stage)) {
    await wait(lookEveryMs);
    // It ends with its window, and is told to none that was not there.
    if (window.drops() !== drops) return;
    if (performance.now() < untilMs) continue;
    ledger.findings.push(`Hangs: drill ${runId}`);
    return;
  }
  if (!isGone(stage)) ledger.tally("drills");
}

export async function readHistory(stage: Stage): Promise<void> {
  const { window, ledger, random } = stage;
  const asked = pick(random, [...ledger.asked.values()]);
  const text = random() < 0.5 ? asked.question : "question";
  const filters = random() < 0.3 ? { status: "failed" as const } : {};
  const page = await window.call("history.search", { text, filters, cursor: null });
  if (!page.ok) {
    if (page.failure.code !== "disconnected") ledger.findings.push(`No history: ${page.failure.message}`);
    return;
  }
  await window.call("spend.report", { range: { kind: "days", days: 1 } });
  ledger.tally("history reads");
}

/** "Clear cooldown" for everyone: a test of ten minutes does not sit out what a user would. */
export async function liftLimits({ window, catalog }: Stage): Promise<void> {
  const providers = new Set(catalog.models.map(({ providerId }) => providerId));
  for (const providerId of providers) await window.call("limit.clear", { providerId });
}
