import type { Chain, Target } from "./chain.ts";
import type { Answer } from "./failure.ts";
import type { ModelList } from "./model.ts";
import type { KeychainState, KeyTest, ProviderState } from "./provider-state.ts";
import type { Column, Comparison, Conversation, Run, RunEvent } from "./run.ts";
import type { Settings } from "./settings.ts";

/** What this host can do; the only way the window tells hosts apart. */
export type Capabilities = {
  readonly host: "electron" | "node";
  readonly platform: "linux" | "darwin" | "win32" | "other";
  readonly version: string;
  /** Shortcuts that the surrounding browser keeps for itself, as in `Mod+W`; empty in a window of our own. */
  readonly reservedKeys: readonly string[];
  /** The folder that holds the database. */
  readonly dataDir: string;
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
  readonly modelLists: readonly ModelList[];
  readonly conversation: Conversation | null;
  /** Comparisons of the open conversation, oldest first. */
  readonly comparisons: readonly ComparisonState[];
  readonly notices: readonly Notice[];
};

/** Something the user must know that belongs to no column; shown until dismissed. */
export type Notice = {
  readonly id: string;
  readonly tone: "info" | "warning" | "danger";
  readonly title: string;
  readonly body: string;
};

export type StartColumn = { readonly columnId: string; readonly runId: string; readonly target: Target };

/** Method → what it takes and what it gives. No method returns a key. */
export type Contract = {
  "app.snapshot": { input: Record<string, never>; output: Snapshot };
  "comparison.start": {
    input: { comparisonId: string; conversationId: string; prompt: string; columns: readonly StartColumn[] };
    output: Comparison;
  };
  "comparison.stop": { input: { comparisonId: string }; output: null };
  "run.stop": { input: { runId: string }; output: null };
  /** Creates the conversation where it is new; replaces its columns. */
  "conversation.save": { input: { id: string; title: string; columns: readonly Column[] }; output: Conversation };
  "chain.save": { input: { chain: Chain }; output: Chain };
  "chain.remove": { input: { chainId: string }; output: null };
  "provider.add": { input: { name: string; baseUrl: string; keyOptional: boolean }; output: ProviderState };
  /** A changed origin detaches the key (security.md §3). */
  "provider.change": { input: { providerId: string; name: string; baseUrl: string }; output: ProviderState };
  "provider.remove": { input: { providerId: string }; output: null };
  "key.set": { input: { providerId: string; key: string }; output: ProviderState };
  "key.test": { input: { providerId: string }; output: KeyTest };
  "key.remove": { input: { providerId: string }; output: ProviderState };
  /** Asks the keychain again, after the user unlocked or started it. */
  "keychain.retry": { input: Record<string, never>; output: KeychainState };
  "models.refresh": { input: { providerId: string }; output: ModelList };
  "settings.save": { input: Partial<Omit<Settings, "conversationId">>; output: Settings };
  /** Opens an http, https or mailto address outside the program, after the window showed it in full. */
  "link.open": { input: { url: string }; output: null };
  "notice.dismiss": { input: { id: string }; output: null };
};

export type MethodName = keyof Contract;
export type Input<M extends MethodName> = Contract[M]["input"];
export type Output<M extends MethodName> = Contract[M]["output"];

/** Topic → payload. Everything but `run` and `comparison` replaces what was known of it. */
export type HostEvent =
  | { readonly topic: "comparison"; readonly comparison: Comparison }
  | { readonly topic: "run"; readonly event: RunEvent }
  | { readonly topic: "settings"; readonly settings: Settings }
  | { readonly topic: "keychain"; readonly keychain: KeychainState }
  | { readonly topic: "provider"; readonly provider: ProviderState }
  | { readonly topic: "provider-removed"; readonly providerId: string }
  | { readonly topic: "chains"; readonly chains: readonly Chain[] }
  | { readonly topic: "models"; readonly list: ModelList }
  | { readonly topic: "conversation"; readonly conversation: Conversation }
  | { readonly topic: "notices"; readonly notices: readonly Notice[] };

/** How the window asks the host; never rejects. */
export type Call = <M extends MethodName>(method: M, input: Input<M>) => Promise<Answer<Output<M>>>;
