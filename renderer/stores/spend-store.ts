import { create } from "zustand";
import type { ModelRef } from "#shared/model.ts";
import type { Session, SessionSummary } from "#shared/session.ts";
import type { SpendRange, SpendReport, WhatIf } from "#shared/spend.ts";

/** What the Spend view can cover, as its title bar offers it. */
export const spendSpans = ["Session", "Today", "7 days", "30 days", "90 days", "All"] as const;
export type SpendSpan = (typeof spendSpans)[number];

/** The form that is open above the view: a new session, or another name for one. */
export type SessionForm = { readonly kind: "new" } | { readonly kind: "rename"; readonly session: Session };

export type SpendState = {
  readonly span: SpendSpan;
  /** A session that was picked from the list, for the span Session; null for the current one. */
  readonly sessionId: string | null;
  /** The newest one that the host gave; it stays on screen until the next one is there. */
  readonly report: SpendReport | null;
  /** Why the newest report did not come. */
  readonly problem: string | null;
  /** Newest first; null before they were first asked for. */
  readonly sessions: readonly SessionSummary[] | null;
  readonly sessionsProblem: string | null;
  /** At most two, in the order in which they were picked. */
  readonly comparedIds: readonly string[];
  readonly form: SessionForm | null;
  /** The model that the spend is worked out for. */
  readonly otherModel: ModelRef | null;
  readonly whatIf: WhatIf | null;
  readonly whatIfProblem: string | null;
};

/** What this window shows of the spend; going to another view and back keeps it. */
export const useSpendStore = create<SpendState>()(() => ({
  span: "Session",
  sessionId: null,
  report: null,
  problem: null,
  sessions: null,
  sessionsProblem: null,
  comparedIds: [],
  form: null,
  otherModel: null,
  whatIf: null,
  whatIfProblem: null,
}));

export function openSessionForm(form: SessionForm | null): void {
  useSpendStore.setState({ form });
}

/** Two stand side by side; the one that was picked first makes room for a third. */
export function toggleCompared(sessionId: string): void {
  useSpendStore.setState(({ comparedIds }) => {
    const others = comparedIds.filter((id) => id !== sessionId);
    return { comparedIds: others.length < comparedIds.length ? others : [...comparedIds.slice(-1), sessionId] };
  });
}

const daysOf = { Today: 1, "7 days": 7, "30 days": 30, "90 days": 90 } as const;

/** What to ask the host for. */
export function rangeOf({ span, sessionId }: Pick<SpendState, "span" | "sessionId">, currentId: string): SpendRange {
  if (span === "All") return { kind: "all" };
  return span === "Session"
    ? { kind: "session", sessionId: sessionId ?? currentId }
    : { kind: "days", days: daysOf[span] };
}

export function isSameRange(one: SpendRange, other: SpendRange): boolean {
  if (one.kind === "session") return other.kind === "session" && one.sessionId === other.sessionId;
  if (one.kind === "days") return other.kind === "days" && one.days === other.days;
  return other.kind === "all";
}
