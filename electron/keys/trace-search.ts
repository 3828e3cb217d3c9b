import { type Anchor, type Stretch, stretchAt, type Trace } from "./key-traces.ts";

/** Every place where a piece of a known key stands. */
export type TraceSearch = (text: string) => readonly Stretch[];

type Wanted = { readonly trace: Trace; readonly anchor: Anchor };

/** Pieces shorter than this are sought one by one: leaps over the text would be too short to be worth it. */
const shortestLeap = 8;
const tableSize = 65_536;

/**
 * Looks for all pieces of all keys at once (Wu and Manber 1994): three characters tell how far the next piece is away at
 * least, so that most of the text is leapt over, however many keys are known. Each answer of a provider goes through it.
 */
export function createTraceSearch(traces: readonly Trace[]): TraceSearch {
  const all = traces.flatMap((trace) => trace.anchors.map((anchor): Wanted => ({ trace, anchor })));
  const short = all.filter(({ anchor }) => anchor.text.length < shortestLeap);
  const leaping = createLeapingSearch(all.filter(({ anchor }) => anchor.text.length >= shortestLeap));
  return (text) => [...leaping(text), ...short.flatMap((wanted) => oneByOne(text, wanted))];
}

function oneByOne(text: string, { trace, anchor }: Wanted): Stretch[] {
  const found: Stretch[] = [];
  for (let index = text.indexOf(anchor.text); index !== -1; ) {
    const stretch = stretchAt(text, trace, { anchor, index });
    found.push(stretch);
    index = text.indexOf(anchor.text, stretch.to);
  }
  return found;
}

function createLeapingSearch(wanted: readonly Wanted[]): TraceSearch {
  if (wanted.length === 0) return () => [];
  const length = Math.min(...wanted.map(({ anchor }) => anchor.text.length));
  const { leaps, endingIn } = tableOf(wanted, length);
  return (text) => {
    const found: Stretch[] = [];
    // Where the last stretch of each piece ends: text that repeats itself is not gone through again and again.
    const ends = new Map<Anchor, number>();
    for (let last = length - 1; last < text.length; ) {
      const hash = hashAt(text, last);
      const leap = leaps[hash] ?? 0;
      if (leap === 0) {
        const index = last - length + 1;
        for (const { trace, anchor } of endingIn.get(hash) ?? []) {
          if (index < (ends.get(anchor) ?? 0) || !text.startsWith(anchor.text, index)) continue;
          const stretch = stretchAt(text, trace, { anchor, index });
          ends.set(anchor, stretch.to);
          found.push(stretch);
        }
      }
      last += Math.max(1, leap);
    }
    return found;
  };
}

/** By the first `length` characters of each piece: how far its end is away, and which pieces may end here. */
function tableOf(wanted: readonly Wanted[], length: number) {
  const leaps = new Uint8Array(tableSize).fill(length - 2);
  const endingIn = new Map<number, Wanted[]>();
  for (const one of wanted) {
    for (let last = 2; last < length; last += 1) {
      const hash = hashAt(one.anchor.text, last);
      leaps[hash] = Math.min(leaps[hash] ?? 0, length - 1 - last);
      if (last === length - 1) endingIn.set(hash, [...(endingIn.get(hash) ?? []), one]);
    }
  }
  return { leaps, endingIn };
}

/** Of the character at `last` and the two before it. */
function hashAt(text: string, last: number): number {
  const mixed = (text.charCodeAt(last - 2) << 10) ^ (text.charCodeAt(last - 1) << 5) ^ text.charCodeAt(last);
  return mixed & (tableSize - 1);
}
