import type { BudgetState } from "#shared/budget.ts";
import type { ModelRef } from "#shared/model.ts";
import type { SessionSummary } from "#shared/session.ts";
import {
  type ModelUse,
  noSpend,
  type SpendPart,
  type SpendPoint,
  type SpendReport,
  type SpendSum,
  type WhatIf,
} from "#shared/spend.ts";
import { models } from "./scripted-data.ts";
import { byModel, partOf, total } from "./scripted-spend-models.ts";

/** The session of the Spend mockup: 87 minutes, $0.6099 of $1.00, and what came before it. */
export type ScriptedSpend = {
  readonly sessions: readonly SessionSummary[];
  readonly report: SpendReport;
  readonly whatIf: WhatIf;
  readonly budgets: readonly BudgetState[];
};

const minuteMs = 60_000;
const lastedMs = 87 * minuteMs;
const micro = 1_000;

export function spendScene(nowMs: number): ScriptedSpend {
  const report = reportAt(nowMs);
  return { report, whatIf, sessions: sessionsAt(nowMs, report.total), budgets: [sessionBudget(report.total)] };
}

/** A session in which nothing was sent yet. */
export function emptySpend(nowMs: number): ScriptedSpend {
  const nothing = { total: noSpend, fellThrough: 0, unanswered: 0, points: [], waste: [], pace: null };
  const lists = { byModel: [], byProvider: [], byChain: [], byRoute: [], byClient: [] };
  const costPerAnswer = { mean: null, p50: null, p95: null, nanoUsd: 0, answers: 0 };
  const report = { ...reportAt(nowMs), ...nothing, ...lists, costPerAnswer, fromMs: nowMs };
  return { report, whatIf, sessions: sessionsAt(nowMs, noSpend).slice(0, 1), budgets: [] };
}

/** Minutes since the session began, and thousandths of a dollar by then. */
const risen = stepsIn(`
  0.2:3 1.3:6 2.7:20 3.2:30 4.2:33 5.8:36 6.5:40 7.7:49 8.6:55 9.9:59 10.5:70 12:72 12.7:75 13.9:77 14.8:94
  16.2:105 17.4:107 17.9:119 18.7:122 20.4:124 21:139 22.4:173 23.4:176 24.2:190 25.3:197 26.1:212 27.3:215
  28.6:217 29:236 30.4:249 31.3:287 32.2:290 33.2:301 34.4:306 35.8:313 36.4:319 37.5:328 38.6:330 39.4:340
  41.2:342 41.6:347 43.1:350 43.8:369 45:379 46.3:381 47.1:386 47.8:390 49.4:396 50.5:404 51.5:407 52.3:412
  52.9:422 54.1:425 55.3:429 56.3:433 57.7:437 58.5:439 59.7:443 60.7:446 61.5:449 62.2:451 63.2:453 64.7:470
  65.6:474 67.1:479 68.1:490 68.7:493 69.9:499 70.7:501 71.7:508 72.9:512 74.1:520 74.8:526 76:535 77.2:545
  78.3:556 78.9:559 80.3:567 81.2:570 82.4:573 83.6:575 84.5:593 85.6:596 86.8:610`);

/** The same of what was wasted. */
const lost = stepsIn(`
  18:3.1 36:9.2 37.4:14.4 55:19.2 71:27.9`);

type Step = { readonly minutes: number; readonly milliUsd: number };

function stepsIn(text: string): readonly Step[] {
  return text
    .trim()
    .split(/\s+/)
    .map((step) => step.split(":").map(Number))
    .map(([minutes = 0, milliUsd = 0]) => ({ minutes, milliUsd }));
}

function pointsAt(startMs: number): readonly SpendPoint[] {
  return risen.map(({ minutes, milliUsd }, index) => {
    const wasted = lost.findLast((one) => one.minutes <= minutes)?.milliUsd ?? 0;
    const nanoUsd = index === risen.length - 1 ? total.nanoUsd : milliUsd * 1_000 * micro;
    return { atMs: startMs + minutes * minuteMs, nanoUsd, wastedNanoUsd: Math.round(wasted * 1_000) * micro };
  });
}

function ofProvider(providerId: string): SpendPart {
  return partOf(byModel.filter((model) => model.providerId === providerId));
}

const providerIds = ["anthropic", "openai", "openrouter", "google", "groq", "ollama"];

/** Answers, money and waste of a part, in micro-USD; null is unknown. */
function part(answers: number, microUsd: number | null, wasted = 0): SpendPart {
  const unknownCosts = microUsd === null ? answers : 0;
  const attempts = answers + (wasted > 0 ? 8 : 0);
  const money = { nanoUsd: (microUsd ?? 0) * micro, wastedNanoUsd: wasted * micro };
  return {
    ...noSpend,
    ...money,
    answers,
    attempts,
    unknownCosts,
    inputTokens: answers * 1_160,
    outputTokens: answers * 690,
    uses: [madeUse({ answers, microUsd })],
  };
}

type Used = { readonly answers: number; readonly microUsd: number | null };

const sonnet = { providerId: "openrouter", modelId: "anthropic/claude-sonnet-4.5" } as const;

