import type { LimitBoard } from "#electron/manager/limit-board.ts";
import type { Moment } from "#electron/manager/limits.ts";
import { isAhead, later } from "./limit-rules.ts";

/** What a failure may keep its scope limited for. */
export type Wait = {
  readonly setAt: Moment;
  /** The server's own time; null where it named none. */
  readonly hard: Moment | null;
  readonly longest: Moment;
  /** It let an attempt through: over, though the wall clock be set back before its time later. */
  readonly isOver: boolean;
};

/** A wait that a restart must not forget: hard, with more than a minute left (R11). */
export type Lasting = {
  readonly wait: Wait;
  /** By the clock that nobody turns. */
  readonly leftMs: number;
  /** The longest time that was ever asked for there. */
  readonly mostMs: number;
};

/** What the board says it took over explains why it holds a link; what it should have taken over must be kept. */
export function inheritedWaits(
  real: LimitBoard,
  inherited: ReadonlyMap<string, Lasting>,
): Map<string, readonly Wait[]> {
  const setAt = real.now();
  const waits = new Map<string, readonly Wait[]>();
  for (const [scope, { until }] of real.state().scopes) {
    if (until !== null) waits.set(scope, [{ setAt, hard: null, longest: until, isOver: false }]);
  }
  for (const [scope, { wait, leftMs: atMostMs }] of inherited) {
    // How long the program was not there is told by the wall clock alone. Where it was set back, no wait gets longer.
    const hard = later(setAt, Math.min(wait.longest.epochMs - setAt.epochMs, atMostMs));
    waits.set(scope, [...(waits.get(scope) ?? []), { ...wait, hard, longest: hard }]);
  }
  return waits;
}

/** `inherited` is what this start took over itself. */
export function lastingWaits(
  waits: ReadonlyMap<string, readonly Wait[]>,
  inherited: ReadonlyMap<string, Lasting>,
  now: Moment,
): ReadonlyMap<string, Lasting> {
  const lasting = new Map<string, Lasting>();
  for (const [scope, all] of waits) {
    // A server on this machine is started anew as often as not.
    if (scope.includes("127.0.0.1")) continue;
    const hardest = all
      .flatMap((wait) =>
        binds(wait, later(now, 60_000)) && wait.hard !== null ? [{ ...wait, longest: wait.hard }] : [],
      )
      .toSorted((a, b) => b.longest.epochMs - a.longest.epochMs)[0];
    if (hardest === undefined) continue;
    const asked = all.map(({ setAt, longest }) => longest.monotonicMs - setAt.monotonicMs);
    lasting.set(scope, {
      wait: hardest,
      leftMs: hardest.longest.monotonicMs - now.monotonicMs,
      mostMs: Math.max(...asked, inherited.get(scope)?.mostMs ?? 0),
    });
  }
  return lasting;
}

/** The server's own time lies ahead: no request may go there. */
export function binds({ hard, isOver }: Wait, now: Moment): boolean {
  return hard !== null && !isOver && isAhead(hard, now);
}
