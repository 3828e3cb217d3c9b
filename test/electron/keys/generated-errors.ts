import { inspect } from "node:util";

/** Error texts as logs and providers write them, each around one key. Seeded: the same seed gives the same texts. */

export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join("");

function characters(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => pick(random, [...alphabet])).join("");
}

/** Keys whose shape alone gives them away. */
export const shapedKeys: readonly ((random: Random) => string)[] = [
  (random) => `sk-proj-${characters(random, `${letters}_-`, 156)}`,
  (random) => `sk-${characters(random, letters, 48)}`,
  (random) => `sk-ant-api03-${characters(random, `${letters}_-`, 95)}`,
  (random) => `AIza${characters(random, `${letters}_-`, 35)}`,
  (random) => `AQ.${characters(random, letters, 50)}`,
  (random) => `sk-or-v1-${characters(random, "0123456789abcdef", 64)}`,
  (random) => `gsk_${characters(random, letters, 52)}`,
  (random) => `xai-${characters(random, letters, 80)}`,
];

/** Keys that only someone who knows them recognises (Mistral, Together, a server of one's own). */
export const shapelessKeys: readonly ((random: Random) => string)[] = [
  (random) => characters(random, letters, 32),
  (random) => characters(random, "0123456789abcdef", 64),
  (random) => characters(random, printable, 24),
  (random) => characters(random, printable, 40 + Math.floor(random() * 200)),
];

const json = (text: string) => JSON.stringify(text).slice(1, -1);

/** How a key is dressed. Cut ones are what truncation leaves. */
export const dresses: readonly ((key: string, random: Random) => string)[] = [
  (key) => key,
  (key) => json(key),
  (key) => json(json(key)),
  (key) => encodeURIComponent(key),
  (key) => encodeURIComponent(key).replace(/%../g, (triplet) => triplet.toLowerCase()),
  (key) => Buffer.from(key).toString("base64"),
  (key) => Buffer.from(key).toString("base64url"),
  (key, random) => Buffer.from(`${"user:".slice(0, 1 + Math.floor(random() * 5))}${key}@host`).toString("base64"),
  (key) => Buffer.from(key).toString("hex"),
  (key) => Buffer.from(key).toString("hex").toUpperCase(),
  (key) => key.slice(0, Math.ceil(key.length / 2)),
  (key) => key.slice(Math.floor(key.length / 2)),
];

/** Where it stands. */
export const places: readonly ((key: string) => string)[] = [
  (key) => `Incorrect API key provided: ${key}. You can find your API key on the keys page.`,
  (key) => `TypeError: Headers.append: "Bearer ${key}" is an invalid header value.`,
  (key) => `Error: request to https://api.test/v1beta/models?key=${key}&pageSize=1 failed`,
  (key) => JSON.stringify({ error: { message: `invalid x-api-key ${key}`, code: 401 } }),
  (key) => inspect({ headers: { authorization: `Bearer ${key}`, accept: "*/*" } }),
  (key) => inspect(["x-api-key", key, "accept", "*/*"]),
  (key) => `POST /v1/messages HTTP/1.1\r\nhost: api.test\r\nx-goog-api-key: ${key}\r\n\r\n`,
  (key) => `Error: spawn failed\n    at run (/app/x.js:1:1)\n  env: OPENAI_API_KEY=${key}\n    at next (y.js:2:2)`,
  (key) => JSON.stringify({ log: JSON.stringify({ "api-key": key }) }),
  (key) => `fetch failed: https://user:${key}@proxy.test:8080/ refused`,
  (key) => `curl -H 'Authorization: Bearer ${key}' https://api.test/${key}`,
  (key) => `cookie: session=${key}; path=/`,
  (key) => `…${key}`,
];

const subjects = [
  "The model",
  "A chain",
  "This provider",
  "Her risk-averse task-manager",
  "The authorization step",
  "Our cookie jar",
  "An API key",
  "The bearer of the news",
  "A basic server",
];
const verbs = ["answers", "falls through to", "writes about", "cools down after", "asks for", "measures", "explains"];
const objects = [
  "the ask-me-anything-thread",
  "a key: value pair",
  "100 tokens per second",
  "basic authentication",
  "cookies and cream",
  "https://example.com/docs?page=2#keys",
  "state-of-the-art-language-models",
  "the keyboard shortcut",
  "authorization: who may do what",
  "deadbeef and cafe",
  "an API key, cookie or token",
  "sk-learn pipelines",
  "user@example.com",
];
const ends = [
  ".",
  ", and then it stops.",
  " (see section 4).",
  "; key = value.",
  ": done in 3.2 s.",
  " – as RFC 9110 says.",
];

/** Ordinary sentences with words that sit close to keys. */
export function sentence(random: Random): string {
  return `${pick(random, subjects)} ${pick(random, verbs)} ${pick(random, objects)}${pick(random, ends)}`;
}
