import type { AcceptedOverrides } from "./accepted-overrides.ts";
import type { BudgetState } from "./budget.ts";
import type { Chain, Target } from "./chain.ts";
import type { ChainHealthContract } from "./chain-health-contract.ts";
import type { ColumnSet } from "./column-set.ts";
import type { DiagnosticsContract } from "./diagnostics.ts";
import type { DrillFault, DrillSpeed } from "./drill.ts";
import type { Exchange } from "./exchange.ts";
import type { Answer } from "./failure.ts";
import type { FilesContract } from "./files-contract.ts";
import type { GatewayChoices, GatewayRequest, GatewayState } from "./gateway.ts";
import type { HistoryContract } from "./history-contract.ts";
import type { Job } from "./job.ts";
import type { ModelList, ModelRef } from "./model.ts";
import type { OwnPrice } from "./own-price.ts";
import type { ColumnOverrides, Effort, PromptImage } from "./prompt.ts";
import type { KeychainState, KeyTest, ProviderState } from "./provider-state.ts";
import type { RepeatState } from "./repeat.ts";
import type { RepeatContract } from "./repeat-contract.ts";
import type { Column, Comparison, ComparisonFields, Conversation, Run, RunEvent } from "./run.ts";
import type { FoundServer } from "./server-presets.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import type { SpendSum } from "./spend.ts";
import type { SpendContract } from "./spend-contract.ts";

/** What this host can do; the only way the window tells hosts apart. */
export type Capabilities = {
  readonly host: "electron" | "node";
  readonly platform: "linux" | "darwin" | "win32" | "other";
  readonly version: string;
  /** Shortcuts that the surrounding browser keeps for itself, as in `Mod+W`; empty in a window of our own. */
  readonly reservedKeys: readonly string[];
  /** The folder that holds the database. */
  readonly dataDir: string;
  /** Whether this host can show a folder in the system's file manager. */
  readonly opensFolders: boolean;
  /** The proxy that the environment names: its variable, and `host:port` or what is wrong with it; never a password. */
  readonly environmentProxy: { readonly variable: string; readonly words: string } | null;
};

/** A comparison with its runs, as stored or live. */
export type ComparisonState = { readonly comparison: Comparison; readonly runs: readonly Run[] };

/** Everything a window needs to draw itself, as of `seq`. */
export type Snapshot = {
  readonly seq: number;
  readonly capabilities: Capabilities;
  readonly settings: Settings;
  readonly keychain: KeychainState;
  readonly providers: readonly ProviderState[];
  readonly chains: readonly Chain[];
  readonly columnSets: readonly ColumnSet[];
  readonly modelLists: readonly ModelList[];
  /** Prices that the user set; the lists have them in them already. */
  readonly ownPrices: readonly OwnPrice[];
  readonly conversation: Conversation | null;
  /** Comparisons of the open conversation, oldest first. */
  readonly comparisons: readonly ComparisonState[];
  /** Of the open conversation, and those elsewhere that have not ended. */
  readonly repeats: readonly RepeatState[];
  readonly notices: readonly Notice[];
  readonly gateway: GatewayState;
  /** Requests of programs, newest first, at most 200. */
  readonly gatewayRequests: readonly GatewayRequest[];
  /** False where the host knows that this computer has no network. */
  readonly online: boolean;
  /** The current one, in which what is sent now counts. */
  readonly session: Session;
  /** Long work that goes on, and what ended since the window was last told. */
  readonly jobs: readonly Job[];
  /** How each budget of the settings stands, in their order. */
  readonly budgets: readonly BudgetState[];
  /** Models without a known price that may be sent to in the current session all the same. */
  readonly allowedUnknown: readonly ModelRef[];
  /** Of the current session: of the demo's attempts while it is on, else of the real ones. */
  readonly spendNow: SpendSum;
};

/** Something the user must know that belongs to no column; shown until dismissed. */
export type Notice = {
  readonly id: string;
  readonly tone: "info" | "warning" | "danger";
  readonly title: string;
  readonly body: string;
};

/** How many tokens a text has for one model. */
export type TokenCount = ModelRef & {
  readonly tokens: number;
  /** `tokenizer`: counted by the model family's own; `rule`: a rule of thumb, to be shown with ≈. */
  readonly basis: "tokenizer" | "rule";
};

