import type { Dialect, ProviderKind } from "#shared/model.ts";

/**
 * The faults of providers, P1 to P48, by the five ways in which a server is spoken to and the two shapes that an answer
 * has: 480 combinations. Each is played or has a reason why it cannot be.
 */
export type FaultCase = {
  readonly id: `P${number}`;
  readonly title: string;
  /** Why it cannot happen on this wire; null where it can. Absent: it can on all. */
  readonly notOn?: (on: On) => string | null;
  /** Plays it in all its variants and returns what was wrong, in words. */
  readonly play: (on: On) => Promise<readonly string[]>;
};

export const speakers = [
  "openai-chat",
  "openai-responses",
  "anthropic-messages",
  "google-generate",
  "openai-compatible",
] as const;
export type Speaker = (typeof speakers)[number];

/** Every request asks for a stream; a server may answer it with one JSON body all the same (protocols.md §2). */
export const shapes = ["stream", "json"] as const;
export type Shape = (typeof shapes)[number];

/** One wire: who speaks, and in which shape the answer comes. */
export type On = { readonly speaker: Speaker; readonly shape: Shape };

export const kindOf: Readonly<Record<Speaker, ProviderKind>> = {
  "openai-chat": "openai",
  "openai-responses": "openai",
  "anthropic-messages": "anthropic",
  "google-generate": "google",
  "openai-compatible": "openai-compatible",
};

export const dialectOf: Readonly<Record<Speaker, Dialect>> = {
  "openai-chat": "openai-chat",
  "openai-responses": "openai-responses",
  "anthropic-messages": "anthropic-messages",
  "google-generate": "google-generate",
  "openai-compatible": "openai-chat",
};

const wires: readonly On[] = speakers.flatMap((speaker) => shapes.map((shape) => ({ speaker, shape })));

/** For `notOn`: the fault is over before an answer has a shape. */
export function beforeAnswer({ shape }: On): string | null {
  return shape === "json" ? "every request asks for a stream, and this comes before the answer has a shape" : null;
}

/** For `notOn`: the fault is one of streams. */
export function streamsOnly({ shape }: On): string | null {
  return shape === "json" ? "an answer in one piece has no events and shows nothing before its end" : null;
}

export type Combination = { readonly one: FaultCase; readonly on: On; readonly why: string | null };

export function combinationsOf(cases: readonly FaultCase[]): Combination[] {
  return cases.flatMap((one) => wires.map((on) => ({ one, on, why: one.notOn?.(on) ?? null })));
}

/** What is played: all that can happen. */
export function playedOf(cases: readonly FaultCase[]): Combination[] {
  return combinationsOf(cases).filter(({ why }) => why === null);
}
