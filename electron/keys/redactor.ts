import { bareTraceOf, blacken, type Trace, tracesOf } from "./key-traces.ts";
import { createTraceSearch, type TraceSearch } from "./trace-search.ts";
import { isEscapable, stretchesUnderEscapes, unescaped } from "./unescaped.ts";

/** Takes keys out of text. Stands before every log, error text and answer that leaves the host (security.md T4). */
export type Redactor = {
  /** The text with `[redacted]` in place of keys. Text without keys comes back as it is. */
  redact(text: string): string;
  /** From now on this very key is found too, whatever its shape, also cut or encoded. Told once per owner. */
  remember(key: string): void;
  forget(key: string): void;
};

const mark = "[redacted]";

export function createRedactor(): Redactor {
  // Two providers may share a key: it is forgotten when the last owner lets go.
  const known = new Map<string, { owners: number; readonly traces: readonly Trace[] }>();
  let search = createTraceSearch([]);
  /** For keys that an escape can break into pieces; null where there is none, as there is hardly ever. */
  let searchBare: TraceSearch | null = null;
  const learn = () => {
    search = createTraceSearch([...known.values()].flatMap((entry) => entry.traces));
    const bare = [...known.keys()].filter(isEscapable).map((key) => bareTraceOf(key, unescaped(key).text));
    searchBare = bare.length === 0 ? null : createTraceSearch(bare);
  };
  return {
    redact: (text) => {
      const escaped = searchBare === null ? [] : stretchesUnderEscapes(text, searchBare);
      const stretches = [...search(text), ...escaped];
      const exact = stretches.length === 0 ? text : blacken(text, stretches, mark);
      return patterns.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), exact);
    },
    remember: (key) => {
      const entry = known.get(key);
      if (entry !== undefined) entry.owners += 1;
      else if (key !== "") {
        known.set(key, { owners: 1, traces: tracesOf(key) });
        learn();
      }
    },
    forget: (key) => {
      const entry = known.get(key);
      if (entry === undefined) return;
      entry.owners -= 1;
      if (entry.owners > 0) return;
      known.delete(key);
      learn();
    },
  };
}

/**
 * Keys that were never remembered, by shape and by place (protocols.md §10). What is repeated is either bounded or
 * followed by nothing, so no pattern can run away on hostile text.
 */
const patterns: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // By shape. A key may follow an escape (`%22sk-`, `\nsk-`), whose last letter would hide its beginning from \b.
  [
    /(?:\b|(?<=%[0-9A-Fa-f]{2}|\\[nrt]|_))(?:sk-[A-Za-z0-9_-]{16,}|gsk_[A-Za-z0-9]{20,}|xai-[A-Za-z0-9]{20,}|AIza[0-9A-Za-z_-]{35}|AQ\.[A-Za-z0-9_-]{20,}|tgp_v1_[A-Za-z0-9_-]{20,})/g,
    mark,
  ],
  // By scheme: a token has a digit or is long, a word after "bearer" is neither.
  [/\b(Bearer|Basic)([ \t]{1,4}|%20|\+)(?=[^\s"']{0,200}\d|[^\s"']{20})[A-Za-z0-9._~+/=%-]{8,}/gi, `$1$2${mark}`],
  // By name with a value in quotes: JSON, JSON inside JSON, inspected objects, lists of raw headers.
  [
    /((?:authorization|api[-_]?key|cookie|access[-_]token)(?:\\{0,3}["'])?\s{0,4}[:=,]\s{0,4}\\{0,3}["'])[^"'\\\n]+/gi,
    `$1${mark}`,
  ],
  // By header name at the start of a line: the whole line is its value.
  [/^([ \t<>]{0,8}(?:proxy-authorization|authorization|(?:set-)?cookie)[ \t]{0,4}:)[^\r\n]+/gim, `$1 ${mark}`],
  // By name in running text or in an assignment, as in OPENAI_API_KEY=…: a word that no sentence would put there.
  [
    /((?:authorization|api[-_]?key|cookie)[ \t]{0,4}[:=][ \t]{0,4})(?!\[redacted)(?=[^\s"',;]{0,200}\d|[^\s"',;]{20})[^\s"',;]{8,}/gi,
    `$1${mark}`,
  ],
  [/([?&#](?:key|api[-_]?key|access[-_]token|token|auth)=)(?!\[redacted)[^&\s"'<>#)\]]+/gi, `$1${mark}`],
  [/(:\/\/)[^\s/?#@"'<>]{1,512}@(?=[A-Za-z0-9[])/g, `$1${mark}@`],
];
