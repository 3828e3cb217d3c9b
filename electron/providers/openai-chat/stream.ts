import type { AnswerReader, Part, SseItem } from "#electron/manager/dependencies.ts";
import { isRecord, type JsonRecord, listAt, parseJson, recordAt, textAt } from "#electron/providers/json.ts";
import { reportsFailure } from "#electron/providers/openai-shape/failure.ts";
import { nobodyYet, type Served, servedParts } from "#electron/providers/openai-shape/served.ts";
import { failurePart, strayParts } from "#electron/providers/openai-shape/stray.ts";
import type { FinishReason } from "#shared/run.ts";
import { contentParts } from "./content.ts";
import { plainText } from "./plain-delta.ts";
import { newToolCalls, type ToolCalls } from "./tool-calls.ts";
import { chatUsage, reportedCostUsd, usageIn } from "./usage.ts";

/** `finish_reason` → neutral (protocols.md §1). */
const finishOf: ReadonlyMap<string, FinishReason> = new Map([
  ["stop", "stop"],
  ["end", "stop"],
  ["eos", "stop"],
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["length", "length"],
  ["model_length", "length"],
  ["max_tokens", "length"],
  ["tool_calls", "tool_calls"],
  ["function_call", "tool_calls"],
  ["content_filter", "content_filter"],
  ["refusal", "refusal"],
  ["error", "error"],
  ["insufficient_system_resource", "error"],
]);

/** What one answer has said so far. Mutable: one per response, and every delta passes through it. */
type State = {
  served: Served;
  readonly calls: ToolCalls;
  hasContent: boolean;
  hasRefused: boolean;
  /** It said why it ended, or that it failed. */
  isExplained: boolean;
  isOver: boolean;
};

/** Reads Chat Completions, streamed or whole. Unknown events and fields are skipped. */
export function newChatReader(): AnswerReader {
  const state: State = {
    served: nobodyYet,
    calls: newToolCalls(),
    hasContent: false,
    hasRefused: false,
    isExplained: false,
    isOver: false,
  };
  return {
    push: (item) => (state.isOver ? [] : readItem(item, state)),
    // Nothing is known at the end that was not known before: a stream without a finish reason was cut.
    end: () => [],
    json: (body) => readWhole(body, state),
  };
}

function readItem(item: SseItem, state: State): Part[] {
  if (item.kind === "comment") return [];
  if (item.kind === "stray") return readStray(item.line, state);
  if (item.data.startsWith("[DONE]")) return terminate(state);
  const parsed = parseJson(item.data);
  if (parsed.ok && isRecord(parsed.value)) {
    const text = item.name === null && repeatsServed(parsed.value, state) ? plainText(parsed.value) : null;
    if (text !== null) {
      state.hasContent = true;
      return [{ type: "text-delta", text }];
    }
    const isFailure = item.name === "error" || reportsFailure(parsed.value);
    return isFailure ? readFailedChunk(parsed.value, state) : readChunk(parsed.value, state);
  }
  return item.name === "error" ? [failed(item.data, state)] : [{ type: "malformed" }];
}

function readStray(line: string, state: State): Part[] {
  const parts = strayParts(line);
  if (parts.some((part) => part.type === "failure")) state.isExplained = true;
  return parts;
}

/** A JSON answer to a streaming request: an error, or a server that does not stream. */
function readWhole(body: string, state: State): Part[] {
  const parsed = parseJson(body);
  if (!parsed.ok) return [{ type: "malformed" }];
  const answer: unknown = Array.isArray(parsed.value) ? parsed.value[0] : parsed.value;
  if (!isRecord(answer)) return [{ type: "malformed" }];
  const isFailure = reportsFailure(answer) || listAt(answer, "choices").length === 0;
  if (isFailure) return readFailedChunk(answer, state);
  const parts = readChunk(answer, state);
  return parts.some((part) => part.type === "failure") ? parts : [...parts, ...terminate(state)];
}

function readChunk(chunk: JsonRecord, state: State): Part[] {
  const first = listAt(chunk, "choices")[0];
  const choice = isRecord(first) ? first : null;
  const served = servedParts(chunk, state);
  const usage = usageParts(chunk, choice);
  // Text beside an error is left out: it would count as an answer that was begun.
  if (choice?.error) return [...served, ...usage, failed(choice, state)];
  const delta = recordAt(choice, "delta") ?? recordAt(choice, "message");
  const content = delta === null ? [] : contentParts(delta, state.calls);
  if (content.length > 0) state.hasContent = true;
  if (textAt(delta, "refusal")) state.hasRefused = true;
  return [...served, ...content, ...finishParts(choice, state), ...usage];
}

/** What it cost and who served is worth knowing all the same. */
function readFailedChunk(chunk: JsonRecord, state: State): Part[] {
  return [...servedParts(chunk, state), ...usageParts(chunk, null), failed(chunk, state)];
}

function finishParts(choice: JsonRecord | null, state: State): Part[] {
  const said = textAt(choice, "finish_reason");
  if (said === null || said === "") return [];
  state.isExplained = true;
  // OpenRouter translates the reason and keeps the upstream provider's own beside it.
  const native = textAt(choice, "native_finish_reason") || said;
  const reason = finishOf.get(said.toLowerCase()) ?? "other";
  const isRefusal = state.hasRefused || native.toLowerCase() === "refusal";
  return [{ type: "finish", reason: reason === "stop" && isRefusal ? "refusal" : reason, native }];
}

/** An answer that its server ended without a reason is complete, but why it ended is not known. */
function terminate(state: State): Part[] {
  state.isOver = true;
  const isUnexplained = state.hasContent && !state.isExplained;
  return [
    ...(isUnexplained ? [{ type: "finish", reason: "other", native: null } as const] : []),
    { type: "terminated" },
  ];
}

/** Nearly every chunk says again who served and nothing new of it. */
function repeatsServed(chunk: JsonRecord, { served }: State): boolean {
  const { id, model, provider = served.upstreamProvider } = chunk;
  return id === served.generationId && model === served.model && provider === served.upstreamProvider;
}

function usageParts(chunk: JsonRecord, choice: JsonRecord | null): Part[] {
  const said = usageIn(chunk, choice);
  return said === null ? [] : [{ type: "usage", usage: chatUsage(said), reportedCostUsd: reportedCostUsd(said) }];
}

function failed(value: unknown, state: State): Part {
  state.isExplained = true;
  return failurePart(value);
}
