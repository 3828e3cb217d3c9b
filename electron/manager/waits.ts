import type { Scopes } from "./scopes.ts";

/** What a run waits for. */
export type Wait = {
  /** Of the link that is asked next. */
  readonly scopes: Scopes;
  /** The user said not to wait any longer (engine.md R20). */
  isHurried: boolean;
};

/** Runs that stand still, by their id, so that the user can end the wait of one. */
export type Waits = {
  of(runId: string): Wait | null;
  /** Known for as long as the promise is pending. Gives whether the user ended the wait. */
  during(runId: string, scopes: Scopes, pause: () => Promise<void>): Promise<boolean>;
};

export function createWaits(): Waits {
  const waits = new Map<string, Wait>();
  return {
    of: (runId) => waits.get(runId) ?? null,
    during: async (runId, scopes, pause) => {
      const wait: Wait = { scopes, isHurried: false };
      waits.set(runId, wait);
      try {
        await pause();
      } finally {
        waits.delete(runId);
      }
      return wait.isHurried;
    },
  };
}
