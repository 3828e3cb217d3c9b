import type { ModelRef } from "./model.ts";
import type { OwnPrice } from "./own-price.ts";
import type { Session, SessionSummary } from "./session.ts";
import type { SpendRange, SpendReport, WhatIf } from "./spend.ts";

/** The methods of sessions, prices and what was spent: a part of the contract. */
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
  /**
   * Sets a price for a model, which stands before every list from now on; null takes it away again. What was sent
   * before keeps the price that it began with. USD per million tokens.
   */
  "price.set": {
    input: ModelRef & { price: Pick<OwnPrice, "inputUsd" | "outputUsd"> | null };
    output: OwnPrice | null;
  };
  /** Lets a model be sent to in the current session although nobody knows what it costs and a budget stops. */
  "budget.allowUnknown": { input: ModelRef; output: null };
};