/** `overrides`: as they are sent, variables filled in. */
export type StartColumn = {
  readonly columnId: string;
  readonly runId: string;
  readonly target: Target;
  readonly overrides?: ColumnOverrides;
};

/** What the window may change of the settings; of the gateway's, the ones that are given. */
export type SettingsChange = Partial<Omit<Settings, "conversationId" | "gateway">> & { gateway?: GatewayChoices };

/** Methods whose words are in files of their own. */
type PartsOfContract = HistoryContract &
  ChainHealthContract &
  SpendContract &
  FilesContract &
  RepeatContract &
  DiagnosticsContract;

/** Method → what it takes and what it gives. No method returns a provider's key. */
export type Contract = PartsOfContract & {
  "app.snapshot": { input: Record<string, never>; output: Snapshot };
  /**
   * Sends one prompt. `system` and `prompt` have their variables filled in; `template` is how they were written. Each
   * column is asked with its own turns before (`followsId`); a column that is new to the conversation joins it.
   */
  "comparison.start": {
    input: ComparisonFields & { columns: readonly StartColumn[] };
    output: Comparison;
  };
  /**
   * More runs of a comparison of the open conversation, with the same prompt and the same turns before it. `conflict`
   * where a column is still answering it: stop that run first.
   */
  "comparison.retry": { input: { comparisonId: string; columns: readonly StartColumn[] }; output: null };
  /** Stops every run of it, those that were tried again, too. */
  "comparison.stop": { input: { comparisonId: string }; output: null };
  /** An image of a sent prompt, by its place in `Comparison.images`. */
  "comparison.image": { input: { comparisonId: string; index: number }; output: PromptImage };
  "run.stop": { input: { runId: string }; output: null };
  /** What was sent and received in one attempt, also of one that goes on; `not-found` where none is kept. */
  "attempt.exchange": { input: { runId: string; attemptId: string }; output: Exchange };
  /** Ends the wait of a run: the cooldown that it waits for is cleared (engine.md R20). */
  "run.sendNow": { input: { runId: string }; output: null };
  /** "Clear cooldown": every limit of this provider is lifted (engine.md R20). */
  "limit.clear": { input: { providerId: string }; output: null };
  /** Input tokens of a text for each model, counted by its family's tokenizer or a stated rule of thumb. */
  "tokens.count": { input: { text: string; models: readonly ModelRef[] }; output: readonly TokenCount[] };
  /** Which settings of a prompt each model takes, at the effort that is asked for. A model of no provider is left out. */
  "model.accepts": {
    input: { models: readonly ModelRef[]; effort: Effort | null };
    output: readonly AcceptedOverrides[];
  };
  /** Creates the conversation where it is new; replaces its columns and its system prompt. */
  "conversation.save": {
    input: { id: string; title: string; columns: readonly Column[]; system?: string };
    output: Conversation;
  };
  /** A known set keeps its place, a new one goes last. */
  /**
   * Makes a past conversation the open one of every window; what streams in another one goes on. `conflict` for one of
   * a program: its request can be read and sent again, not continued.
   */
  "conversation.open": {
    input: { conversationId: string };
    output: { conversation: Conversation; comparisons: readonly ComparisonState[] };
  };
  "columnSet.save": { input: { set: ColumnSet }; output: ColumnSet };
  "columnSet.remove": { input: { setId: string }; output: null };
  /** A known chain keeps its place. A new one goes last, or to `index`, as one does that comes back. */
  "chain.save": { input: { chain: Chain; index?: number }; output: Chain };
  "chain.remove": { input: { chainId: string }; output: null };
  /**
   * Rehearses a chain as it is saved, on servers of its own. Its events have the topic `drill` and tell played time.
   * `conflict` where four run already.
   */
  "drill.start": {
    input: { runId: string; chainId: string; faults: Readonly<Record<string, DrillFault>>; speed: DrillSpeed };
    output: null;
  };
  /** Stopping what has ended, or was never there, changes nothing. */
  "drill.stop": { input: { runId: string }; output: null };
  "provider.add": { input: { name: string; baseUrl: string; keyOptional: boolean }; output: ProviderState };
  /** A changed origin detaches the key (security.md §3). */
  "provider.change": { input: { providerId: string; name: string; baseUrl: string }; output: ProviderState };
  "provider.remove": { input: { providerId: string }; output: null };
  /** Looks for model servers on this machine. None while the demo is on. They are only offered, never added. */
  "provider.discover": { input: Record<string, never>; output: readonly FoundServer[] };
  "key.set": { input: { providerId: string; key: string }; output: ProviderState };
  "key.test": { input: { providerId: string }; output: KeyTest };
  "key.remove": { input: { providerId: string }; output: ProviderState };
  /** Asks the keychain again, after the user unlocked or started it. */
  "keychain.retry": { input: Record<string, never>; output: KeychainState };
  "models.refresh": { input: { providerId: string }; output: ModelList };
  /** Shows the data folder in the system's file manager. */
  "data.open": { input: Record<string, never>; output: null };
  "settings.save": { input: SettingsChange; output: Settings };
  /** Turns the gateway on. `key` is there only where it was just made, to be shown once. */
  "gateway.turnOn": { input: { port: number }; output: { state: GatewayState; key: string | null } };
  "gateway.turnOff": { input: Record<string, never>; output: GatewayState };
  /** Replaces the gateway's key; programs that have the old one are refused from now on. */
  "gateway.renewKey": { input: Record<string, never>; output: { state: GatewayState; key: string } };
  /** Opens an http, https or mailto address outside the program, after the window showed it in full. */
  "link.open": { input: { url: string }; output: null };
  "notice.dismiss": { input: { id: string }; output: null };
};

