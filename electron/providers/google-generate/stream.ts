import type { AnswerReader, Part, SseItem } from "#electron/manager/dependencies.ts";
import {
  amountAt,
  isRecord,
  type JsonRecord,
  listAt,
  lookUp,
  parseJson,
  recordAt,
  textAt,
} from "#electron/providers/json.ts";
import { usageOf } from "#electron/providers/usage-record.ts";
import type { FinishReason } from "#shared/run.ts";
import type { Usage } from "#shared/usage.ts";
import { errorIn, googleFailureOf } from "./failure.ts";
import { newStrayJson } from "./stray-json.ts";

/** `finishReason` → neutral (protocols.md §1). `STOP` after a function call means that the call is the answer. */
const finishOf: Readonly<Record<string, FinishReason>> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  CONTINUATION: "length",
  SAFETY: "content_filter",
  RECITATION: "content_filter",
  BLOCKLIST: "content_filter",
  PROHIBITED_CONTENT: "content_filter",
  SPII: "content_filter",
  LANGUAGE: "content_filter",
  IMAGE_SAFETY: "content_filter",
  IMAGE_PROHIBITED_CONTENT: "content_filter",
  IMAGE_RECITATION: "content_filter",
  MALFORMED_FUNCTION_CALL: "error",
  MALFORMED_RESPONSE: "error",
  UNEXPECTED_TOOL_CALL: "error",
  TOO_MANY_TOOL_CALLS: "error",
};

/** Mutable: one per response. */
type State = { callCount: number; servedId: string | null; isOver: boolean };

/** Reads partial responses (protocols.md §6): parts add up, usage is cumulative, the end is the end of the stream. */
export function newGoogleReader(): AnswerReader {
  const state: State = { callCount: 0, servedId: null, isOver: false };
  const stray = newStrayJson();
  const readStray = (value: unknown): Part[] => {
    if (value === undefined) return [];
    // Only a failure may stand outside `data:`; anything else there is not ours to guess.
    const error = errorIn(value);
    return error === null ? [{ type: "malformed" }] : [failurePart(error)];
  };
  return {
    push: (item) => {
      if (state.isOver || item.kind === "comment") return [];
      return item.kind === "stray" ? readStray(stray.add(item.line)) : readEvent(item, state);
    },
    end: () => (stray.isPending() ? [{ type: "malformed" }] : []),
    json: (body) => {
      const parsed = parseJson(body);
      if (!parsed.ok) return [{ type: "malformed" }];
      // Without `alt=sse`, as some proxies drop it, the stream comes as one array of partial responses.
      const responses = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
      return responses.flatMap((response) => readResponse(response, state));
    },
  };
}

function readEvent(event: Extract<SseItem, { kind: "event" }>, state: State): Part[] {
  if (event.data.startsWith("[DONE]")) {
    // Google never sends it, but proxies that imitate it do.
    state.isOver = true;
    return [{ type: "terminated" }];
  }
  const parsed = parseJson(event.data);
  return parsed.ok ? readResponse(parsed.value, state) : [{ type: "malformed" }];
}

function readResponse(response: unknown, state: State): Part[] {
  const error = errorIn(response);
  if (error !== null) return [failurePart(error)];
  if (!isRecord(response)) return [{ type: "malformed" }];
  const candidate = listAt(response, "candidates")[0];
  return [
    ...servedPart(response, state),
    ...listAt(recordAt(candidate, "content"), "parts").flatMap((part) => readPart(part, state)),
    ...usagePart(recordAt(response, "usageMetadata")),
    ...finishPart(textAt(candidate, "finishReason"), state),
    ...blockPart(recordAt(response, "promptFeedback")),
  ];
}

function readPart(part: unknown, state: State): Part[] {
  const call = recordAt(part, "functionCall");
  if (call !== null) {
    const tool = { index: state.callCount, id: textAt(call, "id"), name: textAt(call, "name") };
    state.callCount += 1;
    return [{ type: "tool-delta", text: JSON.stringify(recordAt(call, "args") ?? {}), tool }];
  }
  const text = textAt(part, "text");
  if (text === null || text === "") return [];
  return [{ type: isRecord(part) && part.thought === true ? "reasoning-delta" : "text-delta", text }];
}

/** Said once, or again where another response takes over. */
function servedPart(response: JsonRecord, state: State): Part[] {
  const model = textAt(response, "modelVersion");
  const generationId = textAt(response, "responseId");
  const id = `${model} ${generationId}`;
  if ((model === null && generationId === null) || state.servedId === id) return [];
  state.servedId = id;
  return [{ type: "served", model, upstreamProvider: null, generationId }];
}

function usagePart(said: JsonRecord | null): Part[] {
  return said === null ? [] : [{ type: "usage", usage: googleUsage(said), reportedCostUsd: null }];
}

/** Thoughts stand outside the candidates' tokens, cached tokens inside the prompt's (protocols.md §1). */
function googleUsage(said: JsonRecord): Usage {
  const thoughts = amountAt(said, "thoughtsTokenCount") ?? 0;
  return usageOf({
    inputTokens: (amountAt(said, "promptTokenCount") ?? 0) + (amountAt(said, "toolUsePromptTokenCount") ?? 0),
    cacheReadTokens: amountAt(said, "cachedContentTokenCount") ?? 0,
    outputTokens: (amountAt(said, "candidatesTokenCount") ?? 0) + thoughts,
    reasoningTokens: thoughts,
  });
}

function finishPart(native: string | null, state: State): Part[] {
  if (native === null || native === "FINISH_REASON_UNSPECIFIED") return [];
  const reason = native === "STOP" && state.callCount > 0 ? "tool_calls" : (lookUp(finishOf, native) ?? "other");
  return [{ type: "finish", reason, native }];
}

/** A blocked prompt is a 200 without candidates; passing it on as an empty answer would hide why. */
function blockPart(feedback: JsonRecord | null): Part[] {
  const blockReason = textAt(feedback, "blockReason");
  if (blockReason === null || blockReason === "BLOCK_REASON_UNSPECIFIED") return [];
  return [
    {
      type: "failure",
      failure: {
        class: "CONTENT_POLICY",
        status: null,
        code: blockReason,
        message: textAt(feedback, "blockReasonMessage") ?? `The prompt was blocked (${blockReason}).`,
        bodyHintMs: null,
        scope: null,
        retryable: null,
      },
    },
  ];
}

function failurePart(error: JsonRecord): Part {
  return { type: "failure", failure: googleFailureOf(error, null) };
}
