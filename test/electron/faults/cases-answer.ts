import { midStreamError } from "#electron/demo/wire/errors.ts";
import type { Dialect } from "#shared/model.ts";
import { goldenStream } from "#test/support/golden.ts";
import { brokenOff } from "./cases-cut.ts";
import { cut } from "./expectations.ts";
import { dialectOf, type FaultCase, kindOf, type On } from "./matrix.ts";
import { type Expected, inVariants, type Variant } from "./play-fault.ts";
import { bodyOf, primaryAnswer, sends } from "./wire.ts";

/** P44 and P45: a 200 that is none, and an answer without words. */

const overloaded: Expected = {
  outcome: "fallback",
  failure: { class: "SERVER", reason: null },
  tries: 2,
  limit: { scope: "model", reason: "SERVER", hard: false, consecutiveErrors: 2 },
};

function errorInside(on: On): Variant[] {
  const speaker = { kind: kindOf[on.speaker], dialect: dialectOf[on.speaker] };
  const event = midStreamError(speaker);
  const json = event.slice(event.indexOf("{")).trim();
  if (on.shape === "json") {
    return [{ name: "JSON", setup: { scripts: { primary: [sends(on, json)] } }, expects: overloaded }];
  }
  const afterContent: Expected = { ...overloaded, tries: 1, limit: "one error" };
  return [
    { name: "at once", setup: { scripts: { primary: [{ kind: "error", after: 0 }] } }, expects: overloaded },
    ...brokenOff(on, { kind: "error", after: 20 }, afterContent),
    unknownEvents,
  ];
}

const unknown = 'event: execute\ndata: {"type":"execute","command":"rm -rf /","code":"process.exit(1)"}\n\n';

const unknownEvents: Variant = {
  name: "events that nobody knows",
  setup: { scripts: { primary: [{ kind: "insert", after: 10, text: unknown.repeat(5) }] } },
  expects: { outcome: "primary", failure: null, tries: 1, limit: "untouched" },
};

const blank: Expected = {
  outcome: "fallback",
  failure: { class: "EMPTY", reason: null },
  tries: 2,
  limit: "untouched",
};

function wordless(on: On): Variant[] {
  const reasoning = ["Let me ", "think."];
  const thinks = sends(on, bodyOf(on, primaryAnswer({ tokens: [], reasoning })));
  const empty = sends(on, bodyOf(on, primaryAnswer({ tokens: [] })));
  const noContent = { kind: "status", status: 204, body: "" } as const;
  return [
    { name: "no body", setup: { scripts: { primary: [sends(on, "")] } }, expects: cut },
    { name: "204", setup: { scripts: { primary: [noContent] } }, expects: cut },
    { name: "a finish and no word", setup: { scripts: { primary: [empty] } }, expects: blank },
    // What it thought was shown, so that there is no second try; its draft has no text to take back.
    { name: "only reasoning", setup: { scripts: { primary: [thinks] } }, expects: { ...blank, tries: 1 } },
    { name: "all spent on reasoning", setup: { scripts: { primary: [spent(on, reasoning)] } }, expects: allThinking },
    toolCall(on),
  ];
}

const allThinking: Expected = { ...blank, failure: { class: "EMPTY", reason: "all-thinking" }, tries: 1 };

function spent(on: On, reasoning: readonly string[]) {
  return sends(on, bodyOf(on, primaryAnswer({ tokens: [], reasoning, finish: "length" })));
}

function callStream(dialect: Dialect): Uint8Array | string {
  switch (dialect) {
    case "openai-chat":
      return goldenStream("openai-tool-stream").bytes;
    case "anthropic-messages":
      return goldenStream("anthropic-tool-stream").bytes;
    case "google-generate":
      return goldenStream("gemini-tool-stream").bytes;
    case "openai-responses":
      return responsesCall
        .map((event) => `event: ${event.type}\ndata: ${JSON.stringify({ output_index: 0, ...event })}\n\n`)
        .join("");
  }
}

const weather = { name: "weather", arguments: '{"city":"Orléans"}' };
const args = { city: "Orléans" };

/** The same in one piece. */
const calls: Readonly<Record<Dialect, object>> = {
  "openai-chat": {
    model: "primary-served",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "call_1", type: "function", function: weather }],
        },
        finish_reason: "tool_calls",
      },
    ],
  },
  "openai-responses": {
    object: "response",
    status: "completed",
    output: [{ type: "function_call", id: "fc_1", call_id: "call_1", status: "completed", ...weather }],
  },
  "anthropic-messages": {
    type: "message",
    role: "assistant",
    content: [{ type: "tool_use", id: "toolu_1", name: "weather", input: args }],
    stop_reason: "tool_use",
    usage: { input_tokens: 1, output_tokens: 1 },
  },
  "google-generate": {
    candidates: [
      { content: { role: "model", parts: [{ functionCall: { name: "weather", args } }] }, finishReason: "STOP" },
    ],
  },
};

const responsesCall = [
  {
    type: "response.output_item.added",
    item: { type: "function_call", id: "fc_1", call_id: "call_1", name: "weather", arguments: "" },
  },
  { type: "response.function_call_arguments.delta", item_id: "fc_1", delta: weather.arguments },
  { type: "response.completed", response: { status: "completed", ...calls["openai-responses"] } },
];

/** An answer to a prompt with tools, which has no text and needs none. */
function toolCall(on: On): Variant {
  const dialect = dialectOf[on.speaker];
  const body = on.shape === "json" ? JSON.stringify(calls[dialect]) : callStream(dialect);
  return {
    name: "a tool call and no word",
    setup: { scripts: { primary: [sends(on, body)] } },
    expects: {
      outcome: "primary",
      failure: null,
      tries: 1,
      limit: "untouched",
      text: "",
      also: (_, { events }) =>
        events.some((event) => event.type === "delta" && event.channel === "tool") ? null : "no call was told",
    },
  };
}

export const answerCases: readonly FaultCase[] = [
  {
    id: "P44",
    title: "an error inside a 200: never an answer; events that nobody knows: passed over",
    play: inVariants(errorInside),
  },
  {
    id: "P45",
    title: "an answer without a word: the fallback, but a tool call is an answer",
    play: inVariants(wordless),
  },
];
