import { checkFields } from "./fields.ts";
import { type Read, wrong } from "./read.ts";

/** One object a line, each with the same fields. */
export function readJsonLines(lines: readonly string[]): Read {
  const rows: Record<string, string>[] = [];
  let head: { readonly fields: readonly string[]; readonly line: number } | null = null;
  let hasNested = false;
  for (const [index, text] of lines.entries()) {
    if (text.trim() === "") continue;
    const line = index + 1;
    const value = objectIn(text);
    if (value === null) return wrong(`Line ${line}: this is no JSON object.`);
    const fields = Object.keys(value);
    if (head === null) {
      const problem = fields.length === 0 ? `Line ${line}: the object has no fields.` : checkFields(fields, line);
      if (problem !== null) return wrong(problem);
      head = { fields, line };
    }
    const differs = differenceOf(head, fields);
    if (differs !== null) return wrong(`Line ${line}: ${differs}`);
    hasNested ||= Object.values(value).some((one) => typeof one === "object" && one !== null);
    rows.push(Object.fromEntries(fields.map((name) => [name, textOf(value[name])])));
  }
  const notes = hasNested ? ["Lists and objects inside a row are filled in as JSON."] : [];
  return { ok: true, value: { form: "jsonl", fields: head?.fields ?? [], rows, notes } };
}

/** One list of objects over any number of lines: read as prompts, its brackets would be sent. */
export function isJsonList(text: string): boolean {
  const value = text.trimStart().startsWith("[") ? valueIn(text) : null;
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  const value = valueIn(text);
  return isObject(value) ? value : null;
}

/** Null where it is no JSON. */
function valueIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function differenceOf(head: { readonly fields: readonly string[]; readonly line: number }, fields: readonly string[]) {
  const missing = head.fields.find((name) => !fields.includes(name));
  if (missing !== undefined) return `the field “${missing}” of line ${head.line} is not there.`;
  const added = fields.find((name) => !head.fields.includes(name));
  return added === undefined ? null : `the field “${added}” is not there in line ${head.line}.`;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
