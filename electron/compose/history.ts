import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import { tellOpenConversation } from "#electron/bridge/handlers/conversation-state.ts";
import type { HistoryPort } from "#electron/bridge/history-port.ts";
import type { StorePort } from "#electron/bridge/ports.ts";
import { createSerial } from "#electron/bridge/serial.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import type { Clock, Ids } from "#electron/manager/dependencies.ts";
import type { ModelManager } from "#electron/manager/model-manager.ts";
import type { Store } from "#electron/storage/store.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import type { HostEvent } from "#shared/contract.ts";
import { messageOf } from "#shared/failure.ts";
import { undoMs } from "#shared/history.ts";
import { found, managerPort, tellOnce } from "./ports.ts";

/** Long enough for what was told to be on disk, and for much of it to be told at once. */
const changeAfterMs = 600;
/** A reader, such as a backup, keeps the log in use for a moment. */
const busyPauseMs = 1_000;

type HistoryJoin = {
  readonly store: Store;
  readonly batcher: Pick<EventBatcher, "emit" | "subscribe">;
  readonly clock: Pick<Clock, "after">;
  readonly ids: Ids;
  /** The open conversation lost its title together with a prompt. */
  readonly onRetitled: () => void;
  /** What of a comparison could not be read, each once. */
  readonly onProblem: (message: string) => void;
  /** What was removed could not be deleted for good; it is tried again at the next start. */
  readonly onFailure: (message: string) => void;
};

export type History = HistoryPort & {
  /** Deletes for good what earlier starts left behind. */
  begin(): void;
  /** What was removed a moment ago is deleted at the next start. */
  close(): Promise<void>;
};

type Opening = Pick<HistoryJoin, "store" | "batcher"> & {
  readonly ports: { readonly store: StorePort };
  readonly workspace: Workspace;
  readonly manager: ModelManager;
  readonly trouble: { readonly tell: (title: string, message: string) => void };
};

/** The history of this program, at work. */
export function openHistory({ store, batcher, ports, workspace, manager, trouble }: Opening): History {
  const reading = { workspace, store: ports.store, manager: managerPort(manager, () => false) };
  const history = joinHistory({
    store,
    batcher,
    clock: systemClock,
    ids: systemIds,
    onRetitled: () => void tellOpenConversation(reading),
    onProblem: (problem) => trouble.tell("Something saved could not be read", problem),
    onFailure: (message) => trouble.tell("Deleted history is still on disk", message),
  });
  history.begin();
  return history;
}

/** The history over the store: what is removed can be brought back for a while, then it is deleted for good. */
export function joinHistory(join: HistoryJoin): History {
  const { store, batcher, clock, ids } = join;
  const tell = tellOnce(join.onProblem);
  const stopTelling = tellChanges(join);
  const purges = createPurges(join);
  const undoable = createUndoable({ clock, onOver: (undoId) => purges.start([undoId]) });
  return {
    search: async (query) => {
      const page = await found(store.searchHistory(query));
      // What was wrong may have been the index alone, which is filled again then.
      if (!page.ok) purges.start([]);
      return page;
    },
    details: async (comparisonId) => {
      const read = await found(store.historyDetails(comparisonId));
      if (!read.ok || read.value === null) return read;
      const { problems, ...details } = read.value;
      problems.forEach(tell);
      return { ok: true, value: details };
    },
    change: (change) => found(store.changeHistory(change)),
    tags: () => found(store.historyTags()),
    remove: async (choice) => {
      const fromBackups = "fromBackups" in choice && choice.fromBackups;
      const undoId = ids.next();
      const removed = await found(store.removeHistory(choice, { undoId, fromBackups }));
      if (removed.ok && removed.value !== "running") undoable.add(undoId);
      return removed;
    },
    restore: async (undoId) => {
      if (!undoable.has(undoId)) return { ok: true, value: false };
      const restored = await found(store.restoreHistory(undoId));
      if (!restored.ok) return restored;
      undoable.remove(undoId);
      batcher.emit({ topic: "history-changed" });
      return restored;
    },
    begin: () => purges.start(null),
    close: () => {
      undoable.close();
      stopTelling();
      return purges.close();
    },
  };
}

type UndoableParts = { readonly clock: Pick<Clock, "after">; readonly onOver: (undoId: string) => void };

/** What can still be brought back, and is told once it is too late. */
function createUndoable({ clock, onOver }: UndoableParts) {
  const cancels = new Map<string, () => void>();
  const remove = (undoId: string) => {
    cancels.get(undoId)?.();
    cancels.delete(undoId);
  };
  return {
    add(undoId: string) {
      const over = () => {
        cancels.delete(undoId);
        onOver(undoId);
      };
      cancels.set(undoId, clock.after(undoMs, over));
    },
    has: (undoId: string) => cancels.has(undoId),
    remove,
    close: () => [...cancels.keys()].forEach(remove),
  };
}

/** Tells the windows, not too often, that what the history lists has changed with what runs. */
function tellChanges({ batcher, clock }: HistoryJoin): () => void {
  let cancel: (() => void) | null = null;
  const unsubscribe = batcher.subscribe(({ events }) => {
    if (!events.some(changesHistory)) return;
    cancel ??= clock.after(changeAfterMs, () => {
      cancel = null;
      batcher.emit({ topic: "history-changed" });
    });
  });
  return () => {
    cancel?.();
    unsubscribe();
  };
}

function changesHistory(event: HostEvent): boolean {
  if (event.topic === "comparison" || event.topic === "gateway-request") return true;
  if (event.topic !== "run") return false;
  const { type } = event.event;
  return type === "run-started" || type === "run-ended" || type === "cost-found";
}

type Purges = { start(undoIds: readonly string[] | null): void; close(): Promise<void> };

/** One after the other, step by step; whatever runs writes in between. */
function createPurges({ store, clock, onRetitled, onFailure }: HistoryJoin): Purges {
  const inTurn = createSerial();
  let isClosing = false;
  let endPause: (() => void) | null = null;

  const pause = () =>
    new Promise<void>((resolve) => {
      const cancel = clock.after(busyPauseMs, resolve);
      endPause = () => {
        cancel();
        resolve();
      };
    });

  async function purge(undoIds: readonly string[] | null): Promise<void> {
    for (let isFirst = true; !isClosing; isFirst = false) {
      const step = await store.purgeHistory({ undoIds, isFirst });
      if (step.isRetitled) onRetitled();
      // Also at the end, for a backup that was made meanwhile.
      if (step.takesBackups) await store.removeBackups();
      if (step.isDone) return;
      if (step.isBusy) await pause();
    }
  }

  return {
    start(undoIds) {
      void inTurn(async () => {
        try {
          await purge(undoIds);
        } catch (error) {
          onFailure(messageOf(error));
        }
      });
    },
    close() {
      isClosing = true;
      endPause?.();
      return inTurn(async () => undefined);
    },
  };
}
