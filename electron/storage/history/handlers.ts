import type { RunKeeper } from "#electron/storage/run-keeper.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import type { HistoryPage, HistoryQuery } from "#shared/history.ts";
import { changeHistory, loadTags } from "./change.ts";
import { loadDetails } from "./details.ts";
import { isIndexDamage, renewIndex, withIndex } from "./index-table.ts";
import type { HistoryMethods } from "./protocol.ts";
import { newPurge, type PurgeQuestion, type PurgeState, type PurgeStep, purgeStep } from "./purge.ts";
import { catchUp } from "./refresh.ts";
import { removeHistory, restoreHistory } from "./remove.ts";
import { searchHistory } from "./search.ts";

type Handlers = {
  readonly [M in keyof HistoryMethods]: (input: HistoryMethods[M]["input"]) => HistoryMethods[M]["output"];
};

type OpenHistory = { readonly database: Database; readonly runs: Pick<RunKeeper, "liveIds"> };

/** The history's part of the worker. `open` is asked at each call: the database is opened later. */
export function historyHandlers(open: () => OpenHistory): Handlers {
  let purge = newPurge();
  const write = <T>(work: (database: Database) => T): T => {
    const { database } = open();
    return withIndex(database, () => work(database));
  };
  return {
    searchHistory: ({ query, nowMs }) => searchOrRenew(open().database, query, nowMs),
    historyDetails: ({ comparisonId, nowMs }) => {
      const { database } = open();
      withIndex(database, () => catchUp(database));
      return loadDetails(database, comparisonId, nowMs);
    },
    changeHistory: ({ change, nowMs }) => write((database) => changeHistory(database, change, nowMs)),
    historyTags: () => loadTags(open().database),
    removeHistory: ({ choice, undo }) =>
      write((database) => removeHistory(database, choice, { ...undo, liveRunIds: open().runs.liveIds() })),
    restoreHistory: ({ undoId }) => write((database) => restoreHistory(database, undoId)),
    purgeHistory({ undoIds, isFirst, nowMs }) {
      if (isFirst) purge = newPurge();
      const { database, runs } = open();
      return purgeOrRenew(database, purge, { undoIds, liveRunIds: runs.liveIds(), nowMs });
    },
  };
}

function searchOrRenew(database: Database, query: HistoryQuery, nowMs: number): HistoryPage {
  try {
    catchUp(database);
    return searchHistory(database, query, nowMs);
  } catch (error) {
    if (!isIndexDamage(error)) throw error;
    database.transaction(() => renewIndex(database));
    throw new Error("The search index was damaged and is being made anew. Search again in a moment.");
  }
}

/** Of a damaged index nothing is left once it was made anew. */
function purgeOrRenew(database: Database, state: PurgeState, question: PurgeQuestion): PurgeStep {
  try {
    return purgeStep(database, state, question);
  } catch (error) {
    if (!isIndexDamage(error)) throw error;
    database.transaction(() => renewIndex(database));
    const { takesBackups, undoIds } = state;
    return purgeStep(database, Object.assign(state, newPurge(), { takesBackups, undoIds }), question);
  }
}
