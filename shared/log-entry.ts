/** One line of the local log. */
export type LogEntry = {
  /** ISO 8601, UTC, with milliseconds. */
  readonly at: string;
  readonly level: LogLevel;
  readonly area: LogArea;
  /** A sentence of the program, nearly always a fixed one: what differs from time to time is in `detail`. */
  readonly message: string;
  readonly detail?: LogDetail;
};

export type LogLevel = "info" | "warning" | "error";

/** Which part of the program an entry is about. */
export type LogArea =
  | "host"
  | "window"
  | "storage"
  | "keychain"
  | "provider"
  | "gateway"
  | "network"
  | "bridge"
  | "log";

/**
 * Ids, classes, counts and times: single words of the program's own. Never a prompt, an answer, a key, or a name or an
 * address that the user wrote; what is more than a word is left out at the log's door.
 */
export type LogDetail = Readonly<Record<string, LogValue>>;

export type LogValue = string | number | boolean | null | readonly string[];

/** Of the newest lines, how many the log keeps at hand and diagnostics show. */
export const mostShownLines = 200;
