import { describe, expect, test } from "vitest";
import { createKeyGuard } from "#electron/manager/key-guard.ts";
import { runsOf } from "#test/support/runs.ts";

const key = "sk-proj-0123456789abcdefghij";
const mark = "[redacted]";

/** What goes out of an answer that comes in these pieces. */
function told(pieces: readonly string[], own: string | null = key): string[] {
  const guard = createKeyGuard(own);
  const out = pieces.map((text) => guard.pass({ channel: "text", text }).text);
  return [...out, ...guard.rest().map(({ text }) => text)];
}

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

function cut(text: string, roll: (sides: number) => number): string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== ""; ) {
    const length = 1 + roll(9);
    pieces.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return pieces;
}

describe("an answer and the key that its server was shown", () => {
  test("is told piece by piece as it comes, where no piece could begin the key", () => {
    const pieces = ["Ask ", "for a task", "-projection", ", s", "k", "-", "pro."];
    expect(told(pieces)).toEqual(pieces);
  });

  test("has the key in no way of cutting it, but three of its letters at most", () => {
    const text = `one ${key} two ${key}${key} three`;
    for (let size = 1; size <= text.length; size += 1) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      );
      const out = told(pieces).join("");
      expect(out).not.toContain(key.slice(3, 8));
      expect(out.split(mark), `pieces of ${size}`).toHaveLength(4);
      expect(out.replaceAll("sk-", "").replaceAll(/s?k?(?=\[)/g, "")).toBe(`one ${mark} two ${mark}${mark} three`);
    }
  });

  test("loses nothing else, whatever the key and the text are made of", () => {
    const roll = createDice(20_261_123);
    const word = (length: number) => Array.from({ length }, () => "ab"[roll(2)]).join("");
    let hidden = 0;
    for (let round = 0; round < runsOf(2_000, 20_000); round += 1) {
      const own = word(20);
      const text = `${Array.from({ length: 5 }, () => (roll(2) === 0 ? own.slice(roll(4)) + word(roll(5)) : own)).join("")}.`;
      const around = text.split(own);
      const mayStand = [0, 1, 2, 3].map((length) => own.slice(0, length)).join("|");
      const expected = new RegExp(
        `^${around.map((one) => one.replace(".", "\\.")).join(`(?:${mayStand})\\[redacted\\]`)}$`,
      );
      expect(told(cut(text, roll), own).join("")).toMatch(expected);
      hidden += around.length - 1;
    }
    expect(hidden).toBeGreaterThan(2_000);
  });

  test("that ends like the key begins is told to its end, a longer piece of the key is not", () => {
    expect(told(["one ", key.slice(0, 8)]).join("")).toBe("one sk-proj-");
    expect(told(["one ", key.slice(0, 20)]).join("")).toBe(`one ${mark}`);
  });

  test("has channels of its own for reasoning and for the answer", () => {
    const guard = createKeyGuard(key);
    expect(guard.pass({ channel: "reasoning", text: key.slice(0, 10) }).text).toBe("");
    expect(guard.pass({ channel: "text", text: key.slice(10) }).text).toBe(key.slice(10));
    expect(guard.pass({ channel: "reasoning", text: key.slice(10) }).text).toBe(mark);
  });

  test("keeps the arguments of two calls that come by turns apart, and what waits stays with its call", () => {
    const guard = createKeyGuard(key);
    const piece = (index: number, text: string) => ({
      channel: "tool" as const,
      text,
      tool: { index, id: null, name: null },
    });
    expect(guard.pass(piece(0, `{"a":"${key.slice(0, 6)}`))).toEqual(piece(0, '{"a":"'));
    expect(guard.pass(piece(1, '{"b":1}'))).toEqual(piece(1, '{"b":1}'));
    expect(guard.pass(piece(0, '"}'))).toEqual(piece(0, `${key.slice(0, 6)}"}`));
    expect(guard.pass(piece(1, key.slice(0, 5)))).toEqual(piece(1, ""));
    expect(guard.rest()).toEqual([piece(1, key.slice(0, 5))]);
  });

  test("has it in no name and no id of a call, nor in any other name", () => {
    const guard = createKeyGuard(key);
    const tool = { index: 0, id: `call_${key}`, name: key };
    expect(guard.pass({ channel: "tool", text: "", tool }).tool).toEqual({ index: 0, id: `call_${mark}`, name: mark });
    expect(guard.clean(`model-${key}`)).toBe(`model-${mark}`);
    expect(guard.clean(null)).toBeNull();
  });

  test("is known to have been said, whole or in pieces, and not where only its beginning was", () => {
    const wasSaid = (...pieces: readonly string[]) => {
      const guard = createKeyGuard(key);
      for (const text of pieces) guard.pass({ channel: "text", text });
      guard.rest();
      return guard.wasSaid();
    };
    expect(wasSaid("one ", "sk-proj-", "ect")).toBe(false);
    expect(wasSaid("one ", key.slice(0, 11))).toBe(false);
    expect(wasSaid(`one ${key} two`)).toBe(true);
    expect(wasSaid(key.slice(0, 2), key.slice(2))).toBe(true);
    expect(wasSaid("one ", key.slice(0, 7), key.slice(7, 12))).toBe(true);
  });

  test("leaves names alone that begin like a key which is a word", () => {
    const guard = createKeyGuard("lm-studio");
    expect(guard.clean("lm-studio-community/gemma")).toBe("lm-studio-community/gemma");
  });

  test("may say a key that is a word, as servers on this machine take them, and anything where there is none", () => {
    expect(told(["It is lm-studio."], "lm-studio")).toEqual(["It is lm-studio."]);
    expect(told([`It is ${key}.`], null)).toEqual([`It is ${key}.`]);
  });
});
