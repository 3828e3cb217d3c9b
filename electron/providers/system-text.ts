import type { Overrides, Prompt } from "#shared/prompt.ts";

/** Asks in words for what a model takes no field for. */
export function schemaWords(schema: object): string {
  return `Answer with one JSON object that fits this JSON Schema, and with nothing else:\n${JSON.stringify(schema)}`;
}

/**
 * The system text of a prompt, null where there is none. A schema that the model takes no field for goes into it: an
 * answer in prose would be none to whoever asked for JSON.
 */
export function systemTextOf(
  { system }: Prompt,
  { jsonSchema }: Overrides,
  { takesSchema }: { readonly takesSchema: boolean },
): string | null {
  const words = jsonSchema === undefined || takesSchema ? "" : schemaWords(jsonSchema.schema);
  return [system ?? "", words].filter((text) => text.trim() !== "").join("\n\n") || null;
}
