import type { Clock } from "#electron/manager/dependencies.ts";
import type { Chain } from "#shared/chain.ts";
import type { ChainStatistics, StatisticsQuestion } from "#shared/chain-statistics.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import type { ComparisonState } from "#shared/contract.ts";
import type { Exchange } from "#shared/exchange.ts";
import { messageOf } from "#shared/failure.ts";
import type { ModelList, Provider } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { PromptImage } from "#shared/prompt.ts";
import type { Comparison, Conversation, RunEvent } from "#shared/run.ts";
import type { SavedLimit } from "#shared/saved-limit.ts";
import type { Session, SessionSummary, SessionsQuestion } from "#shared/session.ts";
import type { Settings } from "#shared/settings.ts";
import type {
  SpendQuestion,
  SpendReport,
  SpendSums,
  SpendSumsQuestion,
  WhatIf,
  WhatIfQuestion,
} from "#shared/spend.ts";
import { type ArchiveStore, archiveStore } from "./archive/store.ts";
import { closeStore, endWorker } from "./end-worker.ts";
import type { StorageFacts } from "./facts.ts";
import { type HealthStore, healthStore } from "./health/store.ts";
import { type HistoryStore, historyStore } from "./history/store.ts";
import { createLimitLog } from "./limit-log.ts";
import type { Refusal } from "./open-database.ts";
import { type RepeatStore, repeatStore } from "./repeat-store.ts";
import { createRunLog, type RunLog } from "./run-log.ts";
import { type StoreNews, tellSlow } from "./store-news.ts";
import type { KeyRecord } from "./tables/providers.ts";
import type { NewSession, SessionChange, SessionEnd } from "./tables/sessions.ts";
import { createUpkeep, startUpkeepThread, type TellUpkeep, type Upkeep } from "./upkeep.ts";
import { startWorker, type WorkerClient } from "./worker-client.ts";
import type { Loaded, LoadedState, StorageInput } from "./worker-protocol.ts";

/**
 * Everything that is kept on disk, behind the storage worker. Requests are done in the order in which they are
 * made. Each promise resolves when the change is on disk and rejects with an Error in words where it cannot be
 * (disk full, worker gone); a rejected call has changed nothing.
 */
