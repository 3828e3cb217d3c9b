import { gzipSync } from "node:zlib";
import type { Fault } from "#electron/demo/faults/fault.ts";
import { runsOf } from "#test/support/runs.ts";
import { always, cut, fine, refused } from "./expectations.ts";
import { type FaultCase, type On, streamsOnly } from "./matrix.ts";
import { type Expected, inVariants, type Variant } from "./play-fault.ts";
import { beginningOf, bodyOf, eventsOf, primaryAnswer, restOf, sends } from "./wire.ts";

/** P22 to P26: too much of it. */

/** With time enough for a busy machine: what is asserted is where it ends. */
function once(name: string, fault: Fault, expects: Expected): Variant {
  const { setup, ...variant } = always(name, fault, expects);
  return { ...variant, setup: { ...setup, deadlines: patient } };
}

const patient = { firstContentMs: 60_000, lastHopeFirstContentMs: 60_000, idleMs: 60_000 };

/** Given up at this many MiB: 8 of a line or an event, 32 of a body. */
function cappedAt(mebibytes: 8 | 32): Expected {
  const said: Expected["also"] = ({ attempts }) => {
    const message = attempts[0]?.failure?.message ?? "";
    return message.includes(`larger than ${mebibytes} MiB`) ? null : `it said ${message}`;
  };
  return { ...refused("too-large"), withinMs: 5_000, also: said };
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

export const floodCases: readonly FaultCase[] = [
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
];
