import type { HostEvent } from "#shared/contract.ts";
import { formatSeconds } from "#shared/format.ts";
import type { Run, RunEvent } from "#shared/run.ts";

/** A run's news that is worth saying aloud: a fall-through and the end (ui/README.md §8). */
export type Milestone = { readonly text: string; readonly isEnd: boolean };

export type RunLookup = (runId: string) => Run | undefined;
export type ProviderNames = (providerId: string) => string;

export function milestonesOf(
  events: readonly HostEvent[],
  findRun: RunLookup,
  nameOf: ProviderNames,
): readonly Milestone[] {
  return events.flatMap((event) => {
    if (event.topic !== "run" || event.event.type === "run-started") return [];
    const run = findRun(event.event.runId);
    // Of a repeat, how far it is is said, and not each of its runs (actions/repeat-milestones.ts).
    if (run?.round !== undefined) return [];
    const milestone = run === undefined ? null : milestoneOf(event.event, run, nameOf);
    return milestone === null ? [] : [milestone];
  });
}

function milestoneOf(event: RunEvent, run: Run, nameOf: ProviderNames): Milestone | null {
  if (event.type === "run-ended") return { text: `${run.title}: ${endWords(event)}`, isEnd: true };
  if (event.type !== "attempt-started") return null;
  const index = run.attempts.findIndex((attempt) => attempt.id === event.attempt.id);
  const before = run.attempts[index - 1];
  if (before === undefined || before.linkIndex === event.attempt.linkIndex) return null;
  const why =
    before.status === "skipped" ? "skipped" : before.failure?.class === "RATE_LIMIT" ? "rate limited" : "failed";
  const text = `${run.title}: ${nameOf(before.providerId)} ${why}, trying ${nameOf(event.attempt.providerId)}`;
  return { text, isEnd: false };
}

function endWords(event: Extract<RunEvent, { type: "run-ended" }>): string {
  if (event.status === "done") return `done, ${formatSeconds(event.atMs).replace("\u00a0s", " seconds")}`;
  if (event.status === "failed") return event.failure?.class === "BUDGET" ? "not sent, over budget" : "no answer";
  return event.status === "stopped" ? "stopped" : "interrupted";
}

/** More than two at once become one sentence. */
export function mergeMilestones(milestones: readonly Milestone[], ended: number, total: number): string {
  if (milestones.length <= 2) return milestones.map((one) => one.text).join(". ");
  const isAllEnds = milestones.every((one) => one.isEnd);
  return isAllEnds || ended > 0
    ? `${ended} of ${total} answers done`
    : milestones
        .map((one) => one.text)
        .slice(-2)
        .join(". ");
}
