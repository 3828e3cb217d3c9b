import { migrations } from "#electron/storage/migrations.ts";
import { openDatabase } from "#electron/storage/open-database.ts";
import { createRunKeeper } from "#electron/storage/run-keeper.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { saveComparison } from "#electron/storage/tables/comparisons.ts";
import { saveConversation } from "#electron/storage/tables/conversations.ts";
import { saveRepeat } from "#electron/storage/tables/repeats.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import type { Comparison, RunEvent } from "#shared/run.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import { models, runEventsOf } from "#test/support/big-history/made-runs.ts";
import { createWriter } from "#test/support/big-history/words.ts";

const rounds = 200;
const answerLength = 4_000;

/** A prompt that was repeated 200 times at four models, the newest of the history; gives the id of it. */
export function addRepeated(dataDir: string): string {
  const opened = openDatabase({ dataDir, nowMs: Date.now(), steps: migrations });
  if (!opened.ok) throw new Error(opened.message);
  try {
    return opened.database.transaction(() => fill(opened.database));
  } finally {
    opened.close();
  }
}

function fill(database: Database): string {
  const random = seededRandom(7);
  const write = createWriter(random);
  const columns = models.slice(0, 4).map(({ providerId, modelId }, index) => {
    return { columnId: `repeated-${index}`, target: { kind: "model", providerId, modelId } as const };
  });
  const repeat: RepeatPlan = { purpose: "repeat", times: rounds, seed: 7, perProvider: 1, columns };
  const [id, sessionId, startedAtMs] = ["repeated", "session-0", Date.now()];
  const comparison: Comparison = {
    ...{ id, conversationId: id, sessionId, prompt: write(200), startedAtMs, isDemo: false, repeat },
  };
  saveConversation(database, { id, title: "Repeated", createdAtMs: startedAtMs, columns: [] });
  saveComparison(database, comparison);
  const keeper = createRunKeeper(database);
  for (let round = 0; round < rounds; round += 1) {
    const batches = columns.map(({ columnId }) => {
      const runId = `${columnId}-${round}`;
      const events = runEventsOf({ id: runId, comparison, columnId, text: write(answerLength), random });
      return { runId, events: events.map((event) => inRound(event, round)) };
    });
    const failed = keeper.append(batches).find((result) => !result.ok);
    if (failed?.ok === false) throw new Error(failed.message);
  }
  saveRepeat(database, { comparisonId: id, status: "done", pause: null });
  return id;
}

function inRound(event: RunEvent, round: number): RunEvent {
  return event.type === "run-started" ? { ...event, run: { ...event.run, round } } : event;
}
