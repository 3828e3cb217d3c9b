import type { AcceptedOverrides } from "#shared/accepted-overrides.ts";
import type { ArchivePreview } from "#shared/archive.ts";
import type { BudgetState } from "#shared/budget.ts";
import type { Chain } from "#shared/chain.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import type { ComparisonState, StartColumn, TokenCount } from "#shared/contract.ts";
import type { DrillFault, DrillSpeed } from "#shared/drill.ts";
import type { Exchange } from "#shared/exchange.ts";
import type { Answer } from "#shared/failure.ts";
import type { GatewayRequest, GatewayState } from "#shared/gateway.ts";
import type { Job } from "#shared/job.ts";
import type { ModelList, ModelRef, Price, Provider } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { Effort, Prompt, PromptImage } from "#shared/prompt.ts";
import type { KeychainState, KeyTest, RateLimitState } from "#shared/provider-state.ts";
import type { Comparison, Conversation } from "#shared/run.ts";
import type { FoundServer } from "#shared/server-presets.ts";
import type { Settings } from "#shared/settings.ts";
import type { SpendSum } from "#shared/spend.ts";
import type { ChainStorePort } from "./chain-store-port.ts";
import type { Done, Found } from "./outcome.ts";
import type { SpendStorePort } from "./spend-port.ts";

/** What the handlers need of the rest of the host. `compose.ts` joins these to real parts, tests to small fakes. */

/** What is known of a key that the keychain should hold. Never the key. */
export type KeyRecord = {
  readonly providerId: string;
  readonly origin: string;
  readonly last4: string;
  /** Epoch ms. */
  readonly savedAtMs: number;
};

export type StoredConversation = {
  readonly conversation: Conversation;
  /** Oldest first. */
  readonly comparisons: readonly ComparisonState[];
};

/** What an import changes in one piece. */
export type SetupChange = {
  readonly providers: readonly Provider[];
  readonly chains: readonly Chain[];
  readonly columnSets: readonly ColumnSet[];
  readonly ownPrices: readonly OwnPrice[];
  readonly settings: Settings;
};

/** The disk. Each write resolves when it is safe there. */
export type StorePort = SpendStorePort &
  ChainStorePort & {
    saveSettings(settings: Settings): Promise<Done>;
    /** Replaces the whole list; its order is kept. */
    saveChains(chains: readonly Chain[]): Promise<Done>;
    saveProvider(provider: Provider): Promise<Done>;
    removeProvider(providerId: string): Promise<Done>;
    /** Called after `saveProvider` of the same provider, also for the built-in ones. */
    saveKeyRecord(record: KeyRecord): Promise<Done>;
    removeKeyRecord(providerId: string, origin: string): Promise<Done>;
    saveModelList(list: ModelList): Promise<Done>;
    saveConversation(conversation: Conversation): Promise<Done>;
    conversation(conversationId: string): Promise<Found<StoredConversation | null>>;
    /** With the images that it names, in their order. */
    saveComparison(comparison: Comparison, images?: readonly PromptImage[]): Promise<Done>;
    /** Null where there is none in this place. */
    image(comparisonId: string, index: number): Promise<Found<PromptImage | null>>;
    /** Replaces the whole list; its order is kept. */
    saveColumnSets(columnSets: readonly ColumnSet[]): Promise<Done>;
    /** Replaces the whole list. */
    saveOwnPrices(prices: readonly OwnPrice[]): Promise<Done>;
    /** Saves the providers that are given, and replaces the rest; all of it or nothing. */
    saveSetup(setup: SetupChange): Promise<Done>;
  };

/**
 * Where keys live, as the bridge sees it: keys go in, and none is handed out. `account` is `providerId|origin`.
 * The key store fits as it is.
 */
export type KeysPort = {
  state(): KeychainState;
  onState(listener: (state: KeychainState) => void): void;
  /** Asks the keychain again. */
  probe(): Promise<KeychainState>;
  /** Whether the key can be had now. `expected`: a record says that it was saved. */
  read(account: string, hint: { expected: boolean }): Promise<{ readonly kind: "key" | "none" | "unreadable" }>;
  write(account: string, key: string): Promise<Kept>;
  /** `backend` says what held the key: memory alone leaves the keychain's own key, and its record, standing. */
  remove(account: string): Promise<Kept>;
};

export type Kept =
  | { readonly ok: true; readonly backend: "keychain" | "memory" }
  | { readonly ok: false; readonly message: string };

export type ChecksPort = {
  testKey(providerId: string): Promise<KeyTest>;
  fetchModels(providerId: string): Promise<Found<ModelList>>;
};

/** Looks for model servers on this machine, which takes up to half a second. */
export type DiscoveryPort = { find(): Promise<readonly FoundServer[]> };

export type CatalogPort = {
  /** One list for each provider that has one, fetched or bundled. */
  lists(): readonly ModelList[];
  /** One of them; empty where nothing is known. */
  list(providerId: string): ModelList;
  /** In the order of engine.md R22 without a link's own price; null where it is not known. */
  price(providerId: string, modelId: string, atEpochMs: number): Price | null;
  setList(list: ModelList): void;
};

