import { Failure } from "./failures.ts";
import { check, newReading, type Piece, priceOf, take } from "./reading.ts";
import { startWatchdog } from "./watchdog.ts";
import { type Message, type ModelConfig, usualRules } from "./words.ts";

/** One request to a link. */
export type Attempt = {
  readonly link: string;
  text: string;
  failure: Failure | null;
  /** The server began to answer, so that it may have cost something. */
  wasAccepted: boolean;
  /** Null where nobody knows it. */
  costUsd: number | null;
  ms: number;
};

/** What an attempt asks; `signal` aborts it, from outside or at one of its deadlines. */
export type Asked = {
  readonly link: ModelConfig;
  readonly messages: readonly Message[];
  readonly attempt: Attempt;
  readonly signal: AbortSignal;
};

type Ask = Omit<Asked, "signal"> & {
  readonly hasNext: boolean;
  readonly signal: AbortSignal | undefined;
  /** Carries the request out. */
  readonly pieces: (asked: Asked) => AsyncIterable<Piece>;
};

const afterFinishMs = 3_000;
const idleWhileThinkingMs = 60_000;

/** One request within its deadlines: its text as it comes. Throws a Failure, or why `signal` aborted. */
export async function* ask({ hasNext, signal, pieces, ...asked }: Ask): AsyncGenerator<string, void> {
  const { link, attempt } = asked;
  const { firstContentMs, lastHopeFirstContentMs, idleMs, totalMs } = { ...usualRules, ...link };
  const watchdog = startWatchdog(hasNext ? firstContentMs : lastHopeFirstContentMs, totalMs);
  const reading = newReading();
  const startedMs = performance.now();
  try {
    const either = AbortSignal.any([watchdog.signal, ...(signal === undefined ? [] : [signal])]);
    for await (const piece of pieces({ ...asked, signal: either })) {
      take(reading, piece);
      if (piece.text) {
        // Whoever reads slowly is not the server's fault.
        watchdog.rest();
        yield piece.text;
        // Pieces that came together are still here after a stop.
        signal?.throwIfAborted();
        watchdog.wind(idleMs);
      }
      if (piece.thinking) watchdog.wind(Math.max(idleMs, idleWhileThinkingMs));
      if (piece.finish) watchdog.wind(reading.wentOn ? Math.max(idleMs, afterFinishMs) : afterFinishMs);
    }
  } catch (error) {
    signal?.throwIfAborted();
    // After its finish reason an answer is whole, whatever becomes of the connection.
    if (reading.finish === null || reading.goesOn) throw error;
  } finally {
    watchdog.stop();
    attempt.ms = performance.now() - startedMs;
    attempt.costUsd = attempt.wasAccepted ? priceOf(reading, link) : 0;
  }
  check(reading);
}

/** Where the connection broke: before the server accepted the request, or in the middle of its answer. */
export function lost({ attempt, signal }: Asked, error: unknown): Error {
  if (signal.aborted && signal.reason instanceof Error) return signal.reason;
  if (error instanceof Failure) return error;
  return new Failure(attempt.wasAccepted ? "TIMEOUT" : "NETWORK", `The connection was lost: ${String(error)}`);
}
