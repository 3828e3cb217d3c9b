import type { Fault } from "#electron/demo/faults/fault.ts";
import { wholeTextOf } from "#test/support/scenario-checks.ts";
import { cut, fine, refused } from "./expectations.ts";
import type { FaultCase, On } from "./matrix.ts";
import { type Expected, inVariants, type Variant } from "./play-fault.ts";
import { beginningOf, bodyOf, headOf, raw } from "./wire.ts";

/** P11 to P15: an answer that breaks off. */

const tokens = 20;

/** A stream that breaks off has shown its beginning: it is taken back, or stays as what it is where the chain says so. */
export function brokenOff(on: On, fault: Fault, expects: Expected = cut): Variant[] {
  const scripts = { primary: [fault] };
  if (on.shape === "json") return [{ name: "whole", setup: { scripts }, expects }];
  const shown = wholeTextOf("primary", tokens);
  return [
    { name: "restart", setup: { scripts }, expects: { ...expects, dropped: shown } },
    {
      name: "keep",
      setup: { scripts, onMidStream: "fail" },
      expects: { ...expects, outcome: "failed", text: shown },
    },
  ];
}

/** For the head of an answer in chunks. */
export const chunked = "Transfer-Encoding: chunked\r\n";

export function chunk(text: string, length = Buffer.byteLength(text)): string {
  return `${length.toString(16)}\r\n${text}\r\n`;
}

/** Half of an answer in one chunk, and what comes after it. */
function half(on: On, after = ""): string {
  return `${headOf(on, chunked)}${chunk(beginningOf(on, tokens))}${after}`;
}

/** Promises more than it sends. */
function tooShort(on: On, body = on.shape === "json" ? bodyOf(on) : beginningOf(on, tokens)): string {
  return `${headOf(on, `Content-Length: ${Buffer.byteLength(body) + 10}\r\n`)}${body}`;
}

/** A stream that has said why it ended is whole, whatever its length should have been (R16). */
function saidAll(on: On): Variant[] {
  if (on.shape === "json") return [];
  const scripts = { primary: [raw(tooShort(on, bodyOf(on)))] };
  return [{ name: "all said", setup: { scripts }, expects: fine }];
}

export const cutCases: readonly FaultCase[] = [
  {
    id: "P11",
    title: "a TCP reset in the middle: never taken for whole",
    play: inVariants((on) =>
      brokenOff(on, on.shape === "json" ? raw(half(on), "reset") : { kind: "cut", after: tokens, how: "reset" }),
    ),
  },
  {
    id: "P12",
    title: "closed in the middle of a chunk: never taken for whole",
    play: inVariants((on) => brokenOff(on, raw(half(on, '400\r\n{"half')))),
  },
  {
    id: "P13",
    title: "closed before the last chunk: never taken for whole",
    play: inVariants((on) => brokenOff(on, raw(half(on)))),
  },
  {
    id: "P14",
    title: "a Content-Length that is too long: never taken for whole",
    play: inVariants((on) => [...brokenOff(on, raw(tooShort(on))), ...saidAll(on)]),
  },
  {
    id: "P15",
    title: "closed with no length and no marker: never taken for whole",
    play: inVariants((on) => {
      const fault = raw(headOf(on, "Connection: close\r\n") + beginningOf(on, tokens));
      // Without a length only the half JSON tells that something is missing.
      return brokenOff(on, fault, on.shape === "json" ? refused("not-json") : cut);
    }),
  },
];
