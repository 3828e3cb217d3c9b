import { randomBytes } from "node:crypto";

/** A key that must not be found. Its name is what a report says in its place. */
export type Canary = {
  readonly name: string;
  readonly key: string;
  /** Characters at its start that every key of this maker has: they give nothing away. */
  readonly prefixLength: number;
};

/** A fragment as short as this counts as found (security.md §6.6: "halves ≥ 12 chars"). */
export const pieceLength = 12;

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** Everything a key may hold; many of these look different in base64url, in JSON and in an address. */
const printable = `${letters}!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`;
/** Different in JSON, in an address, and in base64url wherever it stands in a group of three. */
const special = '"\\%~~~';

function random(alphabet: string, length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length] ?? "").join("");
}

/** Keys as their makers write them; the last form is that of a server of one's own. */
const shapes = {
  openrouter: ["sk-or-v1-", () => random("0123456789abcdef", 64)],
  openai: ["sk-proj-", () => random(`${letters}_-`, 156)],
  anthropic: ["sk-ant-api03-", () => random(`${letters}_-`, 95)],
  google: ["AIza", () => random(`${letters}_-`, 35)],
  groq: ["gsk_", () => random(letters, 52)],
  xai: ["xai-", () => random(letters, 80)],
  together: ["tgp_v1_", () => random(`${letters}_-`, 43)],
  plain: ["", () => random(letters, 32)],
  // Each piece of it has something to escape, and begins with a letter: quotation marks around a key are refused.
  odd: ["", () => Array.from({ length: 4 }, () => `k${random(printable, 5)}${special}`).join("")],
  // Two pieces: what is planted, to be found.
  control: ["", () => Array.from({ length: 2 }, () => `k${random(letters, 5)}${special}`).join("")],
  // As the address of a proxy holds it.
  password: ["", () => random(letters, 36)],
} as const;

export type Shape = keyof typeof shapes;

export function createCanary(name: string, shape: Shape): Canary {
  const [prefix, body] = shapes[shape];
  return { name, key: prefix + body(), prefixLength: prefix.length };
}

/** A key that exists from outside, as the one that the gateway made. */
export function canaryOf(name: string, key: string, prefixLength: number): Canary {
  return { name, key, prefixLength };
}

/**
 * The pieces to look for: one after another from both ends, so that every fragment of 23 characters holds a whole one,
 * and each half does.
 */
export function piecesOf({ key, prefixLength }: Canary): string[] {
  const body = key.slice(prefixLength);
  const starts = Array.from({ length: Math.floor(body.length / pieceLength) }, (_, index) => index * pieceLength);
  if (starts.length < 2) throw new Error("A canary has two pieces at least.");
  const fromStart = starts.map((start) => body.slice(start, start + pieceLength));
  const fromEnd = starts.map((start) => body.slice(body.length - start - pieceLength, body.length - start));
  return [...new Set([...fromStart, ...fromEnd])];
}
