import { quoted } from "#electron/exports/chains/code/quoted.ts";

/** A value of JSON as Python writes it. */
export function pythonValue(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([name, inner]) => `${quoted(name)}: ${pythonValue(inner)}`)
      .join(", ")}}`;
  }
  return typeof value === "number" ? String(value) : "None";
}

/** An argument of a call, or none where the value is the one that the callee has by itself. */
export function argument(name: string, value: unknown, byItself?: unknown): string[] {
  return value === byItself ? [] : [`${name}=${pythonValue(value)},`];
}

/** `Name(` with its arguments below, one per line. */
export function call(name: string, args: readonly string[]): string[] {
  return [`${name}(`, ...indented(args), "),"];
}

export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}
