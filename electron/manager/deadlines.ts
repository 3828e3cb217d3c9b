/** How long an attempt may take, in ms (engine.md R14, R15). */
export type Deadlines = {
  readonly connectMs: number;
  /** Where another link could take over. */
  readonly firstContentMs: number;
  /** Where none could. */
  readonly lastHopeFirstContentMs: number;
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
  /** For the body of an HTTP error: its status and headers already tell what is to be done. */
  readonly errorBodyMs: number;
};

export const defaultDeadlines = {
  connectMs: 5_000,
  firstContentMs: 12_000,
  firstContentReasoningMs: 90_000,
  lastHopeFirstContentMs: 60_000,
  lastHopeFirstContentReasoningMs: 180_000,
  idleMs: 15_000,
  idleWhileReasoningMs: 60_000,
  silenceMs: 60_000,
  totalMs: 600_000,
  afterFinishMs: 3_000,
  afterEndMs: 250,
  errorBodyMs: 3_000,
} as const;

export function deadlinesFor({ reasons }: { reasons: boolean }): Deadlines {
  const { firstContentReasoningMs, lastHopeFirstContentReasoningMs, ...plain } = defaultDeadlines;
  if (!reasons) return plain;
  return {
    ...plain,
    firstContentMs: firstContentReasoningMs,
    lastHopeFirstContentMs: lastHopeFirstContentReasoningMs,
  };
}
