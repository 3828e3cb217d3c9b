import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import type { Gateway } from "#electron/gateway/gateway.ts";
import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import type { Store } from "#electron/storage/store.ts";
import { runIdOf } from "#shared/run.ts";

export type RunSinkParts = {
  readonly batcher: Pick<EventBatcher, "emit">;
  readonly store: Pick<Store, "appendRunEvents" | "settled">;
  /** Null until it is there; nothing runs for it before that. */
  readonly gateway: () => Pick<Gateway, "isOurs" | "forDisk"> | null;
};

/**
 * A window's run goes to the windows and to the disk as it is, so what is shown and what is saved cannot differ. A
 * program's run is told to the windows by the gateway, and the disk has of it what may be kept.
 */
export function createRunSink({ batcher, store, gateway }: RunSinkParts): ManagerDependencies["sink"] {
  return {
    emit(event) {
      const runId = runIdOf(event);
      const programs = gateway();
      if (programs?.isOurs(runId) !== true) {
        batcher.emit({ topic: "run", event });
        store.appendRunEvents([event]);
        return;
      }
      const kept = programs.forDisk(runId, event);
      if (kept.length > 0) store.appendRunEvents(kept);
    },
    settled: (runId) => store.settled(runId),
  };
}
