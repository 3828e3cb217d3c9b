import type { Part } from "#electron/manager/dependencies.ts";
import { isRecord, type JsonRecord, listAt, textAt } from "#electron/providers/json.ts";
import { type ToolCalls, toolParts } from "./tool-calls.ts";

/** Servers disagree on the name; the first that holds text wins (protocols.md §8). */
const reasoningFields = ["reasoning_content", "reasoning", "reasoning_text"] as const;

/** The content of a delta or of a whole message, which have the same fields. Empty texts give nothing. */
export function contentParts(delta: JsonRecord, calls: ToolCalls): Part[] {
  return [
    ...textPart("reasoning-delta", reasoningIn(delta)),
    ...writtenParts(delta.content),
    ...textPart("text-delta", textAt(delta, "refusal")),
    ...toolParts(delta, calls),
  ];
}

/** OpenRouter says the same twice, as text and as details; the details count only where they stand alone. */
function reasoningIn(delta: JsonRecord): string | null {
  const said = reasoningFields.map((field) => textAt(delta, field)).find(Boolean);
  if (said !== undefined && said !== null) return said;
  const details = listAt(delta, "reasoning_details");
  return details.map((detail) => textAt(detail, "text") ?? textAt(detail, "summary") ?? "").join("");
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

function textPart(type: "text-delta" | "reasoning-delta", text: string | null): Part[] {
  return text === null || text === "" ? [] : [{ type, text }];
}
