import type { Chain } from "#shared/chain.ts";
import type { ChainStatistics, StatisticsQuestion } from "#shared/chain-statistics.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import type { ComparisonState } from "#shared/contract.ts";
import type { Exchange } from "#shared/exchange.ts";
import type { ModelList, Provider } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { PromptImage } from "#shared/prompt.ts";
import type { Comparison, Conversation } from "#shared/run.ts";
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
import type { ArchiveMethods } from "./archive/protocol.ts";
import type { StorageFacts } from "./facts.ts";
import type { HealthMethods } from "./health/protocol.ts";
import type { HistoryMethods } from "./history/protocol.ts";
import type { Refusal } from "./open-database.ts";
import type { BatchResult, RunBatch } from "./run-keeper.ts";
import type { LoadedRows } from "./tables/json-rows.ts";
import type { KeyRecord, StoredProvider } from "./tables/providers.ts";
import type { StoredRepeat } from "./tables/repeats.ts";
import type { NewSession, SessionChange, SessionEnd } from "./tables/sessions.ts";

/** Everything a program needs at its start. */
export type Loaded = {
  readonly settings: Settings;
  readonly chains: readonly Chain[];
  readonly columnSets: readonly ColumnSet[];
  readonly providers: readonly StoredProvider[];
  readonly modelLists: readonly ModelList[];
  readonly ownPrices: readonly OwnPrice[];
  /** Those that are not over. */
  readonly limits: readonly SavedLimit[];
  /** What could not be read, in sentences for the user. What is stored of it was kept. */
  readonly problems: readonly string[];
  /** True at the first start on this data folder. */
  readonly isNew: boolean;
  /** Only where a backup took the place of the database: what happened and what is missing now, in words. */
  readonly restored?: string;
};

export type LoadedState = {
  readonly conversation: Conversation;
  /** Oldest first; runs in the order in which they began. */
  readonly comparisons: ComparisonState[];
  readonly problems: readonly string[];
};

/** What an import changes in one piece: `providers` are those that changed, the rest replaces what is there. */
export type Setup = {
  readonly providers: readonly Provider[];
  readonly chains: readonly Chain[];
  readonly columnSets: readonly ColumnSet[];
  readonly ownPrices: readonly OwnPrice[];
  readonly settings: Settings;
};

/** What the main thread asks of the worker. `open` comes first, `close` last. */
export type StorageMethods = HistoryMethods &
  HealthMethods &
  ArchiveMethods & {
    open: {
      input: { dataDir: string; nowMs: number };
      output: Refusal | { readonly ok: true; readonly needsCheck: boolean; readonly migratedFrom: number | null };
    };
    removeBackups: { input: null; output: null };
    facts: { input: null; output: StorageFacts };
    load: { input: { nowMs: number }; output: Loaded };
    saveSettings: { input: Settings; output: null };
    saveChains: { input: readonly Chain[]; output: null };
    saveColumnSets: { input: readonly ColumnSet[]; output: null };
    saveProvider: { input: Provider; output: null };
    removeProvider: { input: { providerId: string }; output: null };
    saveKeyRecord: { input: KeyRecord & { readonly providerId: string }; output: null };
    removeKeyRecord: { input: { providerId: string; origin: string }; output: null };
    saveModelList: { input: ModelList; output: null };
    saveOwnPrices: { input: readonly OwnPrice[]; output: null };
    saveSetup: { input: Setup; output: null };
    saveLimits: { input: readonly SavedLimit[]; output: null };
    startSession: { input: NewSession; output: null };
    endSession: { input: SessionEnd; output: null };
    changeSession: { input: SessionChange; output: Session | null };
    renameSession: { input: { sessionId: string; name: string | null }; output: Session | null };
    saveConversation: { input: Conversation; output: null };
    conversation: { input: { id: string; nowMs: number }; output: LoadedState | null };
    saveComparison: { input: { comparison: Comparison; images: readonly PromptImage[] }; output: null };
    repeats: { input: { conversationId: string | null; nowMs: number }; output: LoadedRows<StoredRepeat> };
    repeat: { input: { comparisonId: string; nowMs: number }; output: StoredRepeat | null };
    saveRepeat: { input: Omit<StoredRepeat, "conversationId">; output: null };
    image: { input: { comparisonId: string; index: number }; output: PromptImage | null };
    saveRequest: { input: { conversation: Conversation; comparison: Comparison }; output: null };
    requests: { input: { sinceMs: number; most: number; nowMs: number }; output: ComparisonState[] };
    chainStatistics: { input: StatisticsQuestion; output: ChainStatistics };
    saveExchange: { input: { runId: string; exchange: Exchange }; output: null };
    exchange: { input: { runId: string; attemptId: string }; output: Exchange | null };
    sessions: { input: SessionsQuestion; output: SessionSummary[] };
    spendSums: { input: SpendSumsQuestion; output: SpendSums };
    spendReport: { input: SpendQuestion; output: SpendReport };
    whatIf: { input: WhatIfQuestion; output: WhatIf };
    appendRuns: { input: readonly RunBatch[]; output: BatchResult[] };
    close: { input: null; output: null };
  };

export type StorageMethod = keyof StorageMethods;
export type StorageInput<M extends StorageMethod> = StorageMethods[M]["input"];
export type StorageOutput<M extends StorageMethod> = StorageMethods[M]["output"];

/** Main thread → worker; answered in order. */
export type StorageRequest<M extends StorageMethod = StorageMethod> = {
  readonly id: number;
  readonly method: M;
  readonly input: StorageInput<M>;
};

/** Worker → main thread, one for each request. */
export type StorageReply<M extends StorageMethod> =
  | { readonly id: number; readonly ok: true; readonly value: StorageOutput<M> }
  | { readonly id: number; readonly ok: false; readonly message: string };
