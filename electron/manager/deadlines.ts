/** How long an attempt may take, in ms (engine.md R14, R15). */
export type Deadlines = {
  readonly connectMs: number;
  readonly firstContentMs: number;
  /** Between content deltas, once the first has come. */
  readonly idleMs: number;
  readonly idleWhileReasoningMs: number;
  /** Without a single byte, once the first content has come. */
  readonly silenceMs: number;
  readonly totalMs: number;
  /** For usage and the end of the stream after the finish reason; the answer is whole without them (R16). */
  readonly afterFinishMs: number;
  /** For the server to close the body after the stream's own terminator; nothing is missing by then. */
  readonly afterEndMs: number;
};

export const defaultDeadlines = {
  connectMs: 5_000,
  firstContentMs: 12_000,
  firstContentReasoningMs: 90_000,
  lastLinkFirstContentMs: 60_000,
  lastLinkFirstContentReasoningMs: 180_000,
  idleMs: 15_000,
  idleWhileReasoningMs: 60_000,
  silenceMs: 60_000,
  totalMs: 600_000,
  afterFinishMs: 3_000,
  afterEndMs: 250,
} as const;

/** Short where another link can take over, long where this is the last hope. */
export function deadlinesFor(link: { reasons: boolean; hasNext: boolean }): Deadlines {
  const all = defaultDeadlines;
  const firstContentMs = link.hasNext
    ? link.reasons
      ? all.firstContentReasoningMs
      : all.firstContentMs
    : link.reasons
      ? all.lastLinkFirstContentReasoningMs
      : all.lastLinkFirstContentMs;
  const { connectMs, idleMs, idleWhileReasoningMs, silenceMs, totalMs, afterFinishMs, afterEndMs } = all;
  return { connectMs, firstContentMs, idleMs, idleWhileReasoningMs, silenceMs, totalMs, afterFinishMs, afterEndMs };
}
