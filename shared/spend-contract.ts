import type { ModelRef } from "./model.ts";
import type { Session, SessionSummary } from "./session.ts";
import type { SpendRange, SpendReport, WhatIf } from "./spend.ts";

/** What the window asks of sessions and of what was spent; part of the contract. */
export type SpendContract = {
  /** Newest first, at most `mostSessions`; sums of the demo while it is on, else of what was real. */
  "session.list": { input: Record<string, never>; output: readonly SessionSummary[] };
  /** Ends the current session and begins another one. */
  "session.start": { input: { name: string | null }; output: Session };
  "session.rename": { input: { sessionId: string; name: string | null }; output: Session };
  /** Ends the current session and goes on with this one. */
  "session.resume": { input: { sessionId: string }; output: Session };
  /** Of the demo's simulated money while it is on, else of what was real. */
  "spend.report": { input: { range: SpendRange }; output: SpendReport };
  "spend.whatIf": { input: { range: SpendRange; model: ModelRef }; output: WhatIf };
};