/** All of it on one model, as it was reported there. */
function madeUse({ answers, microUsd }: Used, model: ModelRef = sonnet): ModelUse {
  const tokens = { inputTokens: answers * 1_160, outputTokens: answers * 690 };
  const cached = { cacheReadTokens: 0, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0 };
  const nanoUsd = (microUsd ?? 0) * micro;
  const how = { price: null, source: microUsd === null ? "unknown" : "reported", isLongPrompt: false } as const;
  return { ...model, ...how, ...tokens, ...cached, attempts: answers, nanoUsd };
}

/** Together what each of the models wasted (scripted-spend-models.ts). */
const claude = { providerId: "anthropic", modelId: "claude-sonnet-4-5" } as const;
const lostUses = {
  cut: [
    madeUse({ answers: 3, microUsd: 13_000 }),
    madeUse({ answers: 1, microUsd: 4_000 }, claude),
    madeUse({ answers: 1, microUsd: 2_000 }, { providerId: "openai", modelId: "gpt-4o" }),
  ],
  stall: [madeUse({ answers: 2, microUsd: 5_200 }, claude), madeUse({ answers: 1, microUsd: 3_700 })],
};

const waste: SpendReport["waste"] = [
  { class: "NETWORK", reason: "cut", attempts: 5, nanoUsd: 19_000 * micro, unknownCosts: 0, uses: lostUses.cut },
  { class: "TIMEOUT", reason: "stall", attempts: 3, nanoUsd: 8_900 * micro, unknownCosts: 0, uses: lostUses.stall },
  { class: "RATE_LIMIT", reason: null, attempts: 11, nanoUsd: 0, unknownCosts: 0, uses: [] },
  { class: "SERVER", reason: null, attempts: 4, nanoUsd: 0, unknownCosts: 0, uses: [] },
];

/** 78 answers of known cost. */
const perAnswer = { nanoUsd: 594_360 * micro, answers: 78 } as const;

function reportAt(nowMs: number): SpendReport {
  const startMs = nowMs - lastedMs;
  return {
    range: { kind: "session", sessionId: "session-1" },
    isDemo: false,
    fromMs: startMs,
    toMs: nowMs,
    total,
    fellThrough: 13,
    unanswered: 2,
    costPerAnswer: { mean: 7_620 * micro, p50: 5_480 * micro, p95: 23_100 * micro, ...perAnswer },
    byModel,
    byProvider: providerIds.map((providerId) => ({ providerId, ...ofProvider(providerId) })),
    byChain: [
      { chainId: "chain-smart", title: "smart", ...part(31, 289_400, 25_900) },
      { chainId: null, title: "", ...part(34, 268_800) },
      { chainId: "chain-fast", title: "fast", ...part(15, 51_690, 2_000) },
      { chainId: "chain-free", title: "free", ...part(4, null) },
    ],
    byRoute: [
      { providerId: "anthropic", upstreamProvider: null, ...ofProvider("anthropic") },
      { providerId: "openai", upstreamProvider: null, ...ofProvider("openai") },
      { providerId: "openrouter", upstreamProvider: "Amazon Bedrock", ...part(8, 98_100, 16_700) },
      { providerId: "openrouter", upstreamProvider: "Anthropic", ...part(3, 31_395) },
    ],
    byClient: [
      { client: null, ...part(61, 467_890, 20_900) },
      { client: "support-agent", ...part(23, 142_000, 7_000) },
    ],
    waste,
    points: pointsAt(startMs),
    pace: { nanoUsd: 118_000 * micro, answers: 15, overMs: 10 * minuteMs },
  };
}

const whatIf: WhatIf = {
  providerId: "openai",
  modelId: "gpt-4o-mini",
  price: models.find((one) => one.modelId === "gpt-4o-mini")?.price ?? null,
  nanoUsd: 47_291 * micro,
  actualNanoUsd: 581_990 * micro,
  answers: 80,
  leftOut: 4,
};

function sessionBudget({ nanoUsd, unknownCosts }: SpendSum): BudgetState {
  const budget = { id: "budget-1", period: "session", providerId: null, limitNanoUsd: 1_000_000 * micro } as const;
  return { ...budget, spentNanoUsd: nanoUsd, reservedNanoUsd: 0, unknownCosts, endsAtMs: null };
}

function sessionsAt(nowMs: number, now: SpendSum): readonly SessionSummary[] {
  const hours = (count: number) => nowMs - count * 60 * minuteMs;
  const past = { isCurrent: false } as const;
  return [
    { id: "session-1", name: null, startedAtMs: nowMs - lastedMs, endedAtMs: null, isCurrent: true, sum: now },
    {
      ...past,
      id: "session-2",
      name: "Ledger import",
      startedAtMs: hours(22),
      endedAtMs: hours(20),
      sum: part(120, 1_204_500, 31_000),
    },
    { ...past, id: "session-3", name: null, startedAtMs: hours(47), endedAtMs: hours(46), sum: part(18, 96_400) },
    {
      ...past,
      id: "session-4",
      name: "Local models",
      startedAtMs: hours(71),
      endedAtMs: hours(70),
      sum: part(9, null),
    },
  ];
}
