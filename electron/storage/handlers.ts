import type { ComparisonState } from "#shared/contract.ts";
import { archiveHandlers } from "./archive/handlers.ts";
import { removeBackups } from "./backups.ts";
import { pathsIn } from "./data-files.ts";
import { migratedFrom, storageFacts } from "./facts.ts";
import { healthHandlers } from "./health/handlers.ts";
import { historyHandlers } from "./history/handlers.ts";
import { withIndex } from "./history/index-table.ts";
import { openDatabase } from "./open-database.ts";
import { type OpenStorage, openStorage, suspectDamage } from "./open-storage.ts";
import { spendHandlers } from "./spend/handlers.ts";
import type { Database } from "./sqlite.ts";
import { loadChainStatistics } from "./tables/chain-statistics.ts";
import { loadChains, saveChains } from "./tables/chains.ts";
import { loadColumnSets, saveColumnSets } from "./tables/column-sets.ts";
import { loadComparisons, loadProgramComparisons, saveComparison } from "./tables/comparisons.ts";
import { loadConversation, saveConversation } from "./tables/conversations.ts";
import { loadExchange, saveExchange } from "./tables/exchanges.ts";
import { loadImage } from "./tables/images.ts";
import { loadLimits, saveLimits } from "./tables/limits.ts";
import { loadModelLists, saveModelList } from "./tables/model-lists.ts";
import { loadOwnPrices, saveOwnPrices } from "./tables/own-prices.ts";
import { loadProviders, removeKeyRecord, removeProvider, saveKeyRecord, saveProvider } from "./tables/providers.ts";
import { loadRepeat, loadRepeats, saveRepeat } from "./tables/repeats.ts";
import { loadRuns } from "./tables/runs.ts";
import { loadSettings, saveSettings } from "./tables/settings.ts";
import { saveSetup } from "./tables/setup.ts";
import type { Loaded, LoadedState, StorageInput, StorageMethod, StorageOutput } from "./worker-protocol.ts";

export type Handlers = { readonly [M in StorageMethod]: (input: StorageInput<M>) => StorageOutput<M> };

/** The worker's side: each method is one transaction, and throws where SQLite refuses. `opener` is for tests of bad disks. */
export function createHandlers(opener = openDatabase): Handlers {
  let storage: OpenStorage | null = null;

  function current(): OpenStorage {
    if (storage === null) throw new Error("The database is not open.");
    return storage;
  }

  function write(work: (database: Database) => void): null {
    const { database } = current().opened;
    withIndex(database, () => work(database));
    return null;
  }

  return {
    open(opening) {
      const answer = openStorage(opening, opener);
      if ("ok" in answer) return answer;
      storage = answer;
      const { needsCheck } = answer.opened;
      return { ok: true, needsCheck, migratedFrom: migratedFrom(pathsIn(opening.dataDir), opening.nowMs) };
    },
    removeBackups() {
      removeBackups(pathsIn(current().dataDir));
      return null;
    },
    facts: () => storageFacts(current().opened.database, pathsIn(current().dataDir)),
    load: ({ nowMs }) => loadAllOrSuspect(current(), nowMs),
    ...setupHandlers(write),
    saveConversation: (conversation) => write((database) => saveConversation(database, conversation)),
    conversation: ({ id, nowMs }) => loadState(current().opened.database, id, nowMs),
    saveComparison: ({ comparison, images }) => write((database) => saveComparison(database, comparison, images)),
    repeats: (asked) => loadRepeats(current().opened.database, asked),
    repeat: ({ comparisonId, nowMs }) => loadRepeat(current().opened.database, comparisonId, nowMs),
    saveRepeat: (repeat) => write((database) => saveRepeat(database, repeat)),
    image: ({ comparisonId, index }) => loadImage(current().opened.database, comparisonId, index),
    saveRequest: (request) => write((database) => saveRequest(database, request)),
    requests: (asked) => loadRequests(current().opened.database, asked),
    chainStatistics: (question) => loadChainStatistics(current().opened.database, question),
    saveExchange: ({ runId, exchange }) => write((database) => saveExchange(database, runId, exchange)),
    exchange: ({ runId, attemptId }) => loadExchange(current().opened.database, runId, attemptId),
    ...healthHandlers(() => current().opened.database),
    ...spendHandlers(() => current().opened.database),
    ...historyHandlers(() => ({ database: current().opened.database, runs: current().runs })),
    ...archiveHandlers(() => ({ database: current().opened.database, dataDir: current().dataDir })),
    appendRuns: (batches) => current().runs.append(batches),
    close() {
      storage?.opened.close();
      storage = null;
      return null;
    },
  };
}

