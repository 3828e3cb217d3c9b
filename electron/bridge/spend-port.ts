import type { Session, SessionSummary, SessionsQuestion } from "#shared/session.ts";
import type { SpendQuestion, SpendReport, WhatIf, WhatIfQuestion } from "#shared/spend.ts";
import type { Done, Found } from "./outcome.ts";

/** A session that ends, and the one that counts from now on: a new one, or one that is resumed. */
export type SessionChange = {
  readonly end: { readonly sessionId: string; readonly atMs: number };
  readonly to:
    | { readonly id: string; readonly startedAtMs: number; readonly name: string | null }
    | { readonly resumedId: string };
};

/** What the disk holds of sessions and of what was spent. */
export type SpendStorePort = {
  /** Ends one session and begins or resumes another; null, and nothing changed, where that is not there. */
  changeSession(change: SessionChange): Promise<Found<Session | null>>;
  /** Null where it is not there. */
  renameSession(sessionId: string, name: string | null): Promise<Found<Session | null>>;
  endSession(end: SessionChange["end"]): Promise<Done>;
  /** Newest first. */
  sessions(question: SessionsQuestion): Promise<Found<readonly SessionSummary[]>>;
  spendReport(question: SpendQuestion): Promise<Found<SpendReport>>;
  whatIf(question: WhatIfQuestion): Promise<Found<WhatIf>>;
};
