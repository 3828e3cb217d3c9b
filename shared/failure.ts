import type { BudgetRefusal } from "./budget.ts";

/** The classes of engine.md §2. */
export type FailureClass =
  | "RATE_LIMIT"
  | "QUOTA_DAY"
  | "BILLING"
  | "AUTH"
  | "MODEL_GONE"
  | "SERVER"
  | "NETWORK"
  | "TIMEOUT"
  | "EMPTY"
  | "CONTEXT_LENGTH"
  | "UNSUPPORTED"
  | "CONTENT_POLICY"
  | "BAD_REQUEST"
  | "BUDGET"
  | "LOCAL"
  | "ABORT";

/** What exactly happened within a class; the view chooses its words by it. */
export type FailureReason =
  | "cut"
  | "stall"
  | "no-first-token"
  | "connect-timeout"
  | "total-timeout"
  | "malformed-events"
  | "too-large"
  | "not-json"
  | "redirect"
  | "blocked"
  | "tls"
  /** The proxy of the settings or the environment did not make the connection. */
  | "proxy"
  | "refused"
  | "reset"
  | "dns"
  | "all-thinking"
  | "no-key"
  | "key-store"
  | "cooling-down"
  | "probe-in-flight"
  | "context-window"
  | "nothing-available"
  | "user-stop"
  | "shutdown"
  | "interrupted"
  | "internal"
  | "offline"
  | "slept"
  /** A budget: the attempt could pass it, or nobody knows what the model costs. */
  | "over-budget"
  | "unknown-price";

/** A foreseen outcome of an attempt or a run. Never thrown. */
export type Failure = {
  readonly class: FailureClass;
  readonly reason: FailureReason | null;
  /** HTTP status, or null where none arrived. */
  readonly status: number | null;
  /** The provider's own code or type, if it gave one. */
  readonly code: string | null;
  /** Redacted, at most 200 characters; holds no prompt and no key. */
  readonly message: string;
  /** How long the server asked to wait, in ms; null where it did not say. */
  readonly hintMs: number | null;
  /** Epoch ms of the earliest moment it makes sense to try again, or null. */
  readonly retryAtMs: number | null;
  /** Only where a budget kept the attempt from being sent (class BUDGET). */
  readonly budget?: BudgetRefusal;
};

export type FailureParts = Partial<Omit<Failure, "class" | "message">>;

export const longestMessage = 200;

export function failureOf(failureClass: FailureClass, message: string, parts: FailureParts = {}): Failure {
  return {
    reason: null,
    status: null,
    code: null,
    hintMs: null,
    retryAtMs: null,
    ...parts,
    class: failureClass,
    message: message.length > longestMessage ? `${message.slice(0, longestMessage - 1)}…` : message,
  };
}

/** Failures of the bridge itself, apart from the engine's classes (design.md §4). */
export type BridgeFailure = {
  readonly code:
    | "invalid-input"
    | "unknown-method"
    | "not-found"
    | "conflict"
    | "unavailable"
    | "disconnected"
    | "internal";
  /** Says what is wrong and what to do. */
  readonly message: string;
};

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: BridgeFailure };

export function refuse(code: BridgeFailure["code"], message: string): { ok: false; failure: BridgeFailure } {
  return { ok: false, failure: { code, message } };
}

export function succeed<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** The words of something that was thrown. Not redacted. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** For a bug's report: with the places in the code where they are known. Not redacted. */
export function detailsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Makes the compiler prove that a union is handled to its end. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
