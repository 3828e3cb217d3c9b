import { closeSync, constants, mkdirSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "#shared/failure.ts";

/** The files of the log: `understudy.log` and older ones beside it, newest first `understudy.1.log` … */
export type LogFiles = {
  /**
   * Whole lines. Begins a new file where this one would grow too large. Rejects where the disk refuses. `take` is asked
   * for them again in the moment of the write: by then they may be written already, because the program ends.
   */
  append(text: string, take: () => string): Promise<void>;
  /** At once, for a program that ends. Throws where the disk refuses. */
  appendNow(text: string): void;
  /** The newest lines that are there, oldest first. */
  lastLines(most: number): Promise<readonly string[]>;
};

export const mostLogFiles = 5;
export const mostLogFileBytes = 1024 * 1024;

const ownerOnlyFile = 0o600;
const ownerOnlyFolder = 0o700;
/** A link in the place of a log is not followed. Windows has no such flag. */
const appending =
  constants.O_APPEND |
  constants.O_CREAT |
  constants.O_WRONLY |
  (process.platform === "win32" ? 0 : constants.O_NOFOLLOW);
const tailBytes = 64 * 1024;

export function logFilesIn(folder: string): LogFiles {
  const path = join(folder, "understudy.log");
  const older = (number: number) => join(folder, `understudy.${number}.log`);

  let isFirst = true;
  /** A program that was killed in the middle of a line leaves it unfinished. */
  const whole = (text: string): string => {
    const prefix = isFirst && endsUnfinished(path) ? "\n" : "";
    isFirst = false;
    return prefix + text;
  };

  async function makeRoom(bytes: number): Promise<void> {
    const size = await sizeOf(path);
    if (size === null || size === 0 || size + bytes <= mostLogFileBytes) return;
    await rm(older(mostLogFiles - 1), { force: true });
    for (let number = mostLogFiles - 2; number >= 1; number -= 1) await renameIfThere(older(number), older(number + 1));
    await renameIfThere(path, older(1));
  }

  return {
    async append(text, take) {
      await mkdir(folder, { recursive: true, mode: ownerOnlyFolder });
      await makeRoom(Buffer.byteLength(text));
      const file = await open(path, appending, ownerOnlyFile);
      try {
        const left = take();
        if (left !== "") await file.appendFile(whole(left));
      } finally {
        await file.close();
      }
    },
    appendNow(text) {
      mkdirSync(folder, { recursive: true, mode: ownerOnlyFolder });
      const file = openSync(path, appending, ownerOnlyFile);
      try {
        writeSync(file, whole(text));
      } finally {
        closeSync(file);
      }
    },
    lastLines: (most) => readTail(path, most),
  };
}

function endsUnfinished(path: string): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return false;
  const file = openSync(path, constants.O_RDONLY);
  try {
    const last = Buffer.alloc(1);
    readSync(file, last, 0, 1, size - 1);
    return last.toString() !== "\n";
  } finally {
    closeSync(file);
  }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  if ((await sizeOf(from)) !== null) await rename(from, to);
}

/** Null where there is no file. Asked without keeping the program waiting: a disk may take its time. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    // ENOTDIR: a file stands where the folder should be, which who writes hears of.
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
}

/** None where there is no file yet, or none that can be read: the log of an earlier start is only a help. */
async function readTail(path: string, most: number): Promise<readonly string[]> {
  const size = (await sizeOf(path)) ?? 0;
  if (size === 0) return [];
  const file = await open(path, constants.O_RDONLY);
  try {
    const start = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    const lines = buffer.toString("utf8", 0, bytesRead).split("\n");
    // The first one may have begun before.
    return lines
      .slice(start === 0 ? 0 : 1)
      .filter((line) => line !== "")
      .slice(-most);
  } finally {
    await file.close();
  }
}

/** For the one line that says that there is no log. */
export function whyNoLog(error: unknown): string {
  return `The log cannot be written: ${messageOf(error)}`;
}