export type MethodName = keyof Contract;
export type Input<M extends MethodName> = Contract[M]["input"];
export type Output<M extends MethodName> = Contract[M]["output"];

/** Topic → payload. Everything but `run`, `repeat`, `drill`, `comparison`, `job` and `gateway-request` replaces what was known. */
export type HostEvent =
  | { readonly topic: "comparison"; readonly comparison: Comparison }
  | { readonly topic: "run"; readonly event: RunEvent }
  /** Replaces what was known of the repeated comparison of the same id. */
  | { readonly topic: "repeat"; readonly repeat: RepeatState }
  /** Of a rehearsal: as of a run, and never saved or counted. */
  | { readonly topic: "drill"; readonly event: RunEvent }
  | { readonly topic: "settings"; readonly settings: Settings }
  | { readonly topic: "keychain"; readonly keychain: KeychainState }
  | { readonly topic: "provider"; readonly provider: ProviderState }
  | { readonly topic: "provider-removed"; readonly providerId: string }
  | { readonly topic: "chains"; readonly chains: readonly Chain[] }
  | { readonly topic: "column-sets"; readonly columnSets: readonly ColumnSet[] }
  | { readonly topic: "models"; readonly list: ModelList }
  | { readonly topic: "own-prices"; readonly ownPrices: readonly OwnPrice[] }
  | { readonly topic: "conversation"; readonly conversation: Conversation }
  /** Another conversation was opened, or comparisons of the open one left or came back: it is all there is of it. */
  | {
      readonly topic: "conversation-opened";
      readonly conversation: Conversation;
      readonly comparisons: readonly ComparisonState[];
    }
  /** What the history lists is not what it was: ask again. */
  | { readonly topic: "history-changed" }
  | { readonly topic: "online"; readonly online: boolean }
  | {
      readonly topic: "budgets";
      readonly budgets: readonly BudgetState[];
      readonly allowedUnknown: readonly ModelRef[];
    }
  | { readonly topic: "session"; readonly session: Session }
  | { readonly topic: "spend-now"; readonly sum: SpendSum }
  | { readonly topic: "notices"; readonly notices: readonly Notice[] }
  /** Replaces the job of the same id, or is a new one. */
  | { readonly topic: "job"; readonly job: Job }
  | { readonly topic: "gateway"; readonly gateway: GatewayState }
  /** Replaces the request of the same id, or is a new one. */
  | { readonly topic: "gateway-request"; readonly request: GatewayRequest };

/** How the window asks the host; never rejects. */
export type Call = <M extends MethodName>(method: M, input: Input<M>) => Promise<Answer<Output<M>>>;
