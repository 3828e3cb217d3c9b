import { create } from "zustand";
import { budgetsAt } from "#shared/budget-span.ts";
import type { HostEvent, Snapshot } from "#shared/contract.ts";
import type { Failure } from "#shared/failure.ts";
import { noSpend } from "#shared/spend.ts";

export type MoneyState = Pick<Snapshot, "budgets" | "allowedUnknown" | "spendNow"> & {
  /** The one that counts now; null before the first snapshot. */
  readonly session: Snapshot["session"] | null;
  /** The newest attempt that a budget did not let out, of this window or of a program; null before the first. */
  readonly refused: { readonly budgetId: string; readonly wantedNanoUsd: number } | null;
  /** Warnings that were put away: budgets by id, until they are over or changed. */
  readonly quiet: readonly string[];
};

/** What the host told of the session that counts, what was spent in it, and what may still be spent. */
export const useMoneyStore = create<MoneyState>()(() => ({
  session: null,
  budgets: [],
  allowedUnknown: [],
  spendNow: noSpend,
  refused: null,
  quiet: [],
}));

export function takeMoneySnapshot({ session, budgets, allowedUnknown, spendNow }: Snapshot): void {
  useMoneyStore.setState({ session, budgets, allowedUnknown, spendNow });
}

/** One set for the whole batch. */
export function takeMoneyEvents(events: readonly HostEvent[]): void {
  const changed = events.reduce<Partial<MoneyState>>(takeEvent, {});
  if (Object.keys(changed).length > 0) useMoneyStore.setState(changed);
}

function takeEvent(changed: Partial<MoneyState>, event: HostEvent): Partial<MoneyState> {
  switch (event.topic) {
    case "session":
      // What did not fit into one session says nothing of the next.
      return { ...changed, session: event.session, refused: null };
    case "spend-now":
      return { ...changed, spendNow: event.sum };
    case "budgets":
      return { ...changed, budgets: event.budgets, allowedUnknown: event.allowedUnknown };
    case "run":
      return event.event.type === "run-ended" ? { ...changed, ...refusedBy(event.event.failure) } : changed;
    case "gateway-request":
      return { ...changed, ...refusedBy(event.request.run?.failure ?? null) };
    default:
      return changed;
  }
}

function refusedBy(failure: Failure | null): Pick<MoneyState, "refused"> | null {
  if (failure?.budget?.kind !== "over") return null;
  const { budget, wantedNanoUsd } = failure.budget;
  return { refused: { budgetId: budget.id, wantedNanoUsd } };
}

/** The warning of this budget was read. */
export function quietBudget(budgetId: string): void {
  useMoneyStore.setState(({ quiet }) => ({ quiet: [...quiet, budgetId] }));
}

/** A day or month may have ended since the host told of it; it tells nothing by itself while nothing is sent. */
export function turnBudgets(nowMs: number): void {
  const { budgets } = useMoneyStore.getState();
  const now = budgetsAt(budgets, nowMs);
  if (now !== budgets) useMoneyStore.setState({ budgets: now });
}
