import { type NameOf, refusalWords } from "#shared/budget-words.ts";
import { formatCost, formatCostSum, formatCount, formatCountdown, formatPause } from "#shared/format.ts";
import type { RepeatHold, RepeatState } from "#shared/repeat.ts";

const hourMs = 3_600_000;

/** Why it stands still, and what makes it go on; null while it runs or is done. */
export function standsWords({ status, pause, running }: RepeatState, nameOf: NameOf): string | null {
  const last = running === 0 ? "" : ` ${formatCount(running)} more ${running === 1 ? "answer" : "answers"} on the way.`;
  if (status === "stopped") return `What was measured stays.${last}`;
  if (status !== "paused" || pause === null) return null;
  switch (pause.kind) {
    case "user":
      return `Nothing more is sent until you resume.${last}`;
    case "restart":
      return "Understudy was closed meanwhile. Nothing goes on, and costs, without being asked.";
    case "budget": {
      const { title, body } = refusalWords(pause.refusal, nameOf);
      return `${title} ${body} Nothing more is sent.`;
    }
    case "trouble":
      return pause.message;
  }
}

/** `Cost so far $0.0123`, with what is not known. */
export function costWords({ status, cost }: RepeatState): string {
  const name = status === "done" ? "Cost" : "Cost so far";
  const { unknownCount } = cost;
  if (unknownCount === 0) return `${name} ${formatCostSum(cost)}`;
  const unknown = `${formatCount(unknownCount)} of unknown cost`;
  return cost.nanoUsd === 0 ? `${name}: ${unknown}` : `${name} ${formatCostSum(cost)} plus ${unknown}`;
}

/** `about $0.04 more, at most $0.20`; null where nothing is left. */
export function moreWords({ status, measured, total, atMostNanoUsd, expectedNanoUsd }: RepeatState): string | null {
  if (status === "done" || measured >= total) return null;
  const about = expectedNanoUsd === null ? null : `about ${formatCost(expectedNanoUsd)} more`;
  const most = atMostNanoUsd === null ? null : `at most ${formatCost(atMostNanoUsd)}${about === null ? " more" : ""}`;
  if (about === null && most === null) return "what is left has no known price";
  return [about, most].filter((one) => one !== null).join(", ");
}

/** `about 2 m left`; null while that is not known, or nothing goes on. */
export function leftWords({ status, leftMs }: RepeatState): string | null {
  if (status !== "running" || leftMs === null) return null;
  if (leftMs >= hourMs) return `about ${formatCountdown(leftMs)} left`;
  return `about ${formatPause(Math.max(1_000, Math.round(leftMs / 1_000) * 1_000))} left`;
}

/** `OpenRouter is near its limit: goes on in 0:17` */
export function holdWords({ providerId, why, untilMs }: RepeatHold, nameOf: NameOf, nowMs: number): string {
  const what = why === "near-limit" ? "is near its limit" : "is cooling down";
  return `${nameOf(providerId)} ${what}: goes on in ${formatCountdown(untilMs - nowMs)}`;
}
