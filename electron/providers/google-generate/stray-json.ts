import { parseJson } from "#electron/providers/json.ts";

/** Longer text outside `data:` is no error message, and joining it again and again would cost time. */
const longestStray = 64 * 1024;

export type StrayJson = {
  /** Gives the value once its last line is there; undefined before, and where the line belongs to no JSON text. */
  add(line: string): unknown;
  /** A JSON text began and did not end. */
  isPending(): boolean;
};

/**
 * Joins lines that stand outside `data:` to the JSON text they spell. Google sends a failure in mid-stream that way,
 * on one line or on many (protocols.md §6), and the reader of SSE hands it on line by line.
 */
export function newStrayJson(): StrayJson {
  let pending = "";
  return {
    add: (line) => {
      const begins = pending === "" && /^\s*[{[]/.test(line);
      if (!begins && pending === "") return undefined;
      pending = begins ? line : `${pending}\n${line}`;
      const parsed = parseJson(pending);
      if (parsed.ok || pending.length > longestStray) pending = "";
      return parsed.ok ? parsed.value : undefined;
    },
    isPending: () => pending !== "",
  };
}
