import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import type { Done } from "#electron/bridge/outcome.ts";
import type { BudgetsPort } from "#electron/bridge/ports.ts";
import { createLedger, type Ledger } from "#electron/manager/budget-ledger.ts";
import type { Budgets } from "#electron/manager/budgets.ts";
import type { Clock } from "#electron/manager/dependencies.ts";
import type { Store } from "#electron/storage/store.ts";
import { monthStart } from "#shared/budget-span.ts";
import { messageOf } from "#shared/failure.ts";
import { localMidnight } from "#shared/local-day.ts";
import type { Settings } from "#shared/settings.ts";
import type { AddedSpend, SpendSpans, SpendSum, SpendSums } from "#shared/spend.ts";

export type BudgetsJoin = {
  readonly clock: Pick<Clock, "epochMs">;
  readonly store: Pick<Store, "spendSums">;
  readonly settings: () => Pick<Settings, "budgets" | "demo">;
  /** The one that counts now. */
  readonly sessionId: () => string;
  readonly batcher: Pick<EventBatcher, "emit">;
  /** What was spent before this start, as `readSpent` gave it. */
  readonly spent: SpendSums;
};

/** The ledger as the engine, the bridge and the sessions see it. */
export type JoinedBudgets = {
  readonly engine: Budgets;
  readonly port: BudgetsPort;
  /** Before a session of an earlier start is resumed: reads what was spent in it. */
  prepareSession(sessionId: string): Promise<Done>;
  /** The current session is another one now. */
  sessionChanged(): void;
  /** What an import saves counts at once, in the spans that are known when it is saved. */
  readonly imports: { spans(): SpendSpans; add(added: AddedSpend): void };
};

/** Rejects where the disk does. */
export function readSpent(store: BudgetsJoin["store"], sessionId: string, nowEpochMs: number): Promise<SpendSums> {
  return store.spendSums({ sessionId, dayStartsMs: daysOfMonth(nowEpochMs) });
}

export function joinBudgets({ clock, store, settings, sessionId, batcher, spent }: BudgetsJoin): JoinedBudgets {
  let told: SpendSum | null = null;
  const mode = () => ({ isDemo: settings().demo, sessionId: sessionId() });
  const tellSpend = () => {
    const sum = ledger.spend(mode());
    if (sum !== told) batcher.emit({ topic: "spend-now", sum });
    told = sum;
  };
  const tellBudgets = () => {
    const budgets = ledger.states(mode());
    batcher.emit({ topic: "budgets", budgets, allowedUnknown: ledger.allowed(sessionId()) });
  };
  const tellAll = () => {
    tellSpend();
    tellBudgets();
  };
  const changed = () => {
    tellSpend();
    if (settings().budgets.budgets.length > 0) tellBudgets();
  };
  const ledger: Ledger = createLedger({ clock, settings: () => settings().budgets, changed });
  ledger.load(sessionId(), spent);
  /** Sessions that are being read: what is imported meanwhile comes before or after, and is counted once. */
  const awaited = new Set<string>();
  return {
    engine: ledger,
    port: {
      states: () => ledger.states(mode()),
      allowedUnknown: () => ledger.allowed(sessionId()),
      allowUnknown: (model) => ledger.allow(sessionId(), model),
      spendNow: () => ledger.spend(mode()),
      tellAll,
    },
    prepareSession: async (id) => {
      if (ledger.knows(id)) return { ok: true };
      awaited.add(id);
      try {
        ledger.addSession(id, await store.spendSums({ sessionId: id, dayStartsMs: [] }));
        return { ok: true };
      } catch (error) {
        return { ok: false, message: messageOf(error) };
      } finally {
        awaited.delete(id);
      }
    },
    sessionChanged: () => {
      // One that began in this program; nothing of it is on disk that the ledger does not know.
      ledger.addSession(sessionId());
      tellAll();
    },
    imports: {
      spans: () => ({
        dayStartsMs: daysOfMonth(clock.epochMs()),
        sessionIds: [...new Set([...ledger.sessionIds(), ...awaited])],
      }),
      add: ledger.addImported,
    },
  };
}

/** The midnights of this month up to today's, in rising order. */
function daysOfMonth(nowEpochMs: number): readonly number[] {
  const today = localMidnight(nowEpochMs);
  const first = monthStart(today);
  const days: number[] = [];
  for (let before = 0; localMidnight(today, before) >= first; before += 1) days.unshift(localMidnight(today, before));
  return days;
}
