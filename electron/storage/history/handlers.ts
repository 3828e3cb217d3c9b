import type { RunKeeper } from "#electron/storage/run-keeper.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { changeHistory, loadTags } from "./change.ts";
import { loadDetails } from "./details.ts";
import type { HistoryMethods } from "./protocol.ts";
import { newPurge, purgeStep } from "./purge.ts";
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
    return database.transaction(() => work(database));
  };
  return {
    searchHistory: ({ query, nowMs }) => searchHistory(open().database, query, nowMs),
    historyDetails: ({ comparisonId, nowMs }) => loadDetails(open().database, comparisonId, nowMs),
    changeHistory: ({ change, nowMs }) => write((database) => changeHistory(database, change, nowMs)),
    historyTags: () => loadTags(open().database),
    removeHistory: ({ choice, undo }) =>
      write((database) => removeHistory(database, choice, { ...undo, liveRunIds: open().runs.liveIds() })),
    restoreHistory: ({ undoId }) => write((database) => restoreHistory(database, undoId)),
    purgeHistory({ undoIds, isFirst, nowMs }) {
      if (isFirst) purge = newPurge();
      const { database, runs } = open();
      return purgeStep(database, purge, { undoIds, liveRunIds: runs.liveIds(), nowMs });
    },
  };
}
