import { formatPart, formatSpeed } from "#shared/format.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { speedOf } from "#shared/run-numbers.ts";

/** One phase of an attempt, on a scale of its own. */
export type TimingLine = {
  readonly name: string;
  readonly text: string;
  /** Where the phase lies within the attempt, 0 to 1; null where it is a figure without a place. */
  readonly from: number | null;
  readonly to: number | null;
  readonly isLost: boolean;
};

/** What an attempt's time went into, in the order in which it happened. `nowMs` counts from the run's Send. */
export function timingLines(run: Run, attempt: Attempt, nowMs: number): readonly TimingLine[] {
  if (attempt.status === "skipped") return [];
  const { startMs, waitedMs } = attempt;
  const endMs = attempt.endMs ?? Math.max(startMs, nowMs);
  const place = (ms: number) => (endMs > startMs ? Math.min(1, (ms - startMs) / (endMs - startMs)) : 0);
  const isLost = attempt.status === "failed";
  const phases = phasesOf(attempt, endMs).map(({ name, fromMs, toMs }) => ({
    name,
    text: formatPart(toMs - fromMs),
    from: place(fromMs),
    to: place(toMs),
    isLost,
  }));
  const nextMs = nextStartMs(run, attempt);
  return [
    ...(waitedMs >= 1 ? [figure("Held back", formatPart(waitedMs))] : []),
    ...phases,
    figure("Total", formatPart(endMs - startMs)),
    ...(nextMs === null ? [] : [figure("Next attempt", `+${formatPart(nextMs - endMs)}`)]),
    ...speedLine(attempt, nowMs),
  ];
}

function figure(name: string, text: string): TimingLine {
  return { name, text, from: null, to: null, isLost: false };
}

type Phase = { readonly name: string; readonly fromMs: number; readonly toMs: number };

const waitNames = {
  Connect: "Connecting",
  Headers: "Waiting",
  "First token": "Waiting",
  Reasoning: "Reasoning",
} as const;

/** Each phase lasts until the next mark, or to the end where the attempt ended before it. */
function phasesOf(attempt: Attempt, endMs: number): readonly Phase[] {
  const { startMs, connectedMs, headersMs, firstContentMs, firstAnswerMs } = attempt;
  const reasons = firstContentMs !== null && firstContentMs !== firstAnswerMs;
  const marks: readonly (readonly [name: keyof typeof waitNames | "Stream", untilMs: number | null])[] = [
    ["Connect", connectedMs],
    ["Headers", headersMs],
    ["First token", firstContentMs],
    ...(reasons ? ([["Reasoning", firstAnswerMs]] as const) : []),
    ["Stream", null],
  ];
  const phases: Phase[] = [];
  let fromMs = startMs;
  for (const [name, untilMs] of marks) {
    // What never came has no name of its own: it was waited for.
    phases.push({
      name: untilMs === null && name !== "Stream" ? waitNames[name] : name,
      fromMs,
      toMs: untilMs ?? endMs,
    });
    if (untilMs === null) break;
    fromMs = untilMs;
  }
  return phases;
}

function nextStartMs({ attempts }: Run, { id, endMs, status }: Attempt): number | null {
  const next = attempts[attempts.findIndex((attempt) => attempt.id === id) + 1];
  return next === undefined || endMs === null || status === "answered" ? null : Math.max(endMs, next.startMs);
}

function speedLine(attempt: Attempt, nowMs: number): readonly TimingLine[] {
  const { usage } = attempt;
  const perSecond = usage === null ? null : speedOf(attempt, usage.outputTokens, nowMs);
  if (perSecond === null) return [];
  const about = usage?.source === "estimated" ? "≈" : "";
  return [figure("Speed", `${about}${formatSpeed(perSecond)}\u00a0tok/s`)];
}