export type Store = HistoryStore &
  ArchiveStore &
  RepeatStore &
  HealthStore & {
    load(): Promise<Loaded>;
    saveSettings(settings: Settings): Promise<void>;
    /** Replaces the whole list, in this order. */
    saveChains(chains: readonly Chain[]): Promise<void>;
    /** Replaces the whole list, in this order. */
    saveColumnSets(columnSets: readonly ColumnSet[]): Promise<void>;
    saveProvider(provider: Provider): Promise<void>;
    /** Takes its key records and its model list with it: forget its keys in the keychain first. */
    removeProvider(providerId: string): Promise<void>;
    /** One per provider and origin; the provider must be stored. */
    saveKeyRecord(record: KeyRecord & { readonly providerId: string }): Promise<void>;
    removeKeyRecord(record: { readonly providerId: string; readonly origin: string }): Promise<void>;
    saveModelList(list: ModelList): Promise<void>;
    /** Replaces the whole list. */
    saveOwnPrices(prices: readonly OwnPrice[]): Promise<void>;
    /** All of it or nothing. */
    saveSetup(setup: StorageInput<"saveSetup">): Promise<void>;
    /** Replaces the whole list. Never waits: of lists that come while one is written only the newest is. */
    saveLimits(limits: readonly SavedLimit[]): void;
    /** Of earlier sessions that nothing was sent in and that have no name nothing is left. */
    startSession(session: NewSession): Promise<void>;
    endSession(end: SessionEnd): Promise<void>;
    /** Ends one and begins or resumes another; null, and nothing changed, where that is not there. */
    changeSession(change: SessionChange): Promise<Session | null>;
    /** Null where it is not there. */
    renameSession(sessionId: string, name: string | null): Promise<Session | null>;
    /** Creates it or replaces it with its columns; its comparisons stay. */
    saveConversation(conversation: Conversation): Promise<void>;
    /** With all comparisons and runs, live ones as far as they are on disk; null where there is none of this id. */
    conversation(id: string): Promise<LoadedState | null>;
    /** Its conversation and session must be saved before it, and it before its runs. `images` are those it names. */
    saveComparison(comparison: Comparison, images?: readonly PromptImage[]): Promise<void>;
    /** An image of a comparison with its bytes; null where there is none in this place. */
    image(comparisonId: string, index: number): Promise<PromptImage | null>;
    /** Both at once, for a program's request. */
    saveRequest(request: StorageInput<"saveRequest">): Promise<void>;
    /** The last requests of programs since an epoch time in ms, newest first, each with its run. */
    requests(asked: { readonly sinceMs: number; readonly most: number }): Promise<readonly ComparisonState[]>;
    /** With every run that has ended by now. */
    chainStatistics(question: StatisticsQuestion): Promise<ChainStatistics>;
    /** Newest first, without those that say nothing: unnamed, and nothing was sent in them. */
    sessions(question: SessionsQuestion): Promise<readonly SessionSummary[]>;
    /** Of every attempt that has ended by now, also of runs that go on. It outlives the history. */
    spendReport(question: SpendQuestion): Promise<SpendReport>;
    whatIf(question: WhatIfQuestion): Promise<WhatIf>;
    spendSums(question: SpendSumsQuestion): Promise<SpendSums>;
    /** What was sent and received in one attempt, keys replaced. The run may follow a moment later. */
    saveExchange(runId: string, exchange: Exchange): Promise<void>;
    /** Null where none was kept. */
    exchange(runId: string, attemptId: string): Promise<Exchange | null>;
    /**
     * Never waits. Written within 500 ms, at 4,096 characters of text, or at once where it tells what may be billed: with
     * an attempt's start, its headers and its end, and with the run's end.
     */
    appendRunEvents(events: readonly RunEvent[]): void;
    /** Resolves when this run's end is on disk, at once for a run that is not known; rejects in words if it cannot be. */
    settled(runId: string): Promise<void>;
    /** How much is saved, for diagnostics. */
    facts(): Promise<StorageFacts>;
    /** Takes every backup and every damaged database that was kept, once none is being made. */
    removeBackups(): Promise<void>;
    /** Resolves when every event appended so far is on disk. */
    flush(): Promise<void>;
    /** Writes what waits, empties the log into the database, lets go of the folder and ends the worker. */
    close(): Promise<void>;
  };

export type StoreOptions = {
  /** storage-worker.ts from sources, storage-worker.js beside a built host. */
  readonly workerUrl: URL;
  readonly dataDir: string;
  readonly clock: Pick<Clock, "epochMs" | "after">;
  /** Told in words when answers cannot be saved or the worker ended by itself. For a notice; nothing else is needed. */
  readonly onFailure: (message: string) => void;
  /** Checks and daily backups in a thread of their own; absent: none are made. */
  readonly upkeep?: {
    /** backup-worker.ts from sources, backup-worker.js beside a built host. */
    readonly workerUrl: URL;
    readonly tell: TellUpkeep;
  };
  /** Told for the log: what is none of the user's business while it works. */
  readonly onNews?: (news: StoreNews) => void;
};

/** `in-use`: another program has this data folder. `worker`: the thread could not be started. */
export type StoreRefusal = {
  readonly ok: false;
  readonly reason: Refusal["reason"] | "worker";
  /** Says what is wrong and what to do, for people. */
  readonly message: string;
};

/** Never rejects. Makes the data folder where it is missing. */
export async function openStore(options: StoreOptions): Promise<{ ok: true; store: Store } | StoreRefusal> {
  // Until it is open, a failure is told by the answer alone.
  let isOpen = false;
  const { onNews } = options;
  const onFailure = (message: string) => {
    if (isOpen) options.onFailure(message);
  };
  const worker = tellSlow(startWorker(options.workerUrl, onFailure), onNews);
  try {
    const answer = await worker.call("open", { dataDir: options.dataDir, nowMs: options.clock.epochMs() });
    if (answer.ok) {
      isOpen = true;
      if (answer.migratedFrom !== null) onNews?.({ kind: "migrated", fromVersion: answer.migratedFrom });
      return { ok: true, store: storeOver(worker, options, startUpkeep(options, answer.needsCheck)) };
    }
    await endWorker(worker);
    return answer;
  } catch (error) {
    await worker.ended(0);
    const message = messageOf(error);
    return { ok: false, reason: "worker", message: `The storage could not be started. ${message}` };
  }
}

