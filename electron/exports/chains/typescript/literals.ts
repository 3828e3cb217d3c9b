import { quoted } from "#electron/exports/chains/code/quoted.ts";

/** A value of JSON as TypeScript writes it. Names of fields are quoted where they are not words. */
export function literalOf(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literalOf).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const fields = Object.entries(value).map(([name, inner]) => `${nameOf(name)}: ${literalOf(inner)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

/** A field of an object, or none where the value is the one that holds by itself. */
export function field(name: string, value: unknown, byItself?: unknown): string[] {
  return value === byItself ? [] : [`${name}: ${literalOf(value)},`];
}

export function block(open: string, lines: readonly string[], close: string): string[] {
  return [open, ...lines.map((line) => `  ${line}`), close];
}

/** An entry of a map. */
export function entry(key: string, value: readonly string[]): string[] {
  return block("[", [`${quoted(key)},`, ...value], "],");
}

function nameOf(name: string): string {
  return /^[a-z_]\w*$/i.test(name) && name !== "__proto__" ? name : quoted(name);
}
