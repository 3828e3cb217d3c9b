import { failureOf } from "#shared/failure.ts";
import type { HistoryDetails } from "#shared/history.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import type { Route } from "#shared/route.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { attemptOf, models, runOf, usageOf } from "./scripted-data.ts";
import type { ScriptedHistory } from "./scripted-history.ts";
import { historyScene } from "./scripted-history.ts";
import type { Scene } from "./scripted-scenes.ts";

/** The History mockup: one model directly and through OpenRouter, 20 times each, with the figures of its picture. */

type Timing = readonly [firstTokenMs: number, totalMs: number];

/** First token and total of each run, in ms, as they stand in the picture. */
const direct: readonly Timing[] = timings(
  [
    21.5, 25.5, 15.3, 23.7, 23.7, 23.5, 17.1, 24.5, 16.2, 37.9, 11.2, 13.5, 13.4, 6.8, 23.7, 23.9, 18.3, 23.5, 19.1,
    19.7,
  ],
  [30.1, 44.9, 30.2, 22.1, 23.7, 42.3, 20.1, 23.9, 41, 43, 24.3, 27.9, 18, 20.5, 43.4, 27, 25.9, 21.9, 30.4, 27.6],
);
/** Run 11 has none: it failed. */
const routed: readonly Timing[] = timings(
  [16.4, 23.2, 30, 30.1, 78.9, 32.8, 35.2, 28.7, 23.4, 20.6, 32.6, 36.6, 44.5, 33, 95.2, 28.5, 23.6, 45.7, 37.2],
  [21.5, 20.7, 32.4, 40.6, 70.3, 37.8, 31.8, 19.8, 39.1, 33.6, 26.1, 38, 45.6, 40.8, 73.2, 36.1, 50.2, 42.4, 51.3],
);
const failedRound = 10;
const rounds = 20;
const everyMs = 45_000;

/** Places on the axes of the picture, in percent: 0.4 s to 2.8 s, and 5 s to 9 s. */
function timings(first: readonly number[], total: readonly number[]): readonly Timing[] {
  return first.map((place, index) => [Math.round(400 + place * 24), Math.round(5_000 + (total[index] ?? 0) * 40)]);
}

const refs = {
  direct: { providerId: "anthropic", modelId: "claude-sonnet-4-5" },
  routed: { providerId: "openrouter", modelId: "anthropic/claude-sonnet-4.5" },
} as const;
type ColumnId = keyof typeof refs;

const plan: RepeatPlan = {
  purpose: "routes",
  times: rounds,
  seed: 2_811,
  perProvider: 1,
  columns: (["direct", "routed"] as const).map((columnId) => ({
    columnId,
    target: { kind: "model", ...refs[columnId] },
  })),
};

const price = models.find((model) => model.providerId === "anthropic")?.price ?? null;

/** What `model.routes` says of the model, with a free variant that is no part of the measurement. */
export const foundRoutes: readonly Route[] = [
  { ...refs.direct, name: "Claude Sonnet 4.5", kind: "direct", isFree: false, price, isReady: true },
  { ...refs.routed, name: "Claude Sonnet 4.5", kind: "openrouter", isFree: false, price, isReady: true },
  {
    ...{ providerId: "openrouter", modelId: `${refs.routed.modelId}:free`, name: "Claude Sonnet 4.5 (free)" },
    ...{ kind: "openrouter", isFree: true, price: null, isReady: true },
  },
];

const bullets = `- 09:12 UTC: checkout error rate reached 14%; pager fired at 09:14.
- 09:21: on-call rolled back release 2026.11.3 to 2026.11.2.`;
const text: Readonly<Record<ColumnId, string>> = {
  direct: bullets,
  routed: bullets.replace("on-call", "the on-call engineer"),
};

/** The credit fee that OpenRouter adds to the price of the model's maker. */
const feeShare = { direct: 1, routed: 1.055 } as const;
const inputTokens = 1_290;

/** Some 321 tokens, and 326 in the run that the picture shows. */
function tokensOf(columnId: ColumnId, round: number): number {
  if (round === 13) return 326;
  return (columnId === "direct" ? 316 : 315) + ((round * 7) % 12);
}

