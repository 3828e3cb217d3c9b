import type { HostEvent } from "#shared/contract.ts";
import { startRun } from "#shared/reduce-run.ts";
import type { RepeatState } from "#shared/repeat.ts";
import type { Column, Comparison, RunEvent } from "#shared/run.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import { endOf, runOf, usageOf } from "#test/support/scripted-data.ts";
import type { ScriptedHost } from "#test/support/scripted-host.ts";
import { columnsOf } from "./scripted-stream.ts";

/** As the event batcher of the host has it. */
const batchEveryMs = 16;
/** As the host tells of a repeat while it runs. */
const tellEveryMs = 250;

export type RepeatOptions = {
  readonly columns: number;
  readonly rounds: number;
  /** Of each column, one after the other. */
  readonly runMs: number;
  readonly text: string;
};

type Lane = { readonly column: Column; round: number; startedAtMs: number; durationMs: number; sent: number };

/** Plays a repeat into a window as a host would: every column by itself, one run after the other, with text that streams. */
export async function playRepeat(host: Pick<ScriptedHost, "send">, options: RepeatOptions): Promise<void> {
  const { columns, rounds, text } = options;
  const random = seededRandom(7);
  const comparison = comparisonOf(columns, rounds);
  let seq = 0;
  let told = 0;
  let measured = 0;
  const send = (events: readonly HostEvent[]) => {
    if (events.length === 0) return;
    seq += 1;
    host.send({ kind: "batch", batch: { seq, events } });
  };
  const durationMs = () => options.runMs * (0.6 + 0.8 * random());
  const lanes: Lane[] = columnsOf(columns).map((column) => ({
    ...{ column, round: 0, startedAtMs: Date.now(), durationMs: durationMs(), sent: -1 },
  }));
  send([
    { topic: "comparison", comparison },
    { topic: "repeat", repeat: stateOf(comparison, { total: columns * rounds, measured }) },
  ]);
  while (lanes.some((lane) => lane.round < rounds)) {
    await new Promise((resolve) => setTimeout(resolve, batchEveryMs));
    const events: RunEvent[] = [];
    const nowMs = Date.now();
    for (const lane of lanes) {
      if (lane.round >= rounds) continue;
      events.push(...stepOf(lane, { comparison, text, nowMs }));
      if (nowMs - lane.startedAtMs < lane.durationMs) continue;
      measured += 1;
      Object.assign(lane, { round: lane.round + 1, startedAtMs: nowMs, durationMs: durationMs(), sent: -1 });
    }
    const isTold = nowMs - told >= tellEveryMs;
    if (isTold) told = nowMs;
    const state = stateOf(comparison, { total: columns * rounds, measured });
    send([
      ...events.map((event): HostEvent => ({ topic: "run", event })),
      ...(isTold ? [{ topic: "repeat", repeat: state } as const] : []),
    ]);
  }
  const state = stateOf(comparison, { total: columns * rounds, measured });
  send([{ topic: "repeat", repeat: { ...state, status: "done", running: 0 } }]);
}

type Moment = { readonly comparison: Comparison; readonly text: string; readonly nowMs: number };

/** What a column tells since the last batch: the beginning of its run, more of its text, its end. */
function stepOf(lane: Lane, { comparison, text, nowMs }: Moment): RunEvent[] {
  const runId = `${comparison.id}-${lane.column.id}-${lane.round}`;
  const attemptId = `${runId}-a`;
  const atMs = nowMs - lane.startedAtMs;
  const share = Math.min(1, atMs / lane.durationMs);
  const from = Math.max(0, lane.sent);
  const until = Math.ceil(text.length * share);
  const begin = lane.sent === -1 ? opening(comparison, lane, runId) : [];
  lane.sent = until;
  const piece = text.slice(from, until);
  const delta = { type: "delta", runId, attemptId, atMs, channel: "text", text: piece } as const;
  const more = piece === "" ? [] : [delta];
  return [...begin, ...more, ...(share === 1 ? closing(runId, atMs) : [])];
}

function opening(comparison: Comparison, { column, round, startedAtMs }: Lane, id: string): RunEvent[] {
  const { id: comparisonId } = comparison;
  const parts = { comparisonId, columnId: column.id, target: column.target, startedAtMs, round };
  const run = { ...startRun(runOf(id, parts)), round };
  const attempt = { id: `${id}-a`, linkIndex: 0, providerId: "openai", modelId: "gpt-4o", kind: "first" } as const;
  return [
    { type: "run-started", run },
    { type: "attempt-started", runId: id, attempt: { ...attempt, startMs: 0, waitedMs: 0, price: null } },
    { type: "attempt-headers", runId: id, attemptId: attempt.id, connectedMs: 1, atMs: 2, httpStatus: 200 },
  ];
}

function closing(id: string, endMs: number): RunEvent[] {
  const firstAnswerMs = Math.round(endMs / 5);
  const usage = usageOf(200, 150 + (endMs % 40));
  const cost = { nanoUsd: 1_000_000 + endMs * 1_000, source: "computed" } as const;
  const end = endOf({ endMs, firstAnswerMs, lastContentMs: endMs, usage, cost });
  return [
    { type: "attempt-ended", runId: id, attemptId: `${id}-a`, end },
    { type: "run-ended", runId: id, atMs: endMs, status: "done", answeredBy: `${id}-a`, failure: null },
  ];
}

function comparisonOf(columns: number, rounds: number): Comparison {
  const asked = columnsOf(columns).map(({ id, target }) => ({ columnId: id, target }));
  return {
    id: "repeated",
    conversationId: "conversation-1",
    sessionId: "session-1",
    prompt: "Summarise this incident report in exactly five bullets.",
    startedAtMs: Date.now(),
    isDemo: false,
    repeat: { purpose: "repeat", times: rounds, seed: 7, perProvider: 1, columns: asked },
  };
}

function stateOf({ id, conversationId }: Comparison, far: { total: number; measured: number }): RepeatState {
  return {
    ...{ comparisonId: id, conversationId, status: "running", pause: null, failed: 0, running: 4, holds: [] },
    ...far,
    cost: { nanoUsd: far.measured * 1_000_000, unknownCount: 0, isEstimate: false },
    atMostNanoUsd: (far.total - far.measured) * 4_000_000,
    expectedNanoUsd: (far.total - far.measured) * 1_000_000,
    leftMs: far.measured === 0 ? null : 60_000,
  };
}
