import type { Failure } from "#shared/failure.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { costOfAttempt } from "#shared/run-numbers.ts";
import { type CostSum, sumCosts } from "#shared/usage.ts";

/** Shape first, colour second (ui/README.md §4): every kind has a shape of its own. Times in ms since Send. */
export type Segment = {
  readonly kind: "waiting" | "streaming" | "failed" | "cut" | "skipped" | "backoff";
  readonly startMs: number;
  /** Equal to startMs for a skip, which took no time. */
  readonly endMs: number;
  readonly isLive: boolean;
};

/** What a link did: its attempts in a row, or nothing yet. */
export type WaterfallRow = {
  readonly key: string;
  readonly providerId: string;
  readonly modelId: string;
  readonly linkIndex: number;
  readonly state: "running" | "answered" | "failed" | "stopped" | "skipped" | "idle";
  readonly segments: readonly Segment[];
  readonly attempts: readonly Attempt[];
  /** Null for a link that was skipped or not tried. */
  readonly durationMs: number | null;
  readonly cost: CostSum | null;
  readonly failures: readonly Failure[];
};

/** Rows in the order of time; attempts of one link that follow each other share a row. Untried links come last. */
export function rowsOf(run: Run, sentTokens: number, nowMs: number): readonly WaterfallRow[] {
  const groups = groupByLink(run.attempts);
  const tried = groups.map((attempts, index) =>
    rowOf(run, attempts, { sentTokens, nowMs, isLast: index === groups.length - 1 }),
  );
  const triedIndexes = new Set(run.attempts.map((attempt) => attempt.linkIndex));
  const untried = run.links.flatMap((link, linkIndex) =>
    triedIndexes.has(linkIndex) ? [] : [idleRow(link, linkIndex)],
  );
  return [...tried, ...untried];
}

function groupByLink(attempts: readonly Attempt[]): readonly (readonly Attempt[])[] {
  const groups: Attempt[][] = [];
  for (const attempt of attempts) {
    const last = groups.at(-1);
    if (last?.[0]?.linkIndex === attempt.linkIndex) last.push(attempt);
    else groups.push([attempt]);
  }
  return groups;
}

type RowPlace = { readonly sentTokens: number; readonly nowMs: number; readonly isLast: boolean };

function rowOf(run: Run, attempts: readonly Attempt[], { sentTokens, nowMs, isLast }: RowPlace): WaterfallRow {
  const first = attempts[0];
  const last = attempts.at(-1);
  if (first === undefined || last === undefined) throw new Error("A row needs an attempt.");
  const isSkip = attempts.every((attempt) => attempt.status === "skipped");
  return {
    key: first.id,
    providerId: last.providerId,
    modelId: last.modelId,
    linkIndex: first.linkIndex,
    state: last.status,
    segments: [
      ...attempts.flatMap((attempt, index) => segmentsOf(attempt, attempts[index - 1], nowMs)),
      ...(isLast ? pause(run, last, nowMs) : []),
    ],
    attempts,
    durationMs: isSkip ? null : (last.endMs ?? nowMs) - first.startMs,
    cost: sumCosts(attempts.map((attempt) => costOfAttempt(run, attempt, sentTokens))),
    failures: attempts.flatMap((attempt) => attempt.failure ?? []),
  };
}

function idleRow(link: Run["links"][number], linkIndex: number): WaterfallRow {
  return {
    key: `idle:${link.id}`,
    providerId: link.provider,
    modelId: link.modelId,
    linkIndex,
    state: "idle",
    segments: [],
    attempts: [],
    durationMs: null,
    cost: null,
    failures: [],
  };
}

/** The run stands still after its last attempt, until the time it was told. */
function pause(run: Run, last: Attempt, nowMs: number): readonly Segment[] {
  if (run.waiting === null || last.endMs === null) return [];
  return [{ kind: "backoff", startMs: last.endMs, endMs: nowMs, isLive: false }];
}

function segmentsOf(attempt: Attempt, before: Attempt | undefined, nowMs: number): readonly Segment[] {
  const backoff = backoffBefore(attempt, before);
  const { startMs } = attempt;
  if (attempt.status === "skipped") return [...backoff, segment("skipped", startMs, startMs)];
  const endMs = attempt.endMs ?? nowMs;
  const isLive = attempt.status === "running";
  const isLost = attempt.status === "failed";
  const contentMs = attempt.firstContentMs;
  if (contentMs === null) return [...backoff, { ...segment(isLost ? "failed" : "waiting", startMs, endMs), isLive }];
  return [
    ...backoff,
    segment("waiting", startMs, contentMs),
    { ...segment(isLost ? "cut" : "streaming", contentMs, endMs), isLive },
  ];
}

function backoffBefore(attempt: Attempt, before: Attempt | undefined): readonly Segment[] {
  const fromMs = before?.endMs ?? attempt.startMs - attempt.waitedMs;
  return fromMs < attempt.startMs ? [segment("backoff", fromMs, attempt.startMs)] : [];
}

function segment(kind: Segment["kind"], startMs: number, endMs: number): Segment {
  return { kind, startMs, endMs, isLive: false };
}
