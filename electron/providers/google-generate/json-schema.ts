import type { JsonObject, JsonValue } from "#shared/prompt.ts";

/** Keywords whose values are schemas by a name of the author's, so that a property may itself be called `const`. */
const named = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);

/** Keywords whose values are data and no schemas. */
const literal = new Set(["enum", "default", "examples", "example", "required"]);

/** Google knows no `const`: it becomes an `enum` of one value (protocols.md §3). */
export function withoutConst(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema).map(([key, value]): [string, JsonValue] => {
    if (key === "const") return ["enum", [value]];
    if (literal.has(key)) return [key, value];
    return [key, named.has(key) && isObject(value) ? mapValues(value, inner) : inner(value)];
  });
  return Object.fromEntries(entries);
}

function inner(value: JsonValue): JsonValue {
  if (isList(value)) return value.map(inner);
  return isObject(value) ? withoutConst(value) : value;
}

function mapValues(record: JsonObject, change: (value: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}
