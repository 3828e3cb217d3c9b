import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import type { BudgetsPort } from "#electron/bridge/ports.ts";
import { createLedger, type Ledger } from "#electron/manager/budget-ledger.ts";
import type { Budgets } from "#electron/manager/budgets.ts";
import type { Clock } from "#electron/manager/dependencies.ts";
import type { Store } from "#electron/storage/store.ts";
import { monthStart } from "#shared/budget-span.ts";
import { localMidnight } from "#shared/local-day.ts";
import type { Settings } from "#shared/settings.ts";
import type { SpendSum } from "#shared/spend.ts";

export type BudgetsJoin = {
  readonly clock: Pick<Clock, "epochMs">;
  readonly store: Pick<Store, "spendSums">;
  readonly settings: () => Pick<Settings, "budgets" | "demo">;
  /** The one that counts now. */
  readonly sessionId: () => string;
  readonly batcher: Pick<EventBatcher, "emit">;
};

/** The ledger as the engine, the bridge and the sessions see it. */
export type JoinedBudgets = {
  readonly engine: Budgets;
  readonly port: BudgetsPort;
  /** Reads what was spent before this start. Rejects where the disk does; nothing may be sent before. */
  load(sessionId: string): Promise<void>;
  /** Before a session of an earlier start is resumed: what was spent in it. Rejects where the disk does. */
  prepareSession(sessionId: string): Promise<void>;
};

export function joinBudgets({ clock, store, settings, sessionId, batcher }: BudgetsJoin): JoinedBudgets {
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
  const changed = () => {
    tellSpend();
    if (settings().budgets.budgets.length > 0) tellBudgets();
  };
  const ledger: Ledger = createLedger({ clock, settings: () => settings().budgets, changed });
  return {
    engine: ledger,
    port: {
      states: () => ledger.states(mode()),
      allowedUnknown: () => ledger.allowed(sessionId()),
      allowUnknown: (model) => ledger.allow(sessionId(), model),
      spendNow: () => ledger.spend(mode()),
      tellAll: () => {
        tellSpend();
        tellBudgets();
      },
    },
    load: async (id) => {
      ledger.load(id, await store.spendSums({ sessionId: id, dayStartsMs: daysOfMonth(clock.epochMs()) }));
    },
    prepareSession: async (id) => {
      if (!ledger.knows(id)) ledger.addSession(id, await store.spendSums({ sessionId: id, dayStartsMs: [] }));
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
