import { expect, test } from "vitest";
import { type Stretch, stretchAt, type Trace, tracesOf } from "#electron/keys/key-traces.ts";
import { createTraceSearch } from "#electron/keys/trace-search.ts";

/** One piece after the other, as plainly as it can be said. */
function plainSearch(text: string, traces: readonly Trace[]): Stretch[] {
  return traces.flatMap((trace) =>
    trace.anchors.flatMap((anchor) => {
      const found: Stretch[] = [];
      for (let index = text.indexOf(anchor.text); index !== -1; ) {
        const stretch = stretchAt(text, trace, { anchor, index });
        found.push(stretch);
        index = text.indexOf(anchor.text, stretch.to);
      }
      return found;
    }),
  );
}

const inOrder = (stretches: readonly Stretch[]) => stretches.map(({ from, to }) => `${from}-${to}`).toSorted();

/** The same numbers in each run: xorshift32. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
}

test("finds in one pass what a search for each piece finds, whatever the keys and the text are made of", () => {
  const roll = createDice(20_261_123);
  // Few letters make pieces that repeat, overlap and nearly match.
  const alphabets = ["ab", "abc0", "abcdefghijklmnopqrstuvwxyzABCDEF0123456789-_", 'aé😀"\\%/'];
  let hits = 0;
  for (let round = 0; round < 600; round += 1) {
    const letters = [...(alphabets[roll(alphabets.length)] ?? "")];
    const word = (length: number) => Array.from({ length }, () => letters[roll(letters.length)]).join("");
    const keys = Array.from({ length: 1 + roll(4) }, () => `${["", "sk-proj-", "AIza"][roll(3)]}${word(1 + roll(40))}`);
    const traces = keys.flatMap(tracesOf);
    const search = createTraceSearch(traces);
    const pieces = Array.from({ length: 1 + roll(12) }, () => {
      const trace = traces[roll(traces.length)]?.text ?? "";
      const [from, length] = [roll(trace.length), roll(trace.length + 1)];
      return roll(2) === 0 ? word(roll(60)) : trace.slice(from, from + length);
    });
    const text = pieces.join("");
    const found = inOrder(search(text));
    expect(found, JSON.stringify({ keys, text })).toEqual(inOrder(plainSearch(text, traces)));
    hits += found.length;
  }
  expect(hits).toBeGreaterThan(1_000);
});

test("without a key nothing is found", () => {
  expect(createTraceSearch([])("sk-proj-0123456789abcdef")).toEqual([]);
});

test("a key of one character is found where it stands and nowhere else", () => {
  const found = createTraceSearch(tracesOf("x"))("one x two");
  expect(inOrder(found)).toContain("4-5");
  expect(found.every(({ from, to }) => to > from)).toBe(true);
});
