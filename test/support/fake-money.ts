import { createSessionBook, type SessionBookParts } from "#electron/bridge/session-book.ts";
import { type BudgetsJoin, joinBudgets } from "#electron/compose/budgets.ts";
import { noSpend, type SpendSums } from "#shared/spend.ts";

export const nothingSpent: SpendSums = { days: [], session: [], sessionSum: { real: noSpend, demo: noSpend } };

type Parts = Omit<SessionBookParts, "tell" | "prepare"> & Omit<BudgetsJoin, "store" | "sessionId" | "spent">;

/** The program's own sessions and budgets, joined as it joins them. Nothing was spent before. */
export function createFakeMoney(parts: Parts) {
  const store = { spendSums: async () => nothingSpent };
  const sessions = createSessionBook({
    ...parts,
    prepare: (id) => joined.prepareSession(id),
    tell: (session) => {
      parts.batcher.emit({ topic: "session", session });
      joined.sessionChanged();
    },
  });
  const joined = joinBudgets({ ...parts, store, spent: nothingSpent, sessionId: () => sessions.current().id });
  return { sessions, budgets: joined.port, ledger: joined.engine };
}
