import { isRecord, type JsonRecord } from "#electron/providers/json.ts";

/**
 * The text of a chunk that says nothing but a piece of it, as nearly all of a stream do; null where there is more to
 * read. It looks at every field that could hold more by name, in place: this is what keeps the cost of a delta within
 * engine.md R23.
 */
export function plainText(chunk: JsonRecord): string | null {
  const { choices } = chunk;
  if (!Array.isArray(choices) || choices.length !== 1) return null;
  if (chunk.object === "error" || chunk.type === "error") return null;
  if (chunk.error != null || chunk.usage != null || chunk.x_groq != null) return null;
  const choice: unknown = choices[0];
  if (!isRecord(choice) || choice.error != null || choice.finish_reason != null || choice.usage != null) return null;
  return isRecord(choice.delta) ? contentAlone(choice.delta) : null;
}

function contentAlone(delta: JsonRecord): string | null {
  const isMore =
    delta.refusal != null ||
    delta.tool_calls != null ||
    delta.function_call != null ||
    delta.reasoning_content != null ||
    delta.reasoning != null ||
    delta.reasoning_text != null ||
    delta.reasoning_details != null;
  return !isMore && typeof delta.content === "string" && delta.content !== "" ? delta.content : null;
}
