import type { Redact } from "#electron/manager/dependencies.ts";
import type { LogDetail, LogValue } from "#shared/log-entry.ts";

/**
 * What a value of the program's own looks like: one word. Anything else could be a text of the user, and what has a
 * slash an address or a model.
 */
const word = /^[A-Za-z0-9_$.:@#<>+~-]{0,200}$/;
const leftOut = "(left out)";

/** The door of the log: what a detail may hold. */
export function cleanDetail(detail: LogDetail, redact: Redact): LogDetail {
  return Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, cleanValue(value, redact)]));
}

function cleanValue(value: LogValue, redact: Redact): LogValue {
  if (typeof value === "string") return cleanWord(value, redact);
  return Array.isArray(value) ? value.map((one) => cleanWord(one, redact)) : value;
}

function cleanWord(text: string, redact: Redact): string {
  return word.test(text) ? redact(text) : leftOut;
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const sentence = /^[A-Z][A-Za-z0-9 ,.:;()'’“”/-]{0,300}$/;
const plainWord = /^[a-z]{1,20}$/;

/** A line of an earlier start, cleaned as if it were written now; none where it is not one of ours, or cut. */
export function readLine(line: string, redact: Redact): readonly string[] {
  const entry = parsed(line);
  if (entry === null) return [];
  const { at, level, area, message, detail } = entry;
  const isOurs = is(at, time) && is(level, plainWord) && is(area, plainWord) && is(message, sentence);
  if (!isOurs) return [];
  const cleaned = isDetail(detail) ? { detail: cleanDetail(detail, redact) } : {};
  return [redact(JSON.stringify({ at, level, area, message, ...cleaned }))];
}

type Parsed = { at?: unknown; level?: unknown; area?: unknown; message?: unknown; detail?: unknown };

function parsed(line: string): Parsed | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    // A line that was cut off, or was never ours.
    return null;
  }
}

function is(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}

function isDetail(value: unknown): value is LogDetail {
  return typeof value === "object" && value !== null && Object.values(value).every(isLogValue);
}

function isLogValue(value: unknown): value is LogValue {
  if (Array.isArray(value)) return value.every((one) => typeof one === "string");
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
