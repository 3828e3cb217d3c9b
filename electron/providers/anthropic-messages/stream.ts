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
import type { FinishReason } from "#shared/run.ts";
import { anthropicFailureOf } from "./failure.ts";
import { anthropicUsage, estimatedUsage, mergeUsage } from "./usage.ts";

/** `stop_reason` → neutral (protocols.md §1). */
const finishOf: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  pause_turn: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool_calls",
  refusal: "refusal",
};

/** What one answer has said so far. Mutable: one per response, and every delta passes through it. */
type State = {
  usage: JsonRecord;
  /** `message_delta` said the last word on usage. */
  isUsageFinal: boolean;
  textLength: number;
  reasoningLength: number;
  /** By the block's index, the place of its call among the calls. */
  readonly calls: Map<number, number>;
  isOver: boolean;
};

/** Reads the Messages API's events (protocols.md §5). Unknown events, blocks and deltas are skipped. */
export function newAnthropicReader(): AnswerReader {
  const state: State = {
    usage: {},
    isUsageFinal: false,
    textLength: 0,
    reasoningLength: 0,
    calls: new Map(),
    isOver: false,
  };
  const counted = (parts: Part[]): Part[] => {
    for (const part of parts) {
      if (part.type === "text-delta" || part.type === "tool-delta") state.textLength += part.text.length;
      if (part.type === "reasoning-delta") state.reasoningLength += part.text.length;
    }
    return parts;
  };
  return {
    push: (item) => (state.isOver ? [] : counted(readItem(item, state))),
    end: () => lastUsage(state),
    json: (body) => {
      const parsed = parseJson(body);
      if (!parsed.ok || !isRecord(parsed.value)) return [{ type: "malformed" }];
      return isError(parsed.value) ? [failurePart(parsed.value)] : counted(readWholeMessage(parsed.value, state));
    },
  };
}

function readItem(item: SseItem, state: State): Part[] {
  if (item.kind === "comment") return [];
  const text = item.kind === "event" ? item.data : item.line;
  // A proxy's error may come without `data:`; any other line that is no field means nothing in SSE.
  if (item.kind === "stray" && !text.startsWith("{")) return [];
  const parsed = parseJson(text);
  if (!parsed.ok || !isRecord(parsed.value)) return readUnreadable(item, state);
  const event = parsed.value;
  const name = textAt(event, "type") ?? (item.kind === "event" ? item.name : null);
  if (isError(event) || name === "error") return [...lastUsage(state), failurePart(event)];
  return item.kind === "event" ? readEvent(name, event, state) : [];
}

/** A proxy may say in plain words why it failed. */
function readUnreadable(item: Exclude<SseItem, { kind: "comment" }>, state: State): Part[] {
  if (item.kind === "stray") return [];
  if (item.name !== "error") return [{ type: "malformed" }];
  return [...lastUsage(state), failurePart({ error: item.data })];
}

function readEvent(name: string | null, event: JsonRecord, state: State): Part[] {
  switch (name) {
    case "message_start": {
      const message = recordAt(event, "message");
      state.usage = mergeUsage(state.usage, recordAt(message, "usage") ?? {});
      return [servedPart(message)];
    }
    case "content_block_start":
      return readBlock(event.content_block, blockIndex(event), state);
    case "content_block_delta":
      return readDelta(recordAt(event, "delta"), blockIndex(event), state);
    case "message_delta":
      return [...reportUsage(recordAt(event, "usage"), state), ...readStop(recordAt(event, "delta"))];
    case "message_stop":
      state.isOver = true;
      return [...lastUsage(state), { type: "terminated" }];
    default:
      return [];
  }
}

/** Proxies that leave it out send one block. */
function blockIndex(event: JsonRecord): number {
  return amountAt(event, "index") ?? 0;
}

function readDelta(delta: JsonRecord | null, at: number, state: State): Part[] {
  switch (textAt(delta, "type")) {
    case "text_delta":
      return contentPart("text-delta", textAt(delta, "text"));
    case "thinking_delta":
      return contentPart("reasoning-delta", textAt(delta, "thinking"));
    case "input_json_delta":
      return argumentPart(textAt(delta, "partial_json"), at, state);
    default:
      return [];
  }
}

/** A block that already holds content: always in a whole message, in a stream only where a proxy packs it so. */
function readBlock(block: unknown, at: number, state: State): Part[] {
  switch (textAt(block, "type")) {
    case "text":
      return contentPart("text-delta", textAt(block, "text"));
    case "thinking":
      return contentPart("reasoning-delta", textAt(block, "thinking"));
    case "tool_use": {
      const index = state.calls.size;
      state.calls.set(at, index);
      const input = recordAt(block, "input");
      const isFilled = input !== null && Object.keys(input).length > 0;
      const tool = { index, id: textAt(block, "id"), name: textAt(block, "name") };
      return [{ type: "tool-delta", text: isFilled ? JSON.stringify(input) : "", tool }];
    }
    default:
      return [];
  }
}

function argumentPart(text: string | null, at: number, { calls }: State): Part[] {
  const index = calls.get(at);
  if (text === null || text === "" || index === undefined) return [];
  return [{ type: "tool-delta", text, tool: { index, id: null, name: null } }];
}

function readStop(delta: JsonRecord | null): Part[] {
  const native = textAt(delta, "stop_reason");
  return native === null ? [] : [{ type: "finish", reason: lookUp(finishOf, native) ?? "other", native }];
}

function readWholeMessage(message: JsonRecord, state: State): Part[] {
  return [
    servedPart(message),
    ...listAt(message, "content").flatMap((block, at) => readBlock(block, at, state)),
    ...reportUsage(recordAt(message, "usage"), state),
    ...readStop(message),
    { type: "terminated" },
  ];
}

function reportUsage(said: JsonRecord | null, state: State): Part[] {
  if (said === null) return [];
  state.usage = mergeUsage(state.usage, said);
  state.isUsageFinal = true;
  return [{ type: "usage", usage: anthropicUsage(state.usage), reportedCostUsd: null }];
}

/** Where an answer broke off after its first content, the input is known and the output is counted from the text. */
function lastUsage(state: State): Part[] {
  const hasContent = state.textLength + state.reasoningLength > 0;
  if (state.isUsageFinal || !hasContent || Object.keys(state.usage).length === 0) return [];
  state.isUsageFinal = true;
  return [{ type: "usage", usage: estimatedUsage(state.usage, state), reportedCostUsd: null }];
}

function servedPart(message: JsonRecord | null): Part {
  const model = textAt(message, "model");
  return { type: "served", model, upstreamProvider: null, generationId: textAt(message, "id") };
}

function contentPart(type: "text-delta" | "reasoning-delta", text: string | null): Part[] {
  return text === null || text === "" ? [] : [{ type, text }];
}

function isError(event: JsonRecord): boolean {
  return Boolean(event.error);
}

function failurePart(event: JsonRecord): Part {
  return { type: "failure", failure: anthropicFailureOf(event, null) };
}
