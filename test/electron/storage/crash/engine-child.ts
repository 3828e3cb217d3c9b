import { pathToFileURL } from "node:url";
import { createRunSink } from "#electron/compose/run-sink.ts";
import { createModelManager } from "#electron/manager/model-manager.ts";
import { openStore } from "#electron/storage/store.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import type { RunEvent } from "#shared/run.ts";
import { createWorld } from "#test/support/engine-harness.ts";
import { answerers, wordTransport } from "./scripted-words.ts";

/**
 * A program that is killed: the real engine, run log and storage worker, before servers that stream in real time. It
 * sends one comparison of four columns after the other and tells on stdout what it may believe to be on disk:
 * `saved COMPARISON`, `text RUN CHARACTERS`, `done RUN`. Arguments: data folder, storage worker, number of this life.
 */
const [dataDir = "", workerPath = "", life = ""] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

function fail(error: unknown): never {
  say(`broken ${String(error)}`);
  process.exit(1);
}

const opened = await openStore({ workerUrl: pathToFileURL(workerPath), dataDir, clock: systemClock, onFailure: fail });
if (!opened.ok) fail(opened.message);
const { store } = opened;
await store.load();

const shown = new Map<string, number>();
const ends = new Map<string, () => void>();
const note = (event: RunEvent) => {
  if (event.type === "delta") shown.set(event.runId, (shown.get(event.runId) ?? 0) + event.text.length);
  // The store is told right after this.
  if (event.type === "run-ended") queueMicrotask(() => ends.get(event.runId)?.());
};

async function endOf(runId: string): Promise<void> {
  await new Promise<void>((resolve) => ends.set(runId, resolve));
  await store.settled(runId);
  ends.delete(runId);
  shown.delete(runId);
  say(`done ${runId}`);
}
const { dependencies } = createWorld({
  instead: {
    clock: systemClock,
    transport: wordTransport,
    ids: systemIds,
    sink: createRunSink({
      batcher: { emit: (event) => event.topic === "run" && note(event.event) },
      store,
      gateway: () => null,
    }),
    saveLimits: (limits) => store.saveLimits(limits),
    reportBug: fail,
  },
});
const manager = createModelManager(dependencies);

const sessionId = `session-${life}`;
const conversationId = `conversation-${life}`;
const columns = answerers.map((name) => {
  return { id: name, target: { kind: "model", providerId: name, modelId: `model-${name}` } } as const;
});
await store.startSession({ id: sessionId, startedAtMs: systemClock.epochMs() });
const createdAtMs = systemClock.epochMs();
await store.saveConversation({ id: conversationId, title: "A crash", createdAtMs, columns });

async function compare(number: number): Promise<void> {
  const id = `${life}.${number}`;
  const comparison = {
    id,
    conversationId,
    sessionId,
    prompt: id,
    startedAtMs: systemClock.epochMs(),
    isDemo: false,
  };
  await store.saveComparison(comparison);
  say(`saved ${id}`);
  const runs = columns.map(({ id: columnId, target }) => ({ columnId, target, runId: `${id}/${columnId}` }));
  const ended = runs.map(({ runId }) => endOf(runId));
  manager.start(comparison, runs);
  await Promise.all(ended);
}

async function tellText(): Promise<never> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 15));
    const before = [...shown];
    await store.flush();
    for (const [runId, length] of before) say(`text ${runId} ${length}`);
  }
}

void tellText().catch(fail);
for (let number = 1; ; number += 1) await compare(number);
