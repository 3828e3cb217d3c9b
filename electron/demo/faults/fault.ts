import type { TroubleWord } from "#electron/demo/wire/errors.ts";

/** Bytes of a body: whole, or in pieces that are sent one after the other as fast as they are taken. */
export type Bytes = string | Uint8Array | Iterable<string | Uint8Array>;

/** What a request gets instead of an answer. */
export type Refusal =
  /**
   * An HTTP status with the provider's own error body, or with `body`. `retryAfter` is what the server asks to wait, in
   * seconds or as a date, where the provider says it; null where it says nothing. Left out, 429, 503 and 529 ask for 7.
   */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly trouble?: TroubleWord;
      readonly retryAfter?: number | string | null;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: Bytes;
    }
  /** Closed before a byte was sent: with a TCP reset, or in an orderly way. */
  | { readonly kind: "reset" }
  | { readonly kind: "close" }
  /** Says this for so long, then closes: nothing, header bytes one by one, only headers, or comments after them. */
  | {
      readonly kind: "silence";
      readonly says: "nothing" | "slow-headers" | "headers" | "comments";
      readonly forMs: number;
      /** Between two bytes or comments. */
      readonly everyMs?: number;
    }
  /** Bytes as they are, well-formed HTTP or not. */
  | { readonly kind: "raw"; readonly bytes: Bytes; readonly end: "close" | "reset" | "stay" };

/**
 * What goes wrong with an answer. `after` counts events with content that were sent by then; an answer that is shorter
 * has its fault before its finish reason.
 */
export type AnswerFault =
  /** Headers at once, then nothing for so long before the first content. */
  | { readonly kind: "late"; readonly ms: number }
  /**
   * The connection ends: closed between two chunks, within one, with a reset; or the body ends as if it were whole,
   * with no finish reason and no terminator.
   */
  | { readonly kind: "cut"; readonly after: number; readonly how: "close" | "mid-chunk" | "reset" | "clean" }
  /** Nothing for so long in the middle, then the rest. */
  | { readonly kind: "stall"; readonly after: number; readonly ms: number }
  /** Events that are no JSON, then the rest. */
  | { readonly kind: "malformed"; readonly after: number; readonly count?: number }
  /** Any text between two events, then the rest. */
  | { readonly kind: "insert"; readonly after: number; readonly text: string }
  /** The provider reports a failure within the stream and ends it. */
  | { readonly kind: "error"; readonly after: number }
  /** All content and the finish reason, then the end without the stream's own terminator; or not even an end. */
  | { readonly kind: "no-terminator"; readonly stays?: true }
  /** A finish reason and not a word. */
  | { readonly kind: "empty" }
  /** The finish reason says that a filter stopped the answer. */
  | { readonly kind: "filtered" }
  /** The answer as one JSON body, although a stream was asked for. */
  | { readonly kind: "json" };

export type Fault = Refusal | AnswerFault;

const refusals = new Set<Fault["kind"]>(["status", "reset", "close", "silence", "raw"] satisfies Refusal["kind"][]);

export function isRefusal(fault: Fault): fault is Refusal {
  return refusals.has(fault.kind);
}
