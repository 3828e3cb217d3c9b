import { gzipSync } from "node:zlib";
import type { Fault } from "#electron/demo/faults.ts";
import { runsOf } from "#test/support/runs.ts";
import { keyOf } from "#test/support/scenario-world.ts";
import { brokenOff, chunk, chunked } from "./cases-cut.ts";
import { beforeAnswer, type FaultCase, type On, streamsOnly } from "./matrix.ts";
import { type Expected, inVariants, type Variant } from "./play-fault.ts";
import { beginningOf, bodyOf, eventsOf, headOf, primaryAnswer, raw, restOf, sends } from "./wire.ts";

/** P19 to P30: what is no JSON, no gzip, no HTTP, or too much. */

const fine: Expected = { outcome: "primary", failure: null, tries: 1, limit: "untouched" };

/** Our side of it: nothing is tried again with a server that speaks like this, and nothing cools. */
function refused(reason: "not-json" | "too-large"): Expected {
  return { outcome: "fallback", failure: { class: "SERVER", reason }, tries: 1, limit: "untouched" };
}

/** Given up at this many MiB: 8 of a line or an event, 32 of a body. */
function cappedAt(mebibytes: 8 | 32): Expected {
  const said: Expected["also"] = ({ attempts }) => {
    const message = attempts[0]?.failure?.message ?? "";
    return message.includes(`larger than ${mebibytes} MiB`) ? null : `it said ${message}`;
  };
  return { ...refused("too-large"), withinMs: 5_000, also: said };
}

const cut: Expected = {
  outcome: "fallback",
  failure: { class: "TIMEOUT", reason: "cut" },
  tries: 1,
  limit: { scope: "model", reason: "TIMEOUT", hard: false },
};

function once(name: string, fault: Fault, expects: Expected): Variant {
  return { name, setup: { scripts: { primary: [fault] } }, expects };
}

const unreadable = `data: {"key": "${keyOf("primary")}", broken\n\n`;

function invalidEvents(on: On): Variant[] {
  if (on.shape === "json") return [once("no JSON", sends(on, `{"key": "${keyOf("primary")}"`), refused("not-json"))];
  const counted: Expected["also"] = ({ attempts }) =>
    attempts[0]?.malformedEvents === 1 ? null : `${attempts[0]?.malformedEvents} were counted`;
  const many = { ...cut, failure: { class: "TIMEOUT", reason: "malformed-events" } } as const;
  return [
    once("one", { kind: "insert", after: 10, text: unreadable }, { ...fine, also: counted }),
    // The server goes on: nobody waits for it.
    ...brokenOff(on, raw(headOf(on, chunked) + chunk(beginningOf(on, 20) + unreadable.repeat(4)), "stay"), many),
  ];
}

function truncated(on: On): Variant[] {
  if (on.shape === "json") return [once("half", sends(on, beginningOf(on, 20)), refused("not-json"))];
  return brokenOff(on, sends(on, `${beginningOf(on, 20)}data: {"trunc`));
}

/** JSON in which everything that an answer could have is of another type. */
const wrongTypes = [
  "[]",
  "null",
  "7",
  '"text"',
  "{}",
  '{"choices":"no","candidates":"no","type":7,"delta":[],"response":3,"usage":"much"}',
  '{"choices":[{"index":"x","delta":{"content":42}}],"candidates":[{"content":{"parts":[{"text":42}]}}]}',
  '{"type":"content_block_delta","index":{},"delta":{"type":"text_delta","text":42}}',
  '{"type":"response.output_text.delta","delta":42}',
];

function mistyped(on: On): Variant[] {
  if (on.shape === "json") return wrongTypes.map((body) => once(body, sends(on, body), mistypedWhole(on, body)));
  const nan = 'data: {"n": NaN}\n\n';
  return [
    ...wrongTypes.map((body) => once(body, { kind: "insert", after: 10, text: `data: ${body}\n\n` }, fine)),
    once("NaN", { kind: "insert", after: 10, text: nan }, fine),
  ];
}

/** One JSON body without an answer: an error to those who speak like OpenAI, an empty message or none to the others. */
function mistypedWhole({ speaker }: On, body: string): Expected {
  if (!body.startsWith("{") || speaker === "google-generate") return cut;
  const isChoice = body.includes("choices") && body.includes("42");
  const isEmpty = speaker === "anthropic-messages" || (isChoice && speaker !== "openai-responses");
  const retried = { ...cut, tries: 2 };
  if (isEmpty) return { ...retried, failure: { class: "EMPTY", reason: null }, limit: "untouched" };
  return { ...retried, failure: { class: "SERVER", reason: null }, limit: { scope: "model", reason: "SERVER" } };
}

const mebibyte = 1024 * 1024;

function* endlessLine(begin: string, mebibytes: number): Generator<string> {
  yield begin;
  const piece = "x".repeat(mebibyte / 16);
  for (let sent = 0; sent < mebibytes * 16; sent += 1) yield piece;
}

/** 10 MB of text; in the Responses API's stream 7, because its last event repeats the answer and no event is over 8 MiB. */
function large(on: On): Variant {
  const pieces = on.speaker === "openai-responses" && on.shape === "stream" ? 110 : 160;
  const tokens = Array.from({ length: pieces }, (_, index) => `${index} `.repeat(64_000 / `${index} `.length));
  return {
    name: "large",
    setup: {
      scripts: { primary: [on.shape === "json" ? { kind: "json" } : null] },
      servers: { primary: { answer: { tokens } } },
    },
    expects: { ...fine, text: tokens.join(""), withinMs: 5_000 },
  };
}

