/** Reading of JSON whose shape nobody promised: every function is total. */

/** Undefined where the text is no JSON: the mock behind the front answers that with the dialect's own error. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What a JSON object holds under a name; undefined for anything that is no object. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** Empty where there is no list. */
export function listAt(value: unknown, name: string): readonly unknown[] {
  const list = field(value, name);
  return Array.isArray(list) ? list : [];
}

/** Empty where there is no text. */
export function textAt(value: unknown, name: string): string {
  const text = field(value, name);
  return typeof text === "string" ? text : "";
}
