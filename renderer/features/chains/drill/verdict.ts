import { briefOf } from "#renderer/parts/failure-words.ts";
import type { DrillPlay } from "#renderer/stores/drills-store.ts";
import type { Chain } from "#shared/chain.ts";
import { formatCostSum, formatSeconds } from "#shared/format.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { type CostSum, sumCosts } from "#shared/usage.ts";

export type Verdict = {
  readonly kind: "held" | "broke" | "stopped";
  /** `The chain held.` */
  readonly title: string;
  /** What it took and cost, or why it broke; empty where there is nothing to add. */
  readonly details: string;
};

/** What a rehearsal came to, in a sentence; null while it runs. `providerName` is what a provider is called. */
export function verdictOf(play: DrillPlay, providerName: (providerId: string) => string): Verdict | null {
  const { run, problem } = play;
  if (problem !== null) return { kind: "stopped", title: "The drill did not run.", details: problem };
  if (run === null || run.endMs === null) return null;
  if (run.status === "done") return { kind: "held", title: "The chain held.", details: heldWords(run, run.endMs) };
  if (run.status === "failed") return broken(run, run.endMs, providerName);
  return { kind: "stopped", title: "Stopped.", details: `You stopped this drill at ${formatSeconds(run.endMs)}.` };
}

function heldWords(run: Run, endMs: number): string {
  const answered = run.attempts.find((attempt) => attempt.id === run.answeredBy);
  if (answered === undefined) return costWords(run);
  const link = `Link ${answered.linkIndex + 1}`;
  const tries = requestsTo(run, answered.linkIndex);
  const isOther = answered.linkIndex > 0;
  const how = isOther
    ? `took over at ${formatSeconds(answered.startMs)}`
    : tries > 1
      ? `answered on its second try at ${formatSeconds(answered.startMs)}`
      : "answered";
  return `${link} ${how} and finished at ${formatSeconds(endMs)}. ${costWords(run)}`;
}

function requestsTo(run: Run, linkIndex: number): number {
  return run.attempts.filter((one) => one.linkIndex === linkIndex && one.status !== "skipped").length;
}

/** Money of attempts that did not win is wasted (engine.md R22). */
function costWords(run: Run): string {
  const all = sumCosts(run.attempts.map(({ cost }) => cost));
  const lost = sumCosts(run.attempts.filter(({ id }) => id !== run.answeredBy).map(({ cost }) => cost));
  const { unknownCount } = all;
  const unknown =
    unknownCount === 0 ? "" : ` plus ${unknownCount === 1 ? "1 try" : `${unknownCount} tries`} of unknown cost`;
  return `${formatCostSum(all)} in all${unknown}${wasteWords(lost)}.`;
}

function wasteWords(lost: CostSum): string {
  const { nanoUsd, unknownCount } = lost;
  if (nanoUsd > 0) return `, ${unknownCount > 0 ? "at least " : ""}${formatCostSum(lost)} of it wasted`;
  return unknownCount > 0 ? "" : ", nothing wasted";
}

function broken(run: Run, endMs: number, providerName: (providerId: string) => string): Verdict {
  const title = run.text === "" ? "The chain broke: no link answered." : "The chain broke: the answer was cut off.";
  const reasons = lastOfEachLink(run).flatMap(({ linkIndex, failure, providerId }) =>
    failure === null ? [] : [`${linkIndex + 1} ${providerName(providerId)}: ${briefOf(failure)}`],
  );
  const after = `It gave up at ${formatSeconds(endMs)}. ${costWords(run)}`;
  return { kind: "broke", title, details: reasons.length === 0 ? after : `${reasons.join(" · ")}. ${after}` };
}

function lastOfEachLink(run: Run): readonly Attempt[] {
  return run.links.flatMap((_, index) => run.attempts.findLast((attempt) => attempt.linkIndex === index) ?? []);
}

/** Whether the chain was changed since in a way that could make it end otherwise. */
export function isOutdated(play: DrillPlay, chain: Chain): boolean {
  return rulesText(play.chain) !== rulesText(chain);
}

function rulesText({ links, onMidStream, rules }: Chain): string {
  return JSON.stringify([links.map(({ name: _, ...link }) => link), onMidStream, rules]);
}

/** `12 of 12 hold`; null before the first of them was run. */
export function holdWords(verdicts: readonly (Verdict | null)[]): string | null {
  const known = verdicts.filter((verdict) => verdict !== null && verdict.kind !== "stopped");
  if (known.length === 0) return null;
  const held = known.filter((verdict) => verdict?.kind === "held").length;
  return `${held} of ${verdicts.length} hold`;
}
