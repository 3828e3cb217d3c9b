import type { Log } from "./log.ts";

export type LastWordsParts = {
  /** The process, or in tests something that emits like it. */
  readonly process: {
    on(event: "uncaughtException" | "unhandledRejection", listener: (error: unknown) => void): unknown;
  };
  readonly log: Pick<Log, "bug" | "note" | "flushNow">;
  /** Ends the program with these words. */
  readonly leave: (words: string) => void;
};

/** What the user is told, in a terminal or a box. */
export const lastWords =
  "Understudy made a mistake and has to end. What arrived until a moment ago is saved. The folder “logs” of the data folder says where it happened.";

/**
 * A mistake that nobody caught ends the program: what it would do from here on is unknown, and what is saved is safe
 * in the database, which outlives a program that ends at any moment. Electron would go on otherwise, with or without a
 * box, and Node would end without a line in the log.
 */
export function endOnMistake({ process, log, leave }: LastWordsParts): void {
  let isEnding = false;
  const end = (kind: string) => (error: unknown) => {
    log.bug("host", error, kind);
    log.note({ level: "error", area: "host", message: "The program ends because of it" });
    log.flushNow();
    // What fails on the way out is logged, and does not ask twice.
    if (isEnding) return;
    isEnding = true;
    leave(lastWords);
  };
  process.on("uncaughtException", end("uncaught-exception"));
  process.on("unhandledRejection", end("unhandled-rejection"));
}
