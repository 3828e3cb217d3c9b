import type { BudgetRefusal } from "#shared/budget.ts";
import type { Usage } from "#shared/usage.ts";
import type { Booking } from "./spend-sum.ts";

/** What is to be sent, as budgets see it. */
export type BudgetAttempt = {
  readonly providerId: string;
  readonly modelId: string;
  readonly isDemo: boolean;
  /** Asked for by a program through the gateway. */
  readonly isGateway: boolean;
  /** The session that the run was sent in. */
  readonly sessionId: string;
  /** Integer nano-USD: the most that it can cost; null where its price is not known. */
  readonly mostNanoUsd: number | null;
};

export type Refused = {
  readonly refusal: BudgetRefusal;
  /** It is over a budget of all providers, so no other link may be tried in its place. */
  readonly endsRun: boolean;
};

/**
 * Money that may still be spent, as the engine asks for it (class BUDGET of engine.md §2). Everything happens in the
 * turn in which it is called: between `peek` and `reserve` of the same turn no other run can take the same money.
 */
export type Budgets = {
  /** Whether any budget could stop an attempt of this kind. */
  stops(of: Pick<BudgetAttempt, "providerId" | "isGateway">): boolean;
  /** Why the attempt may not be sent now, or null. Changes nothing. */
  peek(attempt: BudgetAttempt): Refused | null;
  /** Sets the most that it can cost aside. */
  reserve(attemptId: string, attempt: BudgetAttempt): void;
  /** Books what it cost. What was set aside beyond that stays so until `close`: a look-up may still correct the cost. */
  settle(attemptId: string, booking: Booking): void;
  /** A look-up found the cost, which is final. Nothing where the attempt is closed already. */
  found(attemptId: string, found: Pick<Booking, "cost"> & { readonly usage: Usage | null }): void;
  /**
   * Nothing more will be learned. What was never settled was not sent and cost nothing. What ended with a known price
   * and an unknown cost stays set aside, because it may have cost that much.
   */
  close(attemptId: string): void;
};
