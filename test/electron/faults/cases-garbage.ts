import { gzipSync } from "node:zlib";
import { keyOf } from "#test/support/scenario-world.ts";
import { brokenOff, chunk, chunked } from "./cases-cut.ts";
import { always, cut, fine, refused } from "./expectations.ts";
import { beforeAnswer, type FaultCase, type On } from "./matrix.ts";
import { type Expected, inVariants, type Variant } from "./play-fault.ts";
import { beginningOf, bodyOf, headOf, raw, sends } from "./wire.ts";

/** P19 to P21 and P27 to P30: what is no JSON, no gzip or no HTTP. */

const unreadable = `data: {"key": "${keyOf("primary")}", broken\n\n`;

function invalidEvents(on: On): Variant[] {
  if (on.shape === "json") return [always("no JSON", sends(on, `{"key": "${keyOf("primary")}"`), refused("not-json"))];
  const counted: Expected["also"] = ({ attempts }) =>
    attempts[0]?.malformedEvents === 1 ? null : `${attempts[0]?.malformedEvents} were counted`;
  const many = { ...cut, failure: { class: "TIMEOUT", reason: "malformed-events" } } as const;
  return [
    always("one", { kind: "insert", after: 10, text: unreadable }, { ...fine, also: counted }),
    // The server goes on: nobody waits for it.
    ...brokenOff(on, raw(headOf(on, chunked) + chunk(beginningOf(on, 20) + unreadable.repeat(4)), "stay"), many),
  ];
}

function truncated(on: On): Variant[] {
  if (on.shape === "json") return [always("half", sends(on, beginningOf(on, 20)), refused("not-json"))];
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
  if (on.shape === "json") return wrongTypes.map((body) => always(body, sends(on, body), mistypedWhole(on, body)));
  const nan = 'data: {"n": NaN}\n\n';
  return [
    ...wrongTypes.map((body) => always(body, { kind: "insert", after: 10, text: `data: ${body}\n\n` }, fine)),
    always("NaN", { kind: "insert", after: 10, text: nan }, fine),
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

const gzip = { "content-encoding": "gzip" };

function corrupt(on: On): Variant[] {
  const packed = gzipSync(bodyOf(on));
  return [
    always("unknown", sends(on, bodyOf(on), { "content-encoding": "foo" }), refused("not-json")),
    always("no gzip", sends(on, bodyOf(on), gzip), refused("not-json")),
    always("broken gzip", sends(on, packed.fill(0x55, 30), gzip), refused("not-json")),
    always("whole gzip", sends(on, gzipSync(bodyOf(on)), gzip), fine),
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
  { id: "P27", title: "an unknown encoding, and gzip that is none: the fallback", play: inVariants(corrupt) },
  {
    id: "P28",
    title: "64 KB of headers: the fallback",
    notOn: beforeAnswer,
    play: inVariants((on) => [
      always(
        "headers",
        raw(headOf(on, `X-Large: ${"x".repeat(65_536)}\r\nContent-Length: 0\r\n`)),
        refused("not-json"),
      ),
    ]),
  },
  {
    id: "P29",
    title: "two Content-Lengths: the fallback",
    notOn: beforeAnswer,
    play: inVariants((on) => [
      always("lengths", raw(`${headOf(on, "Content-Length: 2\r\nContent-Length: 3\r\n")}abc`), refused("not-json")),
    ]),
  },
  {
    id: "P30",
    title: "no HTTP: the fallback",
    notOn: beforeAnswer,
    play: inVariants(() => [
      always("a greeting", raw("SSH-2.0-OpenSSH_9.2\r\n"), refused("not-json")),
      always("noise", raw("\u0000\u0001\u0002 noise\r\n\r\n"), refused("not-json")),
    ]),
  },
];
