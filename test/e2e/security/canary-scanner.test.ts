import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createCanary, type Shape } from "#test/support/canary/canaries.ts";
import { type Encoding, encoded, encodings } from "#test/support/canary/encodings.ts";
import { createMultiSearch } from "#test/support/canary/multi-search.ts";
import { createScanner } from "#test/support/canary/scanner.ts";

/** What K1 stands on: a scanner that overlooks a form would call everything clean. */

const shapes = ["openrouter", "openai", "anthropic", "google", "groq", "xai", "together", "plain", "odd"] as const;
const noise = Buffer.from(Array.from({ length: 4_000 }, (_, index) => `line ${index} of a log, sk-…\n`).join(""));

function foundIn(shape: Shape, content: (key: string) => Uint8Array | string) {
  const planted = createCanary("planted", shape);
  const scanner = createScanner([createCanary("other", shape), planted]);
  scanner.scan("file", "a.log", content(planted.key));
  return scanner.findings();
}

test.each(shapes.flatMap((shape) => encodings.map((encoding) => [shape, encoding] as const)))(
  "K1: a key of the shape %s is found in the form %s, wherever it stands",
  (shape, encoding) => {
    for (const before of [0, 1, 2, 3, 11, noise.length]) {
      const found = foundIn(shape, (key) => Buffer.concat([noise.subarray(0, before), encoded(key, encoding), noise]));
      expect(new Set(found.map(({ canary }) => canary)), `behind ${before} bytes`).toEqual(new Set(["planted"]));
    }
  },
);

test("K1: each form is told by its own name where its letters differ", () => {
  const named: readonly Encoding[] = ["base64", "base64url", "hex", "url", "json", "utf-16le", "gzip"];
  for (const encoding of named) {
    const found = foundIn("odd", (key) => encoded(key, encoding));
    expect(found.map((finding) => finding.encoding)).toContain(encoding);
  }
});

test("K1: every fragment of 23 characters is found, and the part that all keys of a maker share is not", () => {
  const { key } = createCanary("planted", "anthropic");
  for (let from = 13; from + 23 <= key.length; from += 1) {
    const scanner = createScanner([{ name: "planted", key, prefixLength: 13 }]);
    scanner.scan("file", "a.log", `x${key.slice(from, from + 23)}x`);
    expect(scanner.findings(), `from ${from}`).toHaveLength(1);
  }
  expect(foundIn("anthropic", (text) => `${text.slice(0, 13)}… and ${text.slice(-4)}`)).toEqual([]);
});

test("K1: a member inside a member, one cut off, and JSON inside JSON are found; text without a key is clean", () => {
  expect(foundIn("plain", (key) => gzipSync(gzipSync(key)))).not.toEqual([]);
  const cut = (key: string) => gzipSync(`${key} ${noise.toString().slice(0, 5_000)}`).subarray(0, -12);
  expect(foundIn("plain", cut)).not.toEqual([]);
  expect(foundIn("odd", (key) => JSON.stringify(JSON.stringify({ key })))).not.toEqual([]);
  expect(foundIn("odd", () => noise)).toEqual([]);
});

test("the one pass finds what a search for each piece finds", () => {
  let state = 20_261_123;
  const roll = (sides: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
  // Few letters make pieces that repeat, overlap and nearly match.
  const word = (length: number) => Buffer.from(Array.from({ length }, () => 97 + roll(3)));
  let hits = 0;
  for (let round = 0; round < 300; round += 1) {
    const needles = Array.from({ length: 1 + roll(8) }, () => word(3 + roll(5)));
    const text = word(roll(400));
    const plain = needles.flatMap((needle, index) => placesOf(text, needle).map((at) => `${index} at ${at}`));
    const found = createMultiSearch(needles)(text).map(({ needle, at }) => `${needle} at ${at}`);
    expect(found.toSorted()).toEqual(plain.toSorted());
    hits += found.length;
  }
  expect(hits).toBeGreaterThan(1_000);
});

function placesOf(text: Buffer, needle: Buffer): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) places.push(at);
  return places;
}
