import type { HostEvent } from "#shared/contract.ts";
import { startRun } from "#shared/reduce-run.ts";
import type { Column, Comparison, RunEvent } from "#shared/run.ts";
import { endOf, modelTarget, runOf } from "#test/support/scripted-data.ts";
import type { ScriptedHost } from "#test/support/scripted-host.ts";
import type { Scene } from "#test/support/scripted-scenes.ts";

/** As the event batcher of the host has it. */
const batchEveryMs = 16;

export const columnsOf = (count: number): readonly Column[] =>
  Array.from({ length: count }, (_, index) => ({ id: `column-${index + 1}`, target: modelTarget("openai", "gpt-4o") }));

/** Columns that were never sent to. */
export function idleScene(count: number): Scene {
  return { prompt: "", columns: columnsOf(count), runs: [] };
}

export type StreamOptions = {
  readonly columns: number;
  readonly text: string;
  /** Of each column. */
  readonly charactersPerSecond: number;
};

/** Plays answers into a window batch by batch, as a host would send them. */
export function createScriptedStream(host: Pick<ScriptedHost, "send">) {
  let seq = 0;
  let sends = 0;
  const send = (events: readonly HostEvent[]) => {
    seq += 1;
    host.send({ kind: "batch", batch: { seq, events } });
  };

  /** One prompt to every column. Resolves when the last answer has ended; late batches are caught up with. */
  const play = async ({ columns, text, charactersPerSecond }: StreamOptions): Promise<void> => {
    sends += 1;
    const comparison = comparisonOf(sends);
    const runs = columnsOf(columns).map((column) => ({ column, id: `run-${sends}-${column.id}` }));
    const startedAtMs = comparison.startedAtMs;
    send([
      { topic: "comparison", comparison },
      ...runs.flatMap(({ column, id }) => opening(comparison, column, id).map(runEvent)),
    ]);
    let sent = 0;
    while (sent < text.length) {
      await new Promise((resolve) => setTimeout(resolve, batchEveryMs));
      const atMs = Date.now() - startedAtMs;
      const until = Math.min(text.length, Math.ceil((atMs * charactersPerSecond) / 1000));
      const piece = text.slice(sent, until);
      if (piece === "") continue;
      sent = until;
      send(
        runs.map(({ id }) =>
          runEvent({ type: "delta", runId: id, attemptId: `${id}-a`, atMs, channel: "text", text: piece }),
        ),
      );
    }
    const endMs = Date.now() - startedAtMs;
    send(runs.flatMap(({ id }) => closing(id, endMs).map(runEvent)));
  };
  return { play };
}

const runEvent = (event: RunEvent): HostEvent => ({ topic: "run", event });

function comparisonOf(number: number): Comparison {
  return {
    id: `comparison-${number}`,
    conversationId: "conversation-1",
    sessionId: "session-1",
    prompt: `Prompt ${number}`,
    startedAtMs: Date.now(),
    isDemo: false,
    ...(number > 1 && { followsId: `comparison-${number - 1}` }),
  };
}

function opening(comparison: Comparison, column: Column, id: string): RunEvent[] {
  const run = startRun(
    runOf(id, {
      comparisonId: comparison.id,
      columnId: column.id,
      target: column.target,
      startedAtMs: comparison.startedAtMs,
    }),
  );
  const attempt = { id: `${id}-a`, linkIndex: 0, providerId: "openai", modelId: "gpt-4o", kind: "first" } as const;
  return [
    { type: "run-started", run },
    { type: "attempt-started", runId: id, attempt: { ...attempt, startMs: 0, waitedMs: 0, price: null } },
    { type: "attempt-headers", runId: id, attemptId: attempt.id, connectedMs: 1, atMs: 2, httpStatus: 200 },
  ];
}

function closing(id: string, endMs: number): RunEvent[] {
  const end = endOf({ endMs, firstAnswerMs: 2, lastContentMs: endMs });
  return [
    { type: "attempt-ended", runId: id, attemptId: `${id}-a`, end },
    { type: "run-ended", runId: id, atMs: endMs, status: "done", answeredBy: `${id}-a`, failure: null },
  ];
}
