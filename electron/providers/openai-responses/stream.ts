import type { AnswerReader, Part, SseItem } from "#electron/manager/dependencies.ts";
import { isRecord, type JsonRecord, listAt, lookUp, parseJson, recordAt, textAt } from "#electron/providers/json.ts";
import { servedParts } from "#electron/providers/openai-shape/served.ts";
import { failurePart, strayParts } from "#electron/providers/openai-shape/stray.ts";
import type { FinishReason } from "#shared/run.ts";
import { contentParts, outputParts } from "./content.ts";
import { newState, type State } from "./state.ts";
import { responsesUsage } from "./usage.ts";

/** `incomplete_details.reason` → neutral (protocols.md §1). */
const finishOfIncomplete: Readonly<Record<string, FinishReason>> = {
  max_output_tokens: "length",
  content_filter: "content_filter",
};

/** Reads the Responses API, streamed or whole (protocols.md §4). Unknown events and fields are skipped. */
export function newResponsesReader(): AnswerReader {
  const state = newState();
  return {
    push: (item) => (state.isOver ? [] : readItem(item, state)),
    // A stream without one of its three closing events was cut.
    end: () => [],
    json: (body) => readWhole(body, state),
  };
}

function readItem(item: SseItem, state: State): Part[] {
  if (item.kind === "comment") return [];
  if (item.kind === "stray") return strayParts(item.line);
  if (item.data.startsWith("[DONE]")) return readDone(state);
  const parsed = parseJson(item.data);
  if (parsed.ok && isRecord(parsed.value)) return readEvent(item.name, parsed.value, state);
  return item.name === "error" ? [failurePart(item.data)] : [{ type: "malformed" }];
}

/** OpenAI never sends it, but servers that imitate it do: the answer is complete, but why it ended is not known. */
function readDone(state: State): Part[] {
  const hasContent = state.hasText || state.calls.size > 0;
  return [...(hasContent ? [{ type: "finish", reason: "other", native: null } as const] : []), ...terminate(state)];
}

function readEvent(name: string | null, event: JsonRecord, state: State): Part[] {
  const type = textAt(event, "type") ?? name;
  if (type === "error" || event.error) return [failurePart(event)];
  const response = recordAt(event, "response");
  const served = servedParts(response, state);
  switch (type) {
    case "response.completed":
    case "response.incomplete":
    case "response.failed":
    case "response.cancelled":
      return [...served, ...readEnd(response ?? {}, type.slice("response.".length), state)];
    default:
      return [...served, ...contentParts(type, event, state)];
  }
}

/** The status inside the response says more than the event's name, which some servers always call completed. */
function readEnd(response: JsonRecord, ending: string, state: State): Part[] {
  const status = textAt(response, "status") ?? ending;
  const usage = usageParts(response);
  if (status === "failed" || response.error) return [...usage, failurePart(response)];
  // Everything was said before, in pieces, unless a server sends only the whole.
  const isUnsaid = !state.hasText && state.calls.size === 0;
  const content = isUnsaid ? outputParts(listAt(response, "output"), state) : [];
  return [...content, finishPart(response, status, state), ...usage, ...terminate(state)];
}

function finishPart(response: JsonRecord, status: string, state: State): Part {
  if (status === "incomplete") {
    const reason = textAt(recordAt(response, "incomplete_details"), "reason");
    return { type: "finish", reason: lookUp(finishOfIncomplete, reason) ?? "other", native: reason ?? status };
  }
  if (status !== "completed") return { type: "finish", reason: "other", native: status };
  const reason = state.hasRefused ? "refusal" : state.calls.size > 0 ? "tool_calls" : "stop";
  return { type: "finish", reason, native: status };
}

/** A JSON answer to a streaming request: an error, or a server that does not stream. */
function readWhole(body: string, state: State): Part[] {
  const parsed = parseJson(body);
  if (!parsed.ok) return [{ type: "malformed" }];
  const answer: unknown = Array.isArray(parsed.value) ? parsed.value[0] : parsed.value;
  if (!isRecord(answer)) return [{ type: "malformed" }];
  if (!Array.isArray(answer.output)) return [failurePart(answer)];
  return [...servedParts(answer, state), ...readEnd(answer, "completed", state)];
}

function terminate(state: State): Part[] {
  state.isOver = true;
  return [{ type: "terminated" }];
}

function usageParts(response: JsonRecord): Part[] {
  const said = recordAt(response, "usage");
  return said === null ? [] : [{ type: "usage", usage: responsesUsage(said), reportedCostUsd: null }];
}
