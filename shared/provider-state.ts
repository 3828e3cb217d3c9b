import type { FailureClass } from "./failure.ts";
import type { Provider } from "./model.ts";

/** Where the key of a provider is. Never the key itself; `last4` is all of it that is ever shown. */
export type KeyState =
  | { readonly kind: "none" }
  | { readonly kind: "keychain"; readonly last4: string; readonly savedAtMs: number }
  | { readonly kind: "memory"; readonly last4: string }
  | { readonly kind: "environment"; readonly variable: string; readonly last4: string }
  /** The keychain held a key and now gives none: it is locked, or the key was removed elsewhere. */
  | { readonly kind: "locked-or-missing"; readonly last4: string; readonly savedAtMs: number };

/** What keeps keys on this machine. */
export type KeychainState =
  | { readonly kind: "checking" }
  /** `label` is the platform's own name: macOS Keychain, Windows Credential Manager, Secret Service. */
  | { readonly kind: "keychain"; readonly label: string }
  /** Keys stay in memory for this run. `missing` says why in words, and what to do. */
  | { readonly kind: "memory"; readonly fault: KeychainFault; readonly missing: string };

/**
 * Why no keychain keeps keys. absent: there is none, or its library is missing. locked: it wants its password first.
 * denied: the system or the user forbids it. hung: it gives no answer. failed: anything else.
 */
export type KeychainFault = "absent" | "locked" | "denied" | "hung" | "failed";

/** What a limit still allows. */
export type Allowance = {
  readonly limit: number;
  readonly remaining: number;
  /** Epoch ms at which it is whole again; null where the provider does not say. */
  readonly resetAtMs: number | null;
};

/** What the headers of a provider's last answer said of its limits; absent parts were not said. */
export type Allowances = {
  /** Epoch ms of that answer. */
  readonly readAtMs: number;
  readonly requests?: Allowance;
  readonly tokens?: Allowance;
  readonly inputTokens?: Allowance;
  readonly outputTokens?: Allowance;
};

/** Limit state of a provider, the worst of its live scopes (engine.md). */
export type RateLimitState = {
  readonly isLimited: boolean;
  readonly retryAfterMs: number | null;
  /** Epoch ms. */
  readonly limitedAtMs: number | null;
  readonly consecutiveErrors: number;
  readonly scope: "origin" | "account" | "free" | "model" | null;
  /** The model that a limit of the scope `model` falls on; null for wider ones. */
  readonly modelId: string | null;
  readonly reason: FailureClass | null;
  /** True where the server itself named the time. */
  readonly hard: boolean;
  /** Epoch ms at which the next request may try. */
  readonly nextProbeAtMs: number | null;
  /** Last first-token times of answered attempts in ms, newest last, at most 20. */
  readonly firstTokenMs: readonly number[];
  /** Absent before an answer whose headers say something. */
  readonly allowances?: Allowances;
};

/** What a provider says of the account behind a key. Money in USD; null means no limit. */
export type ProviderAccount = {
  /** What the key may spend in all, and what is left of it. */
  readonly limitUsd: number | null;
  readonly leftUsd: number | null;
  /** Requests to free models today; null where the provider does not say. */
  readonly freeRequests: { readonly limit: number; readonly remaining: number } | null;
};

/** Result of a key test against the provider's cheapest endpoint. */
export type KeyTest = {
  readonly atMs: number;
  readonly ok: boolean;
  readonly status: number | null;
  readonly tookMs: number;
  /** Number of models the key sees; null where the endpoint does not say. */
  readonly modelCount: number | null;
  /** Absent where the endpoint says nothing of the account. */
  readonly account?: ProviderAccount;
  /** In words, redacted. */
  readonly message: string;
};

/** All the window knows of a provider. */
export type ProviderState = {
  readonly provider: Provider;
  /** The base URL in force came from this environment variable; null where it is the saved one. */
  readonly baseUrlFrom: string | null;
  readonly key: KeyState;
  readonly limit: RateLimitState;
  readonly lastTest: KeyTest | null;
};

export const unlimited: RateLimitState = {
  isLimited: false,
  retryAfterMs: null,
  limitedAtMs: null,
  consecutiveErrors: 0,
  scope: null,
  modelId: null,
  reason: null,
  hard: false,
  nextProbeAtMs: null,
  firstTokenMs: [],
};

/** Whether a provider's limit keeps this model from being tried: one model's limit never blocks a sibling (engine.md R1). */
export function limitsModel(limit: RateLimitState, modelId: string): boolean {
  if (!limit.isLimited) return false;
  if (limit.scope === "model") return limit.modelId === modelId;
  return limit.scope !== "free" || modelId.endsWith(":free");
}
