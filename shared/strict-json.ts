export type StrictJson =
  | { readonly ok: true; readonly value: unknown }
  /** `message` says what is wrong and where. It never repeats what the file holds: that may be a key. */
  | { readonly ok: false; readonly message: string };

/** `allowsNul`: texts of people and models may hold a NUL character; names and settings may not. */
export type StrictJsonOptions = { readonly allowsNul?: boolean };

/** Deeper nesting than any file of ours has. */
const deepest = 64;
/** Names that reach the prototype of what is built from them. */
const forbiddenNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * JSON from a stranger: what `JSON.parse` lets pass in silence is refused here – the same name twice, names of
 * prototypes, numbers that overflow, halves of characters, nesting without an end.
 */
export function readStrictJson(text: string, { allowsNul = false }: StrictJsonOptions = {}): StrictJson {
  const bare = text.startsWith("\ufeff") ? text.slice(1) : text;
  const fault = faultOfStart(bare);
  if (fault !== null) return { ok: false, message: fault };
  try {
    const value: unknown = JSON.parse(bare);
    const inside = faultInside(bare, allowsNul);
    return inside === null ? { ok: true, value } : { ok: false, message: inside };
  } catch (error) {
    return { ok: false, message: `This is not JSON${placeOf(error, bare)}.` };
  }
}

function faultOfStart(text: string): string | null {
  if (text.trim() === "") return "The file is empty.";
  if (text.startsWith("PK\u0003\u0004")) return "This is a ZIP archive, not JSON. Unpack it first.";
  // What UTF-16 leaves when it is read as UTF-8.
  if (text.includes("\u0000")) return "This is not text in UTF-8. Save it as UTF-8 first.";
  return null;
}

/** Only the place: the parser's own words repeat a piece of the file. */
function placeOf(error: unknown, text: string): string {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (position === undefined) return "";
  const line = text.slice(0, Number(position)).split("\n").length;
  return ` (line ${line})`;
}

/** `null` in place of names: an array. */
type Level = Set<string> | null;

/** Walks text that is known to be JSON, once, without going deeper into the stack. */
function faultInside(text: string, allowsNul: boolean): string | null {
  const levels: Level[] = [];
  let at = 0;
  let expectsName = false;
  while (at < text.length) {
    const sign = text[at];
    if (sign === '"') {
      const end = endOfString(text, at);
      const fault = faultOfString(text.slice(at, end), { names: expectsName ? levels.at(-1) : null, allowsNul });
      if (fault !== null) return `${fault} (line ${lineAt(text, at)}).`;
      at = end;
      expectsName = false;
      continue;
    }
    if (sign === "{" || sign === "[") {
      levels.push(sign === "{" ? new Set() : null);
      expectsName = sign === "{";
      if (levels.length > deepest) return `It is nested deeper than ${deepest} levels.`;
    } else if (sign === "}" || sign === "]") {
      levels.pop();
      expectsName = false;
    } else if (sign === ",") expectsName = levels.at(-1) instanceof Set;
    else if (sign === "-" || (sign !== undefined && sign >= "0" && sign <= "9")) {
      const end = endOfNumber(text, at);
      if (!Number.isFinite(Number(text.slice(at, end)))) return `A number is too large (line ${lineAt(text, at)}).`;
      at = end;
      continue;
    }
    at += 1;
  }
  return null;
}

type Place = { readonly names: Level | undefined; readonly allowsNul: boolean };

function faultOfString(quoted: string, { names, allowsNul }: Place): string | null {
  const value: unknown = JSON.parse(quoted);
  if (typeof value !== "string") return "A text cannot be read";
  if (!value.isWellFormed()) return "A text holds half a character";
  if (!allowsNul && value.includes("\u0000")) return "A text holds a NUL character";
  if (!(names instanceof Set)) return null;
  if (forbiddenNames.has(value)) return "A field has a name that no field may have";
  if (names.has(value)) return "A field is there twice";
  names.add(value);
  return null;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const sign = text[at];
    if (sign === "\\") at += 2;
    else if (sign === '"' || sign === undefined) return at + 1;
    else at += 1;
  }
}

function endOfNumber(text: string, start: number): number {
  let at = start;
  while (at < text.length && /[-+.0-9eE]/.test(text[at] ?? "")) at += 1;
  return at;
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
