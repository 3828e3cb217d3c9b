import type { Clock } from "#electron/manager/dependencies.ts";
import type { LogFiles } from "./log-files.ts";

/** Lines on their way to the disk. Nothing here throws or rejects: a log that fails must not take the program along. */
export type LogWriter = {
  /** Kept in memory until there are files. */
  add(line: string): void;
  /** Writes from now on. */
  begin(files: LogFiles): void;
  /** Everything that waits, before it returns: for a program that ends this moment. */
  flushNow(): void;
  /** Writes what waits, for at most half a second. */
  close(): Promise<void>;
};

export type LogWriterOptions = {
  readonly clock: Pick<Clock, "after">;
  /** Told once. What could not be written is lost; later lines are tried again. */
  readonly onTrouble: (error: unknown) => void;
  /** A line that says how many were left out. */
  readonly lineOfLost: (count: number) => string;
};

const writeAfterMs = 250;
const closeLimitMs = 500;
/** More than any start makes; a disk that hangs must not fill the memory. */
const mostWaiting = 2_000;

export function createLogWriter({ clock, onTrouble, lineOfLost }: LogWriterOptions): LogWriter {
  let files: LogFiles | null = null;
  const waiting = createWaiting(lineOfLost);
  let writing: Promise<void> | null = null;
  let cancelTimer: (() => void) | null = null;
  let isTold = false;

  const fail = (error: unknown) => {
    if (!isTold) onTrouble(error);
    isTold = true;
  };
  const write = async (): Promise<void> => {
    cancelTimer = null;
    while (files !== null && waiting.isAny()) {
      try {
        await files.append(waiting.send(), waiting.takeSent);
      } catch (error) {
        fail(error);
      } finally {
        waiting.takeSent();
      }
    }
  };
  const start = () => {
    writing ??= write().finally(() => {
      writing = null;
      schedule();
    });
  };
  const schedule = () => {
    if (files !== null && waiting.isAny() && writing === null) cancelTimer ??= clock.after(writeAfterMs, start);
  };

  return {
    add(line) {
      waiting.add(line);
      schedule();
    },
    begin(next) {
      files = next;
      schedule();
    },
    flushNow() {
      cancelTimer?.();
      cancelTimer = null;
      if (files === null || !waiting.isAny()) return;
      try {
        files.appendNow(waiting.takeAll());
      } catch (error) {
        fail(error);
      }
    },
    async close() {
      cancelTimer?.();
      cancelTimer = null;
      start();
      const { promise: tooLong, resolve } = Promise.withResolvers<void>();
      const cancel = clock.after(closeLimitMs, resolve);
      await Promise.race([writing, tooLong]);
      cancel();
    },
  };
}

/** The lines that wait, at most 2,000 of them; how many were left out is said with the next ones. */
function createWaiting(lineOfLost: LogWriterOptions["lineOfLost"]) {
  let lines: string[] = [];
  let lost = 0;
  /** On its way, and not at the disk yet: where the program ends before it is, it is written at once. */
  let sent = "";
  const takeSent = (): string => {
    const text = sent;
    sent = "";
    return text;
  };
  const send = (): string => {
    const taken = lost > 0 ? [...lines, lineOfLost(lost)] : lines;
    lines = [];
    lost = 0;
    sent += taken.map((line) => `${line}\n`).join("");
    return sent;
  };
  return {
    isAny: () => lines.length > 0 || sent !== "",
    add(line: string) {
      if (lines.length < mostWaiting) lines.push(line);
      else lost += 1;
    },
    send,
    takeSent,
    takeAll(): string {
      send();
      return takeSent();
    },
  };
}
