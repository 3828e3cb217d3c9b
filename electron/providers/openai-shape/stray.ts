import type { Part } from "#electron/manager/dependencies.ts";
import { isRecord, parseJson } from "#electron/providers/json.ts";
import { failureOfError, reportsFailure } from "./failure.ts";

/** A failure inside a stream, where no status comes with it. */
export function failurePart(value: unknown): Part {
  return { type: "failure", failure: failureOfError(value, { status: null, headers: {} }) };
}

/** A line that is no SSE field: old llama.cpp sends one named `error`, some proxies a JSON error without `data:`. */
export function strayParts(line: string): Part[] {
  const field = /^error: ?(.*)$/s.exec(line)?.[1];
  const text = field ?? line;
  const parsed = parseJson(text);
  if (field !== undefined) return [failurePart(parsed.ok ? parsed.value : text)];
  if (parsed.ok && isRecord(parsed.value) && reportsFailure(parsed.value)) return [failurePart(parsed.value)];
  return /^\s*[{[]/.test(line) ? [{ type: "malformed" }] : [];
}
