import type { Part } from "#electron/manager/dependencies.ts";
import { amountAt, isRecord, type JsonRecord, listAt, recordAt, textAt } from "#electron/providers/json.ts";
import type { State } from "./state.ts";

const summaryDelta = "response.reasoning_summary_text.delta";

/** The content of one event; nothing for events that carry none, known or not. */
export function contentParts(type: string | null, event: JsonRecord, state: State): Part[] {
  switch (type) {
    case "response.output_text.delta":
      return textParts(textAt(event, "delta"), state);
    case "response.refusal.delta":
      return refusalParts(textAt(event, "delta"), state);
    case summaryDelta:
    case "response.reasoning_text.delta":
      return reasoningParts(type, textAt(event, "delta"), state);
    case "response.reasoning_summary_part.added":
      return nextThought(summaryDelta, state);
    case "response.output_item.added":
      return callStart(recordAt(event, "item"), outputIndex(event), state);
    case "response.output_item.done":
      return wholeCall(recordAt(event, "item"), outputIndex(event), state);
    case "response.function_call_arguments.delta":
      return argumentParts(textAt(event, "delta"), outputIndex(event), state);
    case "response.function_call_arguments.done":
      return restOfArguments(textAt(event, "arguments"), outputIndex(event), state);
    default:
      return [];
  }
}

/** The items of a whole answer, in their order. */
export function outputParts(output: readonly unknown[], state: State): Part[] {
  return output.flatMap((item, index) => {
    switch (textAt(item, "type")) {
      case "message":
        return listAt(item, "content").flatMap((part) => messageParts(part, state));
      case "reasoning":
        return wholeThought(item, state);
      case "function_call":
        return wholeCall(isRecord(item) ? item : null, index, state);
      default:
        return [];
    }
  });
}

function messageParts(part: unknown, state: State): Part[] {
  const isRefusal = textAt(part, "type") === "refusal";
  return isRefusal ? refusalParts(textAt(part, "refusal"), state) : textParts(textAt(part, "text"), state);
}

/** Summaries where there are any, else the thoughts themselves, which only open models show. */
function wholeThought(item: unknown, state: State): Part[] {
  const summary = listAt(item, "summary");
  const pieces = summary.length > 0 ? summary : listAt(item, "content");
  return pieces.flatMap((piece) => [
    ...nextThought("whole", state),
    ...reasoningParts("whole", textAt(piece, "text"), state),
  ]);
}

function textParts(text: string | null, state: State): Part[] {
  if (text === null || text === "") return [];
  state.hasText = true;
  return [{ type: "text-delta", text }];
}

function refusalParts(text: string | null, state: State): Part[] {
  const parts = textParts(text, state);
  if (parts.length > 0) state.hasRefused = true;
  return parts;
}

function reasoningParts(by: string, text: string | null, state: State): Part[] {
  if (text === null || text === "" || (state.reasoningBy ?? by) !== by) return [];
  state.reasoningBy = by;
  return [{ type: "reasoning-delta", text }];
}

/** A summary comes in several parts, each with a heading of its own. */
function nextThought(by: string, { reasoningBy }: State): Part[] {
  return reasoningBy === by ? [{ type: "reasoning-delta", text: "\n\n" }] : [];
}

/** What of a call was not said in pieces before. */
function wholeCall(item: JsonRecord | null, at: number, state: State): Part[] {
  if (textAt(item, "type") !== "function_call") return [];
  return [...callStart(item, at, state), ...restOfArguments(textAt(item, "arguments"), at, state)];
}

function callStart(item: JsonRecord | null, at: number, state: State): Part[] {
  if (textAt(item, "type") !== "function_call" || state.calls.has(at)) return [];
  const index = state.calls.size;
  state.calls.set(at, { index, hasArguments: false });
  const tool = { index, id: textAt(item, "call_id") ?? textAt(item, "id"), name: textAt(item, "name") };
  return [{ type: "tool-delta", text: "", tool }];
}

function argumentParts(text: string | null, at: number, state: State): Part[] {
  const call = state.calls.get(at);
  if (call === undefined || text === null || text === "") return [];
  call.hasArguments = true;
  return [{ type: "tool-delta", text, tool: { index: call.index, id: null, name: null } }];
}

/** The whole arguments, which matter only where no piece of them came before. */
function restOfArguments(text: string | null, at: number, state: State): Part[] {
  return state.calls.get(at)?.hasArguments === true ? [] : argumentParts(text, at, state);
}

/** Servers that leave it out have one item. */
function outputIndex(event: JsonRecord): number {
  return amountAt(event, "output_index") ?? 0;
}