/** What the settings of a prompt come to at one model. */
export type AcceptsPort = { of(provider: Provider, modelId: string, effort: Effort | null): AcceptedOverrides };

/** One column that is asked, with everything that its model gets to read. */
export type AskedColumn = StartColumn & { readonly prompt: Prompt };

export type ManagerPort = {
  /**
   * Starts runs of a comparison: its first ones, or more of them with a time, a demo switch and a session of their own. Registers
   * them before it returns: `live` shows them from then on.
   */
  start(request: {
    comparison: Comparison;
    columns: readonly AskedColumn[];
    send?: Pick<Comparison, "startedAtMs" | "isDemo" | "sessionId">;
  }): Answer<Comparison> | Promise<Answer<Comparison>>;
  /** Stopping what has ended, or was never there, changes nothing. */
  stopComparison(comparisonId: string): void;
  stopRun(runId: string): void;
  /** Nothing where the run does not wait. */
  sendNow(runId: string): void;
  clearLimits(providerId: string): void;
  /** Limits of the account before are not shown any more. */
  keyReplaced(providerId: string): void;
  /** Comparisons that stream, with their runs of late. Each stays here until its end is on disk. */
  live(): readonly ComparisonState[];
  /** Lets go of comparisons that have ended and were removed; one that runs stays. */
  forget(comparisonIds: ReadonlySet<string>): void;
  limits(providerId: string): RateLimitState;
};

/** What was sent and received, keys replaced. Null where none is kept. */
export type ExchangesPort = { of(runId: string, attemptId: string): Promise<Found<Exchange | null>> };

/** Everything that is kept, as one file and back. It tells the windows of its jobs by itself. */
export type ArchivePort = {
  /** Those that run, and the last ones that ended. */
  jobs(): readonly Job[];
  /** Stopping what has ended changes nothing. */
  stop(jobId: string): void;
  /** Refused where another job runs. */
  export(): Answer<Job>;
  upload(slice: { readonly uploadId: string; readonly index: number; readonly text: string }): Promise<Answer<null>>;
  check(uploadId: string): Promise<Answer<ArchivePreview>>;
  import(uploadId: string): Answer<Job>;
  discard(uploadId: string): Promise<Answer<null>>;
};

/** A chain that is rehearsed; links that `faults` does not name have none. */
export type DrillRequest = {
  readonly runId: string;
  readonly chain: Chain;
  readonly faults: Readonly<Record<string, DrillFault>>;
  readonly speed: DrillSpeed;
};

export type DrillsPort = {
  /** Answers once the drill has begun; its events go to the windows by themselves. */
  start(request: DrillRequest): Promise<Answer<null>>;
  stop(runId: string): void;
  /** Every drill of a chain, such as of one that is removed. */
  stopChain(chainId: string): void;
};

/** What of the settings the engine and the network client work by. */
export type PreferencesPort = {
  /** In force from the next request on; those that run end as they began. */
  apply(settings: Settings): void;
};

/** What may still be spent. It tells the windows of its changes by itself. */
export type BudgetsPort = {
  /** In the order of the settings. */
  states(): readonly BudgetState[];
  /** Models that may be sent to in the current session although nobody knows what they cost. */
  allowedUnknown(): readonly ModelRef[];
  allowUnknown(model: ModelRef): void;
  /** Of the current session, and of the demo or of what is real as the switch says. */
  spendNow(): SpendSum;
  /** Other budgets, another session or the other position of the demo's switch: the windows are told how all stand. */
  tellAll(): void;
};

export type NetworkPort = {
  /** True where this computer has no network at all. The windows are told by themselves when that changes. */
  isOffline(): boolean;
};

export type DemoPort = {
  /** Starts the demo providers; fine where they run already. */
  on(): Promise<Done>;
  off(): Promise<void>;
};

/** The loopback endpoint for other programs. It tells the windows of its changes by itself. */
export type GatewayPort = {
  state(): GatewayState;
  /** Newest first. */
  requests(): readonly GatewayRequest[];
  /** `key` where one was just made. A port that is taken is no refusal: the state says so. */
  turnOn(port: number): Promise<Answer<{ state: GatewayState; key: string | null }>>;
  turnOff(): Promise<Answer<GatewayState>>;
  renewKey(): Promise<Answer<{ state: GatewayState; key: string }>>;
};

export type TokensPort = {
  /** One count for each model, in their order; what cannot be counted is estimated, and says so. */
  count(text: string, models: readonly ModelRef[]): Promise<readonly TokenCount[]>;
};

/** What the environment of this process says, by provider id. Never a key. */
export type EnvironmentFacts = {
  readonly keys: Readonly<Record<string, { readonly variable: string; readonly last4: string }>>;
  readonly baseUrls: Readonly<Record<string, { readonly variable: string; readonly baseUrl: string }>>;
};
