import type { Part } from "#electron/manager/dependencies.ts";
import { isRecord, type JsonRecord, listAt, recordAt, textAt } from "#electron/providers/json.ts";

/** Servers disagree on the name; the first that holds text wins (protocols.md §8). */
const reasoningFields = ["reasoning_content", "reasoning", "reasoning_text"] as const;

/** The content of a delta or of a whole message, which have the same fields. Empty texts give nothing. */
export function contentParts(delta: JsonRecord): Part[] {
  const reasoning = reasoningFields.map((field) => textAt(delta, field)).find(Boolean) ?? null;
  return [
    ...textPart("reasoning-delta", reasoning),
    ...writtenParts(delta.content),
    ...textPart("text-delta", textAt(delta, "refusal")),
    ...listAt(delta, "tool_calls").flatMap((call) => callParts(recordAt(call, "function"))),
    ...callParts(recordAt(delta, "function_call")),
  ];
}

/** A string, or Mistral's list of text and thinking parts. */
function writtenParts(content: unknown): Part[] {
  if (typeof content === "string") return textPart("text-delta", content);
  if (!Array.isArray(content)) return [];
  return content.flatMap((part: unknown) => {
    if (!isRecord(part) || part.type !== "thinking") return textPart("text-delta", textAt(part, "text"));
    const thoughts = listAt(part, "thinking").map((thought) => textAt(thought, "text") ?? "");
    return textPart("reasoning-delta", textAt(part, "thinking") ?? thoughts.join(""));
  });
}

/** Reads as `name {arguments}`; the name comes once, with the first piece. */
function callParts(call: JsonRecord | null): Part[] {
  const name = textAt(call, "name");
  return [...textPart("tool-delta", name ? `${name} ` : null), ...textPart("tool-delta", textAt(call, "arguments"))];
}

function textPart(type: "text-delta" | "reasoning-delta" | "tool-delta", text: string | null): Part[] {
  return text === null || text === "" ? [] : [{ type, text }];
}
