import { describe, expect, it } from "vitest";
import { classifyProvider } from "#electron/manager/classify.ts";
import type { Adapter, BodyItem, Part } from "#electron/manager/dependencies.ts";
import { readText } from "#electron/manager/read-answer.ts";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { openAiResponses } from "#electron/providers/openai-responses/adapter.ts";
import { textOf } from "#test/electron/providers/support.ts";
import {
  decodeEveryWay,
  type GoldenSection,
  type GoldenStream,
  goldenErrors,
  goldenSections,
  goldenStreams,
} from "#test/support/golden.ts";

/**
 * Every golden transcript and every error fixture in one table, whole and in every cut, so that none can be forgotten:
 * `reasoning | text | call | finish/native | in/cached/written/out/thought [cost] | failure`.
 */
const expectedOf: Readonly<Record<string, string>> = {
  "openai-stream": "| Café ouvert 👋 | | stop/stop | 2031/1920/0/73/64 |",
  "openai-tool-stream": '| | 0 call_g1 weather {"ville":"Orléans"} | tool_calls/tool_calls | |',
  "openai-midstream-error": "| Été | | | | SERVER server_error golden: worker lost",
  "openai-responses-stream": "| déjà | | stop/completed | 12/0/0/4/0 |",
  "openai-json": "| Café | | stop/stop | 12/0/0/3/0 |",
  "responses-reasoning-stream":
    '**Où ?**\n\nUne ville 👋\n\n**Quand ?** | Café | 0 call_own1 weather {"ville":"Orléans"} | tool_calls/completed | 2400/1800/400/95/40 |',
  "responses-incomplete-stream": "| Désolé | | length/max_output_tokens | 9/0/0/16/12 |",
  "responses-failed-stream": "| Été | | | | RATE_LIMIT rate_limit_exceeded golden: TPM. Try again in 1.5s.",
  "responses-error-stream": "| Été | | | | SERVER server_error golden: worker lost",
  "responses-json": "Où ?\n\nLà. | Café | 0 call_own5 weather {} | tool_calls/completed | 12/0/0/9/4 |",
  "anthropic-stream": "Où ? | Café 👋 | | stop/end_turn | 2221/1800/400/95/40 |",
  "anthropic-tool-stream": '| | 0 toolu_01Gold weather {"ville":"Orléans"} | tool_calls/tool_use | 50/0/0/31/0 |',
  "anthropic-midstream-error": "| Été | | | 10/0/0/1/0 | SERVER overloaded_error golden: overloaded",
  "anthropic-json": "Où ? | Café | | stop/end_turn | 21/0/0/9/4 |",
  "gemini-stream": "Où ? | Café 👋 | | stop/STOP | 1200/1024/0/80/50 |",
  "gemini-tool-stream": '| | 0 fc-g1 weather {"ville":"Orléans"} | tool_calls/STOP | 40/0/0/9/0 |',
  "gemini-safety-midstream": "| Été | | content_filter/SAFETY | 8/0/0/1/0 |",
  "gemini-midstream-error": "| Été | | | | SERVER UNAVAILABLE golden: overloaded",
  "gemini-json": "| Café | | stop/STOP | 8/0/0/3/0 |",
  "gemini-blocked":
    "| | | | 8/0/0/0/0 | CONTENT_POLICY PROHIBITED_CONTENT The prompt was blocked (PROHIBITED_CONTENT).",
  "openrouter-stream": "Où ? | Café 👋 | | stop/end_turn | 2221/1800/400/95/40 $0.002172 |",
  "openrouter-midstream-error": "| Été | | | | SERVER provider_unavailable golden: upstream dropped",
  "openrouter-json": "| Café | | stop/completed | 12/0/0/3/0 $0.00015 |",
  "openrouter-json-200-error": "| | | | 12/0/0/1/0 $0.00009 | SERVER null golden: upstream dropped",
  "deepseek-stream": "Où ? | Café | | stop/stop | 100/64/0/20/12 |",
  "groq-stream": "Où ? | Café | | stop/stop | 30/0/0/9/0 |",
  "mistral-stream": "Où ? | Café | | length/model_length | 10/0/0/15/0 |",
  "ollama-stream": "Où ? | Café | | stop/stop | 14/0/0/6/0 |",
  "llamacpp-error-field": "| Été | | | | SERVER server_error golden: slot lost",
};

/** The engine's class and the hint in ms of every error fixture, in the order of its file. */
const errorsOf: Readonly<Record<GoldenSection, string>> = {
  openai:
    "AUTH AUTH UNSUPPORTED UNSUPPORTED CONTEXT_LENGTH CONTENT_POLICY MODEL_GONE RATE_LIMIT:250 BILLING SERVER:3000 SERVER SERVER",
  responses: "",
  anthropic:
    "AUTH AUTH BILLING BAD_REQUEST CONTEXT_LENGTH UNSUPPORTED MODEL_GONE RATE_LIMIT:18000 BILLING SERVER SERVER SERVER",
  gemini:
    "AUTH AUTH AUTH BAD_REQUEST CONTEXT_LENGTH MODEL_GONE RATE_LIMIT:34070 QUOTA_DAY:37025720 SERVER SERVER SERVER",
  openrouter:
    "AUTH BILLING RATE_LIMIT:5000 CONTENT_POLICY BAD_REQUEST CONTEXT_LENGTH MODEL_GONE SERVER QUOTA_DAY:52200000 RATE_LIMIT:7000 SERVER SERVER:2000",
  compatible:
    "AUTH BAD_REQUEST RATE_LIMIT RATE_LIMIT:6000 SERVER BILLING AUTH MODEL_GONE CONTEXT_LENGTH SERVER BAD_REQUEST BAD_REQUEST",
};

