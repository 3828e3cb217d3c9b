import type { FaultCase, On } from "./matrix.ts";
import { streamsOnly } from "./matrix.ts";
import { type Expected, inVariants, type Variant } from "./play-fault.ts";
import { bodyOf, primaryAnswer, sends } from "./wire.ts";

/** P16 to P18: bytes that come in another way, and text that must not suffer. */

const tokens = ["Café ", "😀 ", "日本 ", "end"];
const answer = primaryAnswer({ tokens });
const text = tokens.join("");

function fine(shown = text): Expected {
  return { outcome: "primary", failure: null, tries: 1, limit: "untouched", text: shown };
}

/** Two bytes that are no UTF-8, for each `@@` of an answer in ASCII. */
const bad = Buffer.from([0xff, 0xc3]).toString("latin1");

function invalid(on: On): Variant {
  const body = bodyOf(on, primaryAnswer({ tokens: ["one @@ ", "two"] })).replaceAll("@@", bad);
  return {
    name: "bytes that are no UTF-8",
    setup: { scripts: { primary: [sends(on, Buffer.from(body, "latin1"))] } },
    expects: fine("one \uFFFD\uFFFD two"),
  };
}

/** Each place between two bytes of a character is a place for a cut. */
function splitPoints(body: Buffer): number[] {
  return [...body.keys()].filter((index) => (body[index] ?? 0) >= 0x80);
}

function everySplit(on: On): Variant {
  const body = Buffer.from(bodyOf(on, answer));
  const points = splitPoints(body);
  return {
    name: "cut at every byte of a character",
    setup: {
      scripts: {
        primary: ({ number }) => {
          const at = points[number - 1] ?? 0;
          return sends(on, [body.subarray(0, at), body.subarray(at)]);
        },
      },
    },
    prompts: points.length,
    expects: fine(),
  };
}

function byteByByte(on: On): Variant {
  const body = Buffer.from(bodyOf(on, answer));
  const bytes = [...body.keys()].map((index) => body.subarray(index, index + 1));
  return { name: "byte by byte", setup: { scripts: { primary: [sends(on, bytes)] } }, expects: fine() };
}

function escapes(on: On): Variant {
  const body = bodyOf(on, answer).replaceAll("😀", "\\ud83d\\ude00");
  return { name: "a character as two escapes", setup: { scripts: { primary: [sends(on, body)] } }, expects: fine() };
}

/** Not with one JSON body, where the two would be one again. */
function halves(on: On): Variant[] {
  if (streamsOnly(on) !== null) return [];
  const body = bodyOf(on, primaryAnswer({ tokens: ["Café ", "\ud83d", "\ude00 ", "日本 ", "end"] }));
  const scripts = { primary: [sends(on, body)] };
  return [{ name: "a character in two events", setup: { scripts }, expects: fine() }];
}

const lineEnds = ["\r\n", "\r", "\n"];

/** A byte order mark, and each event with line ends of another kind. Around JSON: the mark and blank lines. */
function mixedLineEnds(on: On): Variant {
  const body = bodyOf(on, answer).replaceAll("\r\n", "\n");
  const events = body.split("\n\n").map((event, index) => {
    const end = lineEnds[index % lineEnds.length] ?? "";
    return event === "" ? "" : event.replaceAll("\n", end) + end + end;
  });
  const sent = on.shape === "json" ? `\r\n\n${body}\r\n` : events.join("");
  return {
    name: "line ends of all kinds",
    setup: { scripts: { primary: [sends(on, `\uFEFF${sent}`)] } },
    expects: fine(),
  };
}

export const textCases: readonly FaultCase[] = [
  {
    id: "P16",
    title: "bytes that are no UTF-8: U+FFFD in their place, and on",
    play: inVariants((on) => [invalid(on)]),
  },
  {
    id: "P17",
    title: "a character split over chunks, and over events: the same text at every split",
    play: inVariants((on) => [everySplit(on), byteByByte(on), escapes(on), ...halves(on)]),
  },
  {
    id: "P18",
    title: "a byte order mark, and CRLF, CR and LF mixed: the same text",
    play: inVariants((on) => [mixedLineEnds(on)]),
  },
];
