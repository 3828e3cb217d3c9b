import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { Clock } from "#electron/manager/dependencies.ts";
import { messageOf } from "#shared/failure.ts";
import type { Tended, UpkeepTask } from "./tend-database.ts";

/** Checks and backups beside the running program. */
export type Upkeep = {
  /** Resolves when no copy of the database is being made. */
  idle(): Promise<void>;
  /** Makes no more of them. One that is being made is given up, or ends by itself a moment later. */
  close(): Promise<void>;
};

/** A thread that does one task. */
export type UpkeepThread = { readonly tended: Promise<Tended>; stop(): Promise<void> };

export type UpkeepParts = {
  readonly clock: Pick<Clock, "epochMs" | "after">;
  readonly start: (task: UpkeepTask) => UpkeepThread;
  readonly dataDir: string;
  /** The database was opened unchecked after a crash. */
  readonly needsCheck: boolean;
  readonly tell: TellUpkeep;
  /** The day's backup was made. */
  readonly onBackup?: () => void;
};

/** Told once for each trouble, in words for people. */
export type TellUpkeep = (title: string, body: string) => void;

/** Late enough that the first window and the first Send have the disk for themselves. */
export const firstTendMs = 20_000;
const tendEveryMs = 3_600_000;

export function createUpkeep({ clock, start, dataDir, needsCheck, tell, onBackup }: UpkeepParts): Upkeep {
  const told = new Set<string>();
  let isCheckOpen = needsCheck;
  let isClosed = false;
  let running: UpkeepThread | null = null;
  let turn: Promise<void> = Promise.resolve();
  let cancel = clock.after(firstTendMs, begin);

  function begin(): void {
    turn = tend();
  }

  async function tend(): Promise<void> {
    running = start({ dataDir, nowMs: clock.epochMs(), needsCheck: isCheckOpen });
    try {
      const tended = await running.tended;
      isCheckOpen = false;
      report(tended);
    } catch (error) {
      if (!isClosed) tellOnce("Backups cannot be made", messageOf(error));
    }
    running = null;
    if (!isClosed) cancel = clock.after(tendEveryMs, begin);
  }

  function report({ damage, backupFailure, backedUp }: Tended): void {
    if (damage !== null) tellOnce("The database is damaged", `${damage} ${damageWords}`);
    if (backupFailure !== null) tellOnce("The daily backup could not be made", backupFailure);
    if (backedUp === true) onBackup?.();
  }

  function tellOnce(title: string, body: string): void {
    if (told.has(title + body)) return;
    told.add(title + body);
    tell(title, body);
  }

  return {
    idle: () => turn,
    async close() {
      isClosed = true;
      cancel();
      await running?.stop();
    },
  };
}

const damageWords =
  "You can go on, but end Understudy soon and start it again: it then looks at the whole file, keeps it, and puts the newest good backup in its place.";

/** The longest that a close waits for a thread in the middle of a copy. It holds nothing that is needed. */
const stopPatienceMs = 300;

const answer = z.object({
  damage: z.string().nullable(),
  backupFailure: z.string().nullable(),
  backedUp: z.literal(true).exactOptional(),
});

/** `url`: backup-worker.ts from sources, backup-worker.js beside a built host. */
export function startUpkeepThread(url: URL, task: UpkeepTask): UpkeepThread {
  const worker = new Worker(url, { name: "backup", workerData: task });
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const tended = new Promise<Tended>((resolve, reject) => {
    worker.once("message", (message: unknown) => resolve(answer.parse(message)));
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`The backup thread ended (code ${code}).`)));
  });
  return {
    tended,
    async stop() {
      void worker.terminate();
      const patience = new Promise<void>((resolve) => setTimeout(resolve, stopPatienceMs).unref());
      await Promise.race([exited, patience]);
    },
  };
}
