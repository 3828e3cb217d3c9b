import { type Document, isScalar, parseDocument, visit } from "yaml";
import { type Answer, refuse, succeed } from "#shared/failure.ts";

/** Longer files are refused unread: a config is far shorter, and a reader of YAML does more for each character. */
const longestYaml = 1_000_000;
/** How often a file may stand for a piece of itself, all pieces together. */
const mostAliases = 200;
/** Deeper nesting than any config has. */
const deepest = 40;

/** A value of YAML from a stranger. No sentence repeats what the file holds: that may be a key. */
export function readYaml(text: string): Answer<unknown> {
  if (text.length > longestYaml) return refuse("invalid-input", "The file is too long for a config.");
  if (isDeep(text)) return refuse("invalid-input", "The file is nested too deeply.");
  // The parser's own look for names that are there twice compares each with each: a minute and more for a long file.
  const document = parseDocument(text, { uniqueKeys: false, strict: true, prettyErrors: true, merge: true });
  const [trouble] = [...document.errors, ...document.warnings];
  if (trouble !== undefined) {
    const line = trouble.linePos?.[0].line;
    const place = line === undefined ? "" : `, line ${line}`;
    return refuse("invalid-input", `This is not YAML that can be read${place}.`);
  }
  const twiceAt = nameThereTwice(document);
  if (twiceAt !== null) {
    const line = text.slice(0, twiceAt).split("\n").length;
    return refuse("invalid-input", `This is not YAML that can be read: a name is there twice, line ${line}.`);
  }
  try {
    return succeed(document.toJS({ maxAliasCount: mostAliases }));
  } catch (error) {
    // What is thrown here is a bomb of aliases, or one that stands for nothing.
    if (error instanceof ReferenceError) return refuse("invalid-input", "The file repeats itself too often.");
    throw error;
  }
}

/** Where the second of two like names of one record begins; null where each is there once. */
function nameThereTwice(document: Document): number | null {
  let found: number | null = null;
  visit(document, {
    Map(_key, map) {
      const names = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (names.has(name)) {
          found = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        names.add(name);
      }
    },
  });
  return found;
}

/** Brackets that are not closed, and lines that begin with more than so many dashes or steps to the right. */
function isDeep(text: string): boolean {
  let open = 0;
  for (const character of text) {
    if (character === "[" || character === "{") open += 1;
    if (character === "]" || character === "}") open -= 1;
    if (open > deepest) return true;
  }
  return text.split("\n").some((line) => (/^[ \t]*(?:[-?:][ \t]+)*/.exec(line)?.[0] ?? "").length > 4 * deepest);
}