type SetupMethod =
  | "saveSettings"
  | "saveChains"
  | "saveColumnSets"
  | "saveProvider"
  | "removeProvider"
  | "saveKeyRecord"
  | "removeKeyRecord"
  | "saveModelList"
  | "saveOwnPrices"
  | "saveSetup"
  | "saveLimits";

/** What is set and known, as against what is sent. */
function setupHandlers(write: (work: (database: Database) => void) => null): Pick<Handlers, SetupMethod> {
  return {
    saveSettings: (settings) => write((database) => saveSettings(database, settings)),
    saveChains: (chains) => write((database) => saveChains(database, chains)),
    saveColumnSets: (columnSets) => write((database) => saveColumnSets(database, columnSets)),
    saveProvider: (provider) => write((database) => saveProvider(database, provider)),
    removeProvider: ({ providerId }) => write((database) => removeProvider(database, providerId)),
    saveKeyRecord: (record) => write((database) => saveKeyRecord(database, record)),
    removeKeyRecord: ({ providerId, origin }) => write((database) => removeKeyRecord(database, providerId, origin)),
    saveModelList: (list) => write((database) => saveModelList(database, list)),
    saveOwnPrices: (prices) => write((database) => saveOwnPrices(database, prices)),
    saveSetup: (setup) => write((database) => saveSetup(database, setup)),
    saveLimits: (limits) => write((database) => saveLimits(database, limits)),
  };
}

function saveRequest(database: Database, { conversation, comparison }: StorageInput<"saveRequest">): void {
  saveConversation(database, conversation);
  saveComparison(database, comparison);
}

/** Without these nothing starts, so the next start has to know what is wrong. */
function loadAllOrSuspect(storage: OpenStorage, nowMs: number): Loaded {
  try {
    return loadAll(storage, nowMs);
  } catch (error) {
    suspectDamage(storage.dataDir, error);
    throw error;
  }
}

function loadAll({ opened, problems }: OpenStorage, nowMs: number): Loaded {
  const { database, isNew, restored } = opened;
  const settings = loadSettings(database, nowMs);
  const chains = loadChains(database, nowMs);
  const columnSets = loadColumnSets(database, nowMs);
  const providers = loadProviders(database, nowMs);
  const modelLists = loadModelLists(database, nowMs);
  const ownPrices = loadOwnPrices(database, nowMs);
  const limits = loadLimits(database, nowMs);
  const parts = [settings, chains, columnSets, providers, modelLists, ownPrices, limits];
  return {
    settings: settings.settings,
    chains: chains.values,
    columnSets: columnSets.values,
    providers: providers.values,
    modelLists: modelLists.values,
    ownPrices: ownPrices.values,
    limits: limits.values,
    problems: [...problems, ...parts.flatMap((part) => part.problems)],
    isNew,
    ...(restored !== null && { restored }),
  };
}

/** What cannot be read is left out: the list is a convenience, and History tells of damaged rows. */
function loadRequests(database: Database, asked: StorageInput<"requests">): ComparisonState[] {
  const comparisons = loadProgramComparisons(database, asked).values;
  return comparisons.map((comparison) => ({
    comparison,
    runs: loadRuns(database, comparison.id, asked.nowMs).values,
  }));
}

function loadState(database: Database, id: string, nowMs: number): LoadedState | null {
  const loaded = loadConversation(database, id, nowMs);
  if (loaded === null) return null;
  const stored = loadComparisons(database, id, nowMs);
  const problems = [...loaded.problems, ...stored.problems];
  const comparisons = stored.values.map((comparison) => {
    const runs = loadRuns(database, comparison.id, nowMs);
    problems.push(...runs.problems);
    return { comparison, runs: runs.values };
  });
  return { conversation: loaded.conversation, comparisons, problems };
}
