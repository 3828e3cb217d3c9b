import { migrations } from "#electron/storage/migrations.ts";
import { openDatabase } from "#electron/storage/open-database.ts";
import { createRunKeeper, type RunBatch } from "#electron/storage/run-keeper.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { saveComparison } from "#electron/storage/tables/comparisons.ts";
import { saveConversation } from "#electron/storage/tables/conversations.ts";
import type { Comparison, Conversation } from "#shared/run.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import { models, runEventsOf } from "./big-history/made-runs.ts";
import { createWriter, fixedSearches, pick, topics } from "./big-history/words.ts";

/** How large a made-up history is to be. */
export type HistorySize = {
  readonly runs: number;
  /** Of the database file, search index and all. Answers are as long as that takes. */
  readonly bytes: number;
  /** Epoch ms of the newest comparison; the others lie in the year before it. */
  readonly untilMs?: number;
};

export type MadeHistory = {
  readonly runs: number;
  readonly comparisons: number;
  readonly conversations: number;
  readonly sessions: number;
  readonly bytes: number;
};

/** The sizes that the figures are told at. */
export const bigHistory: HistorySize = { runs: 100_000, bytes: 1_000_000_000 };

const seed = 20_261_123;
const runsPerComparison = 4;
const comparisonsPerSession = 60;
const comparisonsPerTransaction = 200;
const yearMs = 365 * 24 * 3_600_000;
const defaultUntilMs = Date.UTC(2026, 10, 23);

/**
 * Makes a data folder with a history of this size through the very functions that save a real one, so that whatever
 * they keep beside it (spend, search index) is there as well. The same size gives the same history.
 */
export function makeBigHistory(dataDir: string, size: HistorySize): MadeHistory {
  const untilMs = size.untilMs ?? defaultUntilMs;
  const opened = openDatabase({ dataDir, nowMs: untilMs, steps: migrations });
  if (!opened.ok) throw new Error(opened.message);
  try {
    return fillHistory(opened.database, { ...size, untilMs });
  } finally {
    opened.close();
  }
}

/** 200 searches of 1 to 3 words that fit these texts. */
export function historySearches(count = 200): readonly string[] {
  return fixedSearches(count, seededRandom(seed + 1));
}

type Filling = {
  readonly database: Database;
  readonly size: Required<HistorySize>;
  readonly random: () => number;
  readonly write: (length: number) => string;
  readonly keeper: ReturnType<typeof createRunKeeper>;
  readonly comparisons: number;
};

export function fillHistory(database: Database, size: Required<HistorySize>): MadeHistory {
  // A made-up history that a power cut spoils is made again.
  database.exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
  const random = seededRandom(seed);
  const comparisons = Math.ceil(size.runs / runsPerComparison);
  const keeper = createRunKeeper(database);
  const filling: Filling = { database, size, random, write: createWriter(random), keeper, comparisons };
  const pace = paceOf(filling);
  for (let from = 0; from < comparisons; from += comparisonsPerTransaction) {
    const until = Math.min(comparisons, from + comparisonsPerTransaction);
    const length = pace(from);
    database.transaction(() => {
      for (let index = from; index < until; index += 1) makeComparison(filling, index, length);
    });
  }
  const sessions = Math.ceil(comparisons / comparisonsPerSession);
  const bytes = pageBytes(database);
  return { runs: size.runs, comparisons, conversations: comparisons, sessions, bytes };
}

function pageBytes(database: Database): number {
  const pages = Number(database.get("PRAGMA page_count")?.page_count);
  return pages * Number(database.get("PRAGMA page_size")?.page_size);
}

/** The mean length of the next answers, by what the ones before took on disk beside their length. */
function paceOf({ database, size }: Filling): (madeComparisons: number) => number {
  const emptyBytes = pageBytes(database);
  let written = 0;
  let lastLength = 0;
  let lastMade = 0;
  return (made) => {
    written += lastLength * (made - lastMade) * runsPerComparison;
    const madeRuns = made * runsPerComparison;
    const left = Math.max(1, size.runs - madeRuns);
    const used = pageBytes(database) - emptyBytes;
    // Before anything is written, as texts of this kind turned out: rows beside the text take some 2.5 KB a run.
    const perCharacter = written === 0 ? 1.7 : Math.max(1, (used - madeRuns * 2_500) / written);
    const bytesPerRun = (size.bytes - emptyBytes - used) / left;
    lastMade = made;
    lastLength = Math.max(20, Math.round((bytesPerRun - 2_500) / perCharacter));
    return lastLength;
  };
}

function makeComparison(filling: Filling, index: number, meanLength: number): void {
  const { database, size, random, write, keeper, comparisons } = filling;
  const startedAtMs = Math.round(size.untilMs - (yearMs * (comparisons - 1 - index)) / comparisons);
  const sessionId = sessionOf(database, index, startedAtMs);
  const conversation = conversationOf({ index, startedAtMs, prompt: promptOf(index, filling), random });
  const comparison: Comparison = {
    id: `comparison-${index}`,
    conversationId: conversation.id,
    sessionId,
    prompt: `${conversation.title}\n\n${write(200 + Math.floor(random() * 400))}`,
    startedAtMs,
    isDemo: false,
  };
  saveConversation(database, conversation);
  saveComparison(database, comparison);
  const left = Math.min(runsPerComparison, size.runs - index * runsPerComparison);
  const batches: RunBatch[] = Array.from({ length: left }, (_, column) => {
    const id = `run-${index}-${column}`;
    // From half to one and a half times the mean.
    const text = write(Math.round(meanLength * (0.5 + random())));
    return { runId: id, events: runEventsOf({ id, comparison, columnId: `column-${column}`, text, random }) };
  });
  const failed = keeper.append(batches).find((result) => !result.ok);
  if (failed?.ok === false) throw new Error(failed.message);
}

function sessionOf(database: Database, index: number, startedAtMs: number): string {
  const id = `session-${Math.floor(index / comparisonsPerSession)}`;
  if (index % comparisonsPerSession === 0) {
    database.run("INSERT INTO sessions (id, started_at_ms, ended_at_ms) VALUES (?, ?, ?)", id, startedAtMs, null);
  }
  return id;
}

function promptOf(index: number, { random }: Filling): string {
  const [first, second, third] = [pick(topics, random), pick(topics, random), pick(topics, random)];
  return `How does the ${first} of a ${second} change the ${third}? Case ${index}`;
}

type Making = { index: number; startedAtMs: number; prompt: string; random: () => number };

function conversationOf({ index, startedAtMs, prompt, random }: Making): Conversation {
  const columns = Array.from({ length: runsPerComparison }, (_, column) => {
    const { providerId, modelId } = pick(models, random);
    return { id: `column-${column}`, target: { kind: "model", providerId, modelId } as const };
  });
  return { id: `conversation-${index}`, title: prompt, createdAtMs: startedAtMs, columns };
}
