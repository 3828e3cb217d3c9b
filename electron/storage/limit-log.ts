import { messageOf } from "#shared/failure.ts";
import type { SavedLimit } from "#shared/saved-limit.ts";

/** Saves the newest list of limits; what was to be saved before it is never written. */
export type LimitLog = {
  /** Never waits. */
  save(limits: readonly SavedLimit[]): void;
  /** Resolves when nothing waits any more. */
  flush(): Promise<void>;
};

export type LimitLogParts = {
  /** Rejects in words. Not called while one call is unanswered. */
  readonly write: (limits: readonly SavedLimit[]) => Promise<unknown>;
  /** Told when limits are not being saved, once until they are again. */
  readonly onFailure: (message: string) => void;
};

export function createLimitLog({ write, onFailure }: LimitLogParts): LimitLog {
  let pending: readonly SavedLimit[] | null = null;
  let writing: Promise<void> | null = null;
  let hasFailed = false;

  const writeAll = async () => {
    while (pending !== null) {
      const limits = pending;
      pending = null;
      try {
        await write(limits);
        hasFailed = false;
      } catch (error) {
        // The next change brings the whole list again.
        if (!hasFailed) onFailure(`Limits are not remembered. ${messageOf(error)}`);
        hasFailed = true;
      }
    }
    writing = null;
  };

  return {
    save: (limits) => {
      pending = limits;
      writing ??= writeAll();
    },
    flush: async () => {
      await writing;
    },
  };
}
