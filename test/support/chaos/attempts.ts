import type { Moment } from "#electron/manager/limits.ts";
import { type AttemptEnd, type AttemptStart, runIdOf } from "#shared/run.ts";
import type { Played } from "./play.ts";
import type { Sent } from "./stage.ts";

/** One attempt as it happened: its start, its end, and the request that left in between. */
export type Happened = {
  readonly runId: string;
  readonly start: AttemptStart;
  readonly startAt: Moment;
  readonly end: AttemptEnd;
  readonly endAt: Moment;
  /** Null where it was stopped before anything was sent. */
  readonly sent: Sent | null;
};

/** Attempts of one run in their order, without skipped links. */
export function attemptsOf({ told, sent }: Pick<Played, "told" | "sent">, runId: string): Happened[] {
  const own = told.filter(({ event }) => runIdOf(event) === runId);
  // A run asks one link after the other, so its requests left in the order of its attempts.
  const requests = sent.filter((one) => one.runId === runId);
  return own.flatMap(({ event, at: startAt }) => {
    if (event.type !== "attempt-started") return [];
    const { attempt: start } = event;
    const over = own.find((one) => one.event.type === "attempt-ended" && one.event.attemptId === start.id);
    if (over?.event.type !== "attempt-ended") return [];
    const [next] = requests;
    const isOurs = next !== undefined && isFrom(next, start) && next.at.monotonicMs <= over.at.monotonicMs;
    if (isOurs) requests.shift();
    return [{ runId, start, startAt, end: over.event.end, endAt: over.at, sent: isOurs ? next : null }];
  });
}

function isFrom({ provider, modelId }: Sent, start: AttemptStart): boolean {
  return provider === start.providerId && modelId === start.modelId;
}
