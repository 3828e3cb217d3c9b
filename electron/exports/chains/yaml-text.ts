import { quoted } from "./code/quoted.ts";

/** What a YAML file of ours is made of. A list is written on one line, a record in lines of its own. */
export type YamlValue = string | number | boolean | readonly YamlValue[] | YamlRecord;
export type YamlRecord = { readonly [name: string]: YamlValue };

/** Read as a text by every parser of YAML, old or new, without quotes: `e-2` is a number for an old one. */
const plain = /^(?!(?:true|false|yes|no|on|off|null)$)[a-z_]*[a-z]{2}[a-z0-9_./@+-]*(?::[a-z0-9_./@+-]+)*$/i;

/** Lines of a record; each begins with `indent`. */
export function yamlLines(record: YamlRecord, indent = ""): readonly string[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const head = `${indent}${scalar(name)}:`;
    if (!isRecord(value)) return [`${head} ${flow(value)}`];
    return [head, ...yamlLines(value, `${indent}  `)];
  });
}

/** A list of records, each with a dash. */
export function yamlItems(records: readonly YamlRecord[], indent: string): readonly string[] {
  return records.flatMap((record) => {
    const [first = "", ...rest] = yamlLines(record, `${indent}  `);
    return [`${indent}- ${first.trimStart()}`, ...rest];
  });
}

/** On one line; texts in it are quoted, so that no comma or bracket in them counts. */
function flow(value: YamlValue): string {
  if (isList(value)) return `[${value.map(flowInner).join(", ")}]`;
  return isRecord(value) ? flowInner(value) : scalar(value);
}

function flowInner(value: YamlValue): string {
  if (isList(value)) return `[${value.map(flowInner).join(", ")}]`;
  if (!isRecord(value)) return typeof value === "string" ? quoted(value) : scalar(value);
  const parts = Object.entries(value).map(([name, inner]) => `${quoted(name)}: ${flowInner(inner)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

function scalar(value: string | number | boolean): string {
  if (typeof value === "string") return plain.test(value) ? value : quoted(value);
  // An exponent without a point is a text for YAML 1.1, which LiteLLM reads.
  return typeof value === "number" ? decimal(value) : String(value);
}

/** `0.0000025`, never `2.5e-6`. */
function decimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/0+$/, "").replace(/\.$/, ".0") : text;
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function isRecord(value: YamlValue): value is YamlRecord {
  return typeof value === "object" && !isList(value);
}
