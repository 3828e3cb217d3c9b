/** What a scripted server says, in the neutral form that each dialect then words (protocols.md §4 to §7). */
export type WireAnswer = {
  readonly id: string;
  readonly model: string;
  /** Pieces of the answer, each sent as an event of its own. */
  readonly tokens: readonly string[];
  /** Pieces of thinking, sent before the answer. */
  readonly reasoning: readonly string[];
  readonly finish: "stop" | "length" | "content_filter";
  /** Null where the server does not say. */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null;
};

/**
 * One server-sent event with its blank line. `token` events carry content, `finish` ones the reason why the answer
 * ended and its usage, `end` ones nothing but the stream's own terminator.
 */
export type WireEvent = { readonly kind: "head" | "token" | "finish" | "end"; readonly text: string };