/** As many as fit, several at a time as a network would bring them. */
function* repeated(text: string, count: number): Generator<string> {
  const atOnce = 1_000;
  for (let sent = 0; sent < count; sent += atOnce) yield text.repeat(Math.min(atOnce, count - sent));
}

function* floodOf(on: On, event: string, count: number): Generator<string> {
  yield beginningOf(on, 10);
  yield* repeated(event, count);
  yield restOf(on, 10);
}

function manyEvents(on: On): Variant[] {
  const ofOneByte = Array.from({ length: runsOf(2_000, 100_000) }, () => "x");
  const text = ofOneByte.join("");
  const events = eventsOf(on.speaker, primaryAnswer({ tokens: ofOneByte }));
  const count = runsOf(20_000, 2_000_000);
  return [
    once("nothing to say", sends(on, floodOf(on, "data: {}\n\n", count)), { ...fine, withinMs: 20_000 }),
    once("comments", sends(on, floodOf(on, ":x\n\n", count)), { ...fine, withinMs: 20_000 }),
    once("a byte each", sends(on, events), { ...fine, text, withinMs: 20_000 }),
  ];
}

/** A megabyte in a thousandth of it; gzip may be joined, so that any size comes of it. */
const packedLines = gzipSync(Buffer.alloc(mebibyte, ": bomb\n\n"));
const packedLine = gzipSync(Buffer.alloc(mebibyte, "x"));
/** 512 MiB, packed twice. */
const packedTwice = gzipSync(Buffer.concat(Array.from({ length: 512 }, () => packedLine)));
const gzip = { "content-encoding": "gzip" };

function* bomb(member: Buffer): Generator<Buffer> {
  for (let sent = 0; sent < 1_024; sent += 1) yield member;
}

function twice(on: On): Variant[] {
  const packed = gzipSync(gzipSync(bodyOf(on)));
  return [
    once("said twice", sends(on, packed, { "content-encoding": "gzip, gzip" }), refused("not-json")),
    once("said once", sends(on, packed, gzip), on.shape === "json" ? refused("not-json") : cut),
    once("a bomb", sends(on, packedTwice, { "content-encoding": "gzip, gzip" }), {
      ...refused("not-json"),
      withinMs: 1_000,
    }),
  ];
}

function corrupt(on: On): Variant[] {
  const packed = gzipSync(bodyOf(on));
  return [
    once("unknown", sends(on, bodyOf(on), { "content-encoding": "foo" }), refused("not-json")),
    once("no gzip", sends(on, bodyOf(on), gzip), refused("not-json")),
    once("broken gzip", sends(on, packed.fill(0x55, 30), gzip), refused("not-json")),
    once("whole gzip", sends(on, gzipSync(bodyOf(on)), gzip), fine),
  ];
}

export const garbageCases: readonly FaultCase[] = [
  {
    id: "P19",
    title: "an event that is no JSON: skipped and counted, more than three are too many",
    play: inVariants(invalidEvents),
  },
  { id: "P20", title: "JSON that breaks off: never taken for whole", play: inVariants(truncated) },
  { id: "P21", title: "JSON of other types than were promised: no harm", play: inVariants(mistyped) },
  {
    id: "P22",
    title: "a line of 100 MB: given up at the cap",
    play: inVariants((on) => {
      const begin = on.shape === "json" ? '{"line":"' : "data: ";
      return [once("line", sends(on, endlessLine(begin, 100)), cappedAt(on.shape === "json" ? 32 : 8))];
    }),
  },
  { id: "P23", title: "a large answer: whole", play: inVariants((on) => [large(on)]) },
  { id: "P24", title: "a flood of the smallest events: whole", notOn: streamsOnly, play: inVariants(manyEvents) },
  {
    id: "P25",
    title: "a gzip bomb: given up at the cap",
    play: inVariants((on) => [
      once("lines", sends(on, bomb(packedLines), gzip), cappedAt(32)),
      once("one line", sends(on, bomb(packedLine), gzip), cappedAt(on.shape === "json" ? 32 : 8)),
    ]),
  },
  { id: "P26", title: "gzip in gzip: not unpacked", play: inVariants(twice) },
  { id: "P27", title: "an unknown encoding, and gzip that is none: the fallback", play: inVariants(corrupt) },
  {
    id: "P28",
    title: "64 KB of headers: the fallback",
    notOn: beforeAnswer,
    play: inVariants((on) => [
      once("headers", raw(headOf(on, `X-Large: ${"x".repeat(65_536)}\r\nContent-Length: 0\r\n`)), refused("not-json")),
    ]),
  },
  {
    id: "P29",
    title: "two Content-Lengths: the fallback",
    notOn: beforeAnswer,
    play: inVariants((on) => [
      once("lengths", raw(`${headOf(on, "Content-Length: 2\r\nContent-Length: 3\r\n")}abc`), refused("not-json")),
    ]),
  },
  {
    id: "P30",
    title: "no HTTP: the fallback",
    notOn: beforeAnswer,
    play: inVariants(() => [
      once("a greeting", raw("SSH-2.0-OpenSSH_9.2\r\n"), refused("not-json")),
      once("noise", raw("\u0000\u0001\u0002 noise\r\n\r\n"), refused("not-json")),
    ]),
  },
];