function answeredRun(columnId: ColumnId, round: number, [firstTokenMs, endMs]: Timing): Partial<Run> {
  const tokens = tokensOf(columnId, round);
  const attempt = attemptOf(`${columnId}-${round}-a`, {
    ...refs[columnId],
    price,
    status: "answered",
    connectedMs: round === 0 ? 84 : 0,
    headersMs: 120,
    firstContentMs: firstTokenMs,
    firstAnswerMs: firstTokenMs,
    lastContentMs: endMs - 5,
    endMs,
    usage: usageOf(inputTokens, tokens),
    cost: {
      nanoUsd: Math.round((inputTokens * 3_000 + tokens * 15_000) * feeShare[columnId]),
      source: columnId === "direct" ? "computed" : "reported",
    },
  });
  return { status: "done", endMs, text: text[columnId], answeredBy: attempt.id, attempts: [attempt] };
}

function failedRun(): Partial<Run> {
  const failure = failureOf("SERVER", "Bad gateway", { status: 502 });
  const times = { connectedMs: 0, headersMs: 890, endMs: 900 };
  const attempt = attemptOf("routed-failed", { ...refs.routed, ...times, status: "failed", failure });
  return { status: "failed", endMs: 900, failure, attempts: [attempt] };
}

function runsOf(comparisonId: string, startedAtMs: number): readonly Run[] {
  const all = Array.from({ length: rounds }, (_, round) => {
    const start = { comparisonId, round, title: "Claude Sonnet 4.5" };
    const at = (place: number) => startedAtMs + round * everyMs + place * 9_000;
    const timing = (of: readonly Timing[], index: number): Timing => of[index] ?? [0, 0];
    const isFailed = round === failedRound;
    const routedParts = isFailed
      ? failedRun()
      : answeredRun("routed", round, timing(routed, round - Number(round > failedRound)));
    const column = (columnId: ColumnId) => ({ columnId, target: { kind: "model" as const, ...refs[columnId] } });
    return [
      runOf(`direct-${round}`, {
        ...start,
        ...column("direct"),
        startedAtMs: at(round % 2),
        ...answeredRun("direct", round, timing(direct, round)),
      }),
      runOf(`routed-${round}`, { ...start, ...column("routed"), startedAtMs: at(1 - (round % 2)), ...routedParts }),
    ];
  });
  return all.flat();
}

/** Its tab Routes in Compare. */
export function routesScene(nowMs: number): Scene {
  const runs = runsOf("comparison-1", nowMs - rounds * everyMs);
  return {
    prompt: routesPrompt,
    runs,
    repeat: plan,
    columns: plan.columns.map(({ columnId, target }) => ({ id: columnId, target })),
  };
}

const routesPrompt =
  "Summarise this incident report in exactly five bullets for an engineering audience. Keep every timestamp. Do not speculate about the cause.";

/** The list of the mockup, with a repeated comparison to read. */
export function repeatHistoryScene(nowMs: number): ScriptedHistory {
  const scene = historyScene(nowMs);
  const details = repeatedOf(scene.details);
  const [, ...others] = scene.page.entries;
  return { ...scene, page: { ...scene.page, entries: [details.entry, ...others] }, details };
}

function repeatedOf({ comparison, entry }: HistoryDetails): HistoryDetails {
  const repeated: Comparison = { ...comparison, repeat: plan };
  const runs = runsOf(comparison.id, comparison.startedAtMs);
  const nanoUsd = runs.flatMap((run) => run.attempts).reduce((sum, attempt) => sum + (attempt.cost.nanoUsd ?? 0), 0);
  return {
    comparison: repeated,
    runs,
    entry: {
      ...entry,
      ...{ runs: runs.length, answered: runs.length - 1, failed: 1, fellThrough: 0, furthestLink: 1 },
      cost: { nanoUsd, unknownCount: 0, isEstimate: false },
      repeat: { purpose: "routes", times: rounds, rounds },
    },
  };
}
