/** Reading of JSON whose shape nobody promised: every function is total and gives null where a field is not as asked. */

export type JsonRecord = { readonly [key: string]: unknown };

export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

export function parseJson(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false };
    throw error;
  }
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function recordAt(value: unknown, key: string): JsonRecord | null {
  const field = isRecord(value) ? value[key] : null;
  return isRecord(field) ? field : null;
}

/** Empty where there is no list. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const field = isRecord(value) ? value[key] : null;
  return Array.isArray(field) ? field : [];
}

export function textAt(value: unknown, key: string): string | null {
  const field = isRecord(value) ? value[key] : null;
  return typeof field === "string" ? field : null;
}

/** A finite number not below 0: a count of tokens, a size, a price. */
export function amountAt(value: unknown, key: string): number | null {
  const field = isRecord(value) ? value[key] : null;
  return typeof field === "number" && Number.isFinite(field) && field >= 0 ? field : null;
}

/** What a table says of a name that a provider sent; null for a name that is not its own, as in "constructor". */
export function lookUp<T>(table: Readonly<Record<string, T>>, name: string | null): T | null {
  return name !== null && Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