function startUpkeep({ clock, dataDir, upkeep, onNews }: StoreOptions, needsCheck: boolean): Upkeep | null {
  if (upkeep === undefined) return null;
  const { workerUrl, tell } = upkeep;
  const onBackup = () => onNews?.({ kind: "backed-up" });
  return createUpkeep({
    clock,
    dataDir,
    needsCheck,
    tell,
    onBackup,
    start: (task) => startUpkeepThread(workerUrl, task),
  });
}

function storeOver(worker: WorkerClient, { clock, onFailure }: StoreOptions, upkeep: Upkeep | null): Store {
  const log = createRunLog({ clock, write: (batches) => worker.call("appendRuns", batches), onFailure });
  const limitLog = createLimitLog({ write: (limits) => worker.call("saveLimits", limits), onFailure });
  let closing: Promise<void> | null = null;

  return {
    load: () => worker.call("load", { nowMs: clock.epochMs() }),
    saveSettings: (settings) => done(worker.call("saveSettings", settings)),
    saveChains: (chains) => done(worker.call("saveChains", chains)),
    saveColumnSets: (columnSets) => done(worker.call("saveColumnSets", columnSets)),
    saveProvider: (provider) => done(worker.call("saveProvider", provider)),
    removeProvider: (providerId) => done(worker.call("removeProvider", { providerId })),
    saveKeyRecord: (record) => done(worker.call("saveKeyRecord", record)),
    removeKeyRecord: (record) => done(worker.call("removeKeyRecord", record)),
    saveModelList: (list) => done(worker.call("saveModelList", list)),
    saveOwnPrices: (prices) => done(worker.call("saveOwnPrices", prices)),
    saveSetup: (setup) => done(worker.call("saveSetup", setup)),
    saveLimits: (limits) => limitLog.save(limits),
    startSession: (session) => done(worker.call("startSession", session)),
    endSession: (end) => done(worker.call("endSession", end)),
    changeSession: (change) => worker.call("changeSession", change),
    renameSession: (sessionId, name) => worker.call("renameSession", { sessionId, name }),
    saveConversation: (conversation) => done(worker.call("saveConversation", conversation)),
    conversation: (id) => worker.call("conversation", { id, nowMs: clock.epochMs() }),
    saveComparison: (comparison, images = []) => done(worker.call("saveComparison", { comparison, images })),
    image: (comparisonId, index) => worker.call("image", { comparisonId, index }),
    saveRequest: (request) => done(worker.call("saveRequest", request)),
    requests: (asked) => worker.call("requests", { ...asked, nowMs: clock.epochMs() }),
    chainStatistics: (question) => afterFlush(log, () => worker.call("chainStatistics", question)),
    sessions: (question) => afterFlush(log, () => worker.call("sessions", question)),
    spendReport: (question) => afterFlush(log, () => worker.call("spendReport", question)),
    whatIf: (question) => afterFlush(log, () => worker.call("whatIf", question)),
    spendSums: (question) => afterFlush(log, () => worker.call("spendSums", question)),
    ...historyStore({ worker, log, clock }),
    ...archiveStore({ worker, clock }),
    ...repeatStore(worker, clock),
    ...healthStore(worker, (ask) => afterFlush(log, ask)),
    saveExchange: (runId, exchange) => done(worker.call("saveExchange", { runId, exchange })),
    exchange: (runId, attemptId) => worker.call("exchange", { runId, attemptId }),
    appendRunEvents: (events) => log.append(events),
    settled: (runId) => log.settled(runId),
    facts: () => afterFlush(log, () => worker.call("facts", null)),
    async removeBackups() {
      await upkeep?.idle();
      await worker.call("removeBackups", null);
    },
    flush: () => log.flush(),
    close() {
      closing ??= Promise.all([upkeep?.close(), limitLog.flush()]).then(() => closeStore(worker, log));
      return closing;
    },
  };
}

/** A run that cannot be saved was told as such; what can be read of the others is worth telling all the same. */
async function afterFlush<T>(log: RunLog, read: () => Promise<T>): Promise<T> {
  await Promise.allSettled([log.flush()]);
  return await read();
}

async function done(call: Promise<null>): Promise<void> {
  await call;
}
