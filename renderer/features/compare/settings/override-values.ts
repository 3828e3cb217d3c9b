import { checked, type ReadValue, readNumber } from "#renderer/parts/read-number.ts";
import { checkSchema, checkSchemaName, checkStop } from "#shared/check-overrides.ts";
import type { ColumnOverrides, JsonObject } from "#shared/prompt.ts";

/** What was typed into a field of settings; undefined is the default. */
export type Typed<T> = ReadValue<T | undefined>;

/** Empty is the default. */
export function readSetting(text: string, check: (value: number) => string | null): Typed<number> {
  return text.trim() === "" ? { ok: true, value: undefined } : readNumber(text, check);
}

/** One text per line; `\n` and `\t` inside a line stand for what cannot be typed there. */
export function readStops(text: string): Typed<readonly string[]> {
  const lines = text.split("\n").filter((line) => line !== "");
  const stops = lines.map((line) => line.replaceAll("\\n", "\n").replaceAll("\\t", "\t"));
  return stops.length === 0 ? { ok: true, value: undefined } : checked(stops, checkStop);
}

export function showStops(stop: readonly string[]): string {
  return stop.map((text) => text.replaceAll("\n", "\\n").replaceAll("\t", "\\t")).join("\n");
}

type Schema = NonNullable<ColumnOverrides["jsonSchema"]>;

/** A schema as people paste it. Its title names it, where it may. */
export function readSchema(text: string, strict: boolean): Typed<Schema> {
  if (text.trim() === "") return { ok: true, value: undefined };
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const message = checkSchema(parsed.value);
  if (message !== null) return { ok: false, message };
  return { ok: true, value: { name: nameOf(parsed.value), schema: parsed.value, strict } };
}

function nameOf({ title }: JsonObject): string {
  return typeof title === "string" && checkSchemaName(title) === null ? title : "answer";
}

function parseJson(text: string): ReadValue<JsonObject> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value)
      ? { ok: true, value }
      : { ok: false, message: 'A schema is an object, as {"type": "object"}.' };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, message: `This is no JSON.${placeOf(error, text)}` };
  }
}

/** For values out of `JSON.parse`, which holds nothing but JSON. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The engine names the place as a position; people count lines. */
function placeOf({ message }: SyntaxError, text: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined ? "" : ` Look at line ${text.slice(0, Number(position)).split("\n").length}.`;
}