const now = "2026-11-22T09:30:00Z";

const adapterOf: Readonly<Record<GoldenSection, Adapter>> = {
  openai: openAiChat,
  responses: openAiResponses,
  anthropic: anthropicMessages,
  gemini: googleGenerate,
  openrouter: openAiChat,
  compatible: openAiChat,
};

function said(parts: readonly Part[]): string {
  const calls = parts.flatMap((part) => (part.type === "tool-delta" && part.tool?.name != null ? [part.tool] : []));
  const call = calls.map(({ index, id, name }) => `${index} ${id} ${name} `).join("") + textOf(parts, "tool-delta");
  const finish = parts.flatMap((part) => (part.type === "finish" ? [`${part.reason}/${part.native}`] : []));
  const failures = parts.flatMap((part) => (part.type === "failure" ? [part.failure] : []));
  const failure = failures.map((one) => {
    const judged = classifyProvider(one, { headers: {}, nowEpochMs: Date.parse(now), redact: (text) => text });
    return `${judged.class} ${judged.code} ${judged.message}`;
  });
  const columns = [textOf(parts, "reasoning-delta"), textOf(parts, "text-delta"), call, finish.join(), usageIn(parts)];
  return [...columns, failure.join()].join(" | ").replaceAll(/ +/g, " ").trim();
}

/** The last usage, which is the one that counts. */
function usageIn(parts: readonly Part[]): string {
  const last = parts.findLast((part) => part.type === "usage");
  if (last === undefined) return "";
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens, reasoningTokens } =
    last.usage;
  const written = cacheWrite5mTokens + cacheWrite1hTokens;
  const cost = last.reportedCostUsd === null ? "" : ` $${last.reportedCostUsd}`;
  return `${[inputTokens, cacheReadTokens, written, outputTokens, reasoningTokens].join("/")}${cost}`;
}

async function* inTwo(bytes: Uint8Array, at: number): AsyncGenerator<BodyItem> {
  yield { kind: "bytes", bytes: bytes.slice(0, at) };
  yield { kind: "bytes", bytes: bytes.slice(at) };
}

/** A body that is no stream, cut anywhere and with any end of its last line, always reads alike. */
async function readEveryWay<Result>(body: string, read: (text: string) => Result): Promise<Result> {
  const expected = read(body);
  for (const lineEnd of ["\n", "\r\n", "\r", ""]) {
    const bytes = new TextEncoder().encode(body + lineEnd);
    for (let at = 0; at < bytes.length; at += 1) {
      const { text } = await readText(inTwo(bytes, at), bytes.length + 1);
      if (text !== body + lineEnd) throw new Error(`Cut at ${at}, the body reads as ${text}`);
    }
    expect(read(body + lineEnd)).toEqual(expected);
  }
  return expected;
}

async function partsOf(stream: GoldenStream, adapter: Adapter): Promise<readonly Part[]> {
  if (stream.contentType.startsWith("text/event-stream")) return decodeEveryWay(stream.bytes, adapter);
  return readEveryWay(new TextDecoder().decode(stream.bytes).trimEnd(), (text) => adapter.reader().json(text));
}

describe.each(goldenSections)("the golden transcripts of %s", (section) => {
  it.each(goldenStreams(section))("$id reads alike in every cut and with every line end", async (stream) => {
    const adapter = stream.id === "openai-responses-stream" ? openAiResponses : adapterOf[section];
    expect(said(await partsOf(stream, adapter))).toBe(expectedOf[stream.id]);
  });

  it("has the class and the hint of every error", async () => {
    const { readFailure } = adapterOf[section];
    const judged: string[] = [];
    for (const { status, headers, body } of goldenErrors(section)) {
      const failure = await readEveryWay(body, (text) => readFailure({ status, headers: { ...headers }, body: text }));
      const arrival = {
        headers: { ...headers, date: now },
        nowEpochMs: Date.parse(now),
        redact: (text: string) => text,
      };
      const { class: failureClass, hintMs } = classifyProvider(failure, arrival);
      judged.push(hintMs === null ? failureClass : `${failureClass}:${hintMs}`);
    }
    expect(judged.join(" ")).toBe(errorsOf[section]);
  });
});

describe("the golden transcripts", () => {
  it("are all expected to say something, and nothing else is expected", () => {
    const ids = goldenSections.flatMap(goldenStreams).map((stream) => stream.id);
    expect(ids.toSorted()).toEqual(Object.keys(expectedOf).toSorted());
  });
});
