import { findableKey } from "#shared/check-key.ts";
import type { Delta } from "#shared/join-deltas.ts";

/** A piece of an answer. */
export type Piece = Pick<Delta, "channel" | "text" | "tool">;

/**
 * Keeps the key of an attempt out of its answer. A server that says back what it was shown would have it on the screen,
 * in the history and in every file that is made of it (security.md T1). Only the key itself is looked for: what a server
 * disguises on purpose it could as well send to anybody.
 */
export type KeyGuard = {
  /** What may be told of the next piece of an answer. What could be the beginning of the key waits for more of it. */
  pass(piece: Piece): Piece;
  /** What still waits when nothing more comes. */
  rest(): readonly Piece[];
  /** A name, an id or a reason, which comes whole, without the key. */
  clean(words: string | null): string | null;
  /** Whether the answer said the key, or much of it: its bytes may hold it in pieces, where no search finds them. */
  wasSaid(): boolean;
};

const mark = "[redacted]";
/** Fewer characters of a key are let through, so that no answer waits whenever it ends like one begins. */
const headLength = 4;
/** As long a piece of a key counts as one (security.md §6.6). */
const shortestPiece = 12;

const open: KeyGuard = {
  pass: (piece) => piece,
  rest: () => [],
  clean: (words) => words,
  wasSaid: () => false,
};

/** `told`: the end of what went out already, for a key that began there. `held`: what waits. */
type Waiting = { readonly told: string; readonly held: string };

/** Each channel and each call is a text of its own: a provider may send the arguments of two calls by turns. */
type Stream = Waiting & { readonly first: Piece };

export function createKeyGuard(shown: string | null): KeyGuard {
  const key = findableKey(shown);
  if (key === null) return open;
  const head = key.slice(0, headLength);
  const streams = new Map<string, Stream>();
  let isSaid = false;
  const clean: KeyGuard["clean"] = (words) => words?.replaceAll(key, mark) ?? null;
  return {
    clean,
    pass: (piece) => {
      const { channel, text, tool } = piece;
      const name = tool === undefined ? channel : `${channel} ${tool.index}`;
      const { first, told, held } = streams.get(name) ?? { first: piece, told: "", held: "" };
      const raw = told + held + text;
      const named =
        tool === undefined ? piece : { ...piece, tool: { ...tool, id: clean(tool.id), name: clean(tool.name) } };
      // Nearly always: then the piece goes out as it came.
      if (held === "" && !raw.includes(head)) {
        streams.set(name, { first, told: raw.slice(1 - headLength), held: "" });
        return named;
      }
      const next = withoutKey(raw, key, told.length);
      isSaid ||= raw.includes(key);
      streams.set(name, { first, ...next.after });
      return { ...named, text: next.told };
    },
    rest: () => {
      const waiting = [...streams.values()].filter(({ held }) => held !== "");
      streams.clear();
      isSaid ||= waiting.some(({ held }) => held.length >= shortestPiece);
      return waiting.map(({ first: { channel, tool }, held }) => ({
        channel,
        text: held.length < shortestPiece ? held : mark,
        ...(tool && { tool: { index: tool.index, id: null, name: null } }),
      }));
    },
    wasSaid: () => isSaid,
  };
}

/** `from`: how much of the text went out already. */
function withoutKey(raw: string, key: string, from: number): { readonly told: string; readonly after: Waiting } {
  let told = "";
  let next = from;
  let behindKey = 0;
  for (let at = raw.indexOf(key); at !== -1; at = raw.indexOf(key, behindKey)) {
    told += raw.slice(next, Math.max(at, next)) + mark;
    behindKey = at + key.length;
    next = behindKey;
  }
  const begins = beginningOf(key, raw, Math.max(behindKey, raw.length - key.length + 1));
  const until = Math.max(next, begins);
  told += raw.slice(next, until);
  const after = { told: raw.slice(Math.max(behindKey, until - headLength + 1), until), held: raw.slice(until) };
  return { told, after };
}

/** Where the text ends with the beginning of the key, not before `lowest`; its length where it does not. */
function beginningOf(key: string, text: string, lowest: number): number {
  const head = key.slice(0, headLength);
  for (let at = text.indexOf(head, lowest); at !== -1; at = text.indexOf(head, at + 1)) {
    if (key.startsWith(text.slice(at))) return at;
  }
  return text.length;
}
