import type { JsonObject } from "./prompt.ts";

/** Field checks of what a column sets for itself; temperature and max tokens are checked as a link's are. */

/** Characters; a system text rides with every turn. */
export const longestSystem = 200_000;
export const mostStops = 4;
const longestStop = 500;
/** Characters of its JSON. */
export const longestSchema = 100_000;
const deepestSchema = 64;

export function checkSystem(system: string): string | null {
  return system.length > longestSystem ? "The system prompt may hold at most 200,000 characters." : null;
}

export function checkTopP(topP: number): string | null {
  return Number.isFinite(topP) && topP >= 0 && topP <= 1 ? null : "Top-p is a number from 0 to 1.";
}

export function checkSeed(seed: number): string | null {
  return Number.isSafeInteger(seed) ? null : "A seed is a whole number.";
}

export function checkStop(stop: readonly string[]): string | null {
  if (stop.length > mostStops) return `At most ${mostStops} texts can stop an answer.`;
  if (stop.some((text) => text === "")) return "A text that stops the answer is not empty.";
  if (new Set(stop).size < stop.length) return "Each text that stops the answer is named once.";
  return stop.some((text) => text.length > longestStop)
    ? `A text that stops the answer has at most ${longestStop} characters.`
    : null;
}

/** OpenAI's rule, the strictest. */
export function checkSchemaName(name: string): string | null {
  return /^[A-Za-z0-9_-]{1,64}$/.test(name) ? null : "The schema's name is 1 to 64 letters, digits, - or _.";
}

/** Whether a value may be a JSON Schema: a plain object of JSON, of a size that fits into a request. */
export function checkSchema(schema: unknown): string | null {
  if (!isJsonObject(schema)) return "A JSON Schema is an object of JSON.";
  return JSON.stringify(schema).length > longestSchema ? "A JSON Schema has at most 100,000 characters." : null;
}

/** Total, and never deeper than a schema may be: a channel that copies values can bring what JSON could not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return isPlainObject(value) && isJson(value, 0);
}

function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (depth >= deepestSchema) return false;
  if (Array.isArray(value)) return value.every((one) => isJson(one, depth + 1));
  return isPlainObject(value) && Object.values(value).every((one) => isJson(one, depth + 1));
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
