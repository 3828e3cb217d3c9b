import type { Clock, Redact } from "#electron/manager/dependencies.ts";
import { type ErrorFacts, errorFacts } from "#shared/error-facts.ts";
import { detailsOf, messageOf } from "#shared/failure.ts";
import { type LogArea, type LogDetail, type LogEntry, mostShownLines } from "#shared/log-entry.ts";
import { type LogFiles, whyNoLog } from "./log-files.ts";
import { cleanDetail, readLine } from "./log-line.ts";
import { createLogWriter } from "./log-writer.ts";
import { createThrottle } from "./throttle.ts";

export type LogNote = Omit<LogEntry, "at">;

/** The local log of what the program did. It never throws into the program. */
export type Log = {
  note(note: LogNote): void;
  /** Trouble in words of the program, which name nothing of the user's: on stderr and in the log. */
  tell(area: LogArea, words: string): void;
  /** A mistake of our own: whole and redacted on stderr, and as its facts in the log. `during`: a word for what was done. */
  bug(area: LogArea, error: unknown, during?: string): void;
  /** The newest lines, oldest first, those of earlier starts among them. */
  lines(): readonly string[];
  /** Writes from now on. Before this, lines wait in memory: the folder belongs to whoever holds its lock. */
  begin(files: LogFiles): Promise<void>;
  /** For a program that ends this moment. */
  flushNow(): void;
  close(): Promise<void>;
};

/** Longer words are cut. */
const longestWords = 300;

export type LogOptions = {
  readonly clock: Pick<Clock, "epochMs" | "after">;
  readonly redact: Redact;
  /** Where people who start the program in a terminal see it. */
  readonly tell: (words: string) => void;
};

export function createLog({ clock, redact, tell }: LogOptions): Log {
  const newest: string[] = [];
  const throttle = createThrottle();
  const lineOf = ({ level, area, message, detail }: LogNote): string => {
    const at = new Date(clock.epochMs()).toISOString();
    const entry: LogEntry = { at, level, area, message, ...(detail && { detail: cleanDetail(detail, redact) }) };
    return JSON.stringify(entry);
  };
  const writer = createLogWriter({
    clock,
    onTrouble: (error) => tell(redact(whyNoLog(error))),
    lineOfLost: (lost) => lineOf({ level: "warning", area: "log", message: "Lines were left out", detail: { lost } }),
  });
  const earlierLines = (files: LogFiles) =>
    files.lastLines(mostShownLines).catch((error: unknown) => {
      tell(redact(`The log of earlier starts cannot be read: ${messageOf(error)}`));
      return [];
    });
  const keep = (line: string) => {
    newest.push(line);
    if (newest.length > mostShownLines) newest.shift();
  };
  const note = (one: LogNote) => {
    const before = throttle.pass(`${one.area} ${one.message}`, clock.epochMs());
    if (before === null) return;
    const line = lineOf(before === 0 ? one : { ...one, detail: { ...one.detail, leftOutBefore: before } });
    keep(line);
    writer.add(line);
  };
  return {
    note,
    tell(area, words) {
      // Before it is cut: half a key would not be found.
      const clean = redact(words);
      tell(clean);
      note({ level: "error", area, message: clean.slice(0, longestWords) });
    },
    bug(area, error, during) {
      const words = detailsOf(error);
      tell(redact(during === undefined ? words : `${during}: ${words}`));
      const detail = { ...(during !== undefined && { during }), ...factsDetail(error) };
      note({ level: "error", area, message: "Something went wrong inside the program", detail });
    },
    lines: () => [...newest],
    async begin(files) {
      const earlier = (await earlierLines(files)).flatMap((line) => readLine(line, redact));
      // After the reading, which would else find this start's own lines.
      writer.begin(files);
      newest.unshift(...earlier);
      newest.splice(0, newest.length - mostShownLines);
    },
    flushNow: writer.flushNow,
    close: writer.close,
  };
}

/** What may be told of something thrown, as an entry's detail. */
function factsDetail(error: unknown): LogDetail {
  return detailOfFacts(errorFacts(error));
}

export function detailOfFacts({ name, code, cause, frames }: ErrorFacts): LogDetail {
  return { error: name, ...(code !== null && { code }), ...(cause !== null && { cause }), frames };
}
