import type { ChainHealth, HealthQuestion, LinkHealth } from "#shared/chain-health.ts";
import { mostHealthRuns } from "#shared/chain-health.ts";
import type { ModelRef } from "#shared/model.ts";
import { createResampler, type Resampler } from "#shared/statistics/resampler.ts";
import { expectedOf, timesOf } from "./measures.ts";
import { ordersOf } from "./orders.ts";
import { costOf, type HealthRun, type Visit, visitsOf } from "./visits.ts";

/** The same history always gives the same intervals. */
const seed = 20_261_123;

/** `runs`: the newest first, one more than are looked at where there are more. */
export function chainHealthOf(question: HealthQuestion, runs: readonly HealthRun[]): ChainHealth {
  const { chainId, days, sinceMs, isDemo } = question;
  const looked = runs.slice(0, mostHealthRuns);
  const resampler = createResampler(seed);
  const visited = looked.map((run) => ({ run, visits: visitsOf(run) }));
  const visits = visited.flatMap((one) => one.visits);
  const answers = visited.flatMap(({ run, visits: own }) => answerOf(run, own) ?? []);
  const fallen = answers.filter(({ linkIndex }) => linkIndex > 0);
  const byModel = Map.groupBy(visits, keyOf);
  const models = modelsOf(question.links, byModel);
  const costs = looked.map(({ attempts }) => costOf(attempts));
  return {
    ...{ chainId, days, sinceMs, isDemo },
    runs: looked.length,
    isCut: runs.length > looked.length,
    answered: answers.length,
    fellThrough: fallen.length,
    links: models.map((model) => linkHealth(model, byModel.get(keyOf(model)) ?? [], resampler)),
    firstTokenMs: timesOf(
      answers.flatMap((answer) => answer.firstTokenMs ?? []),
      resampler,
    ),
    totalMs: timesOf(
      answers.map((answer) => answer.totalMs),
      resampler,
    ),
    costNanoUsd: expectedOf(costs, seed),
    unknownCosts: costs.filter((cost) => cost === null).length,
    addedWaitMs: timesOf(
      fallen.map((answer) => answer.addedMs),
      resampler,
    ),
    orders: ordersOf(
      question.links.map((link) => byModel.get(keyOf(link)) ?? []),
      seed,
    ),
  };
}

type ToldModel = ModelRef & { readonly linkIndex: number | null };

function keyOf({ providerId, modelId }: ModelRef): string {
  return JSON.stringify([providerId, modelId]);
}

/** Each model once: those of the chain as it is, in its order, then those it had. */
function modelsOf(links: readonly ModelRef[], byModel: ReadonlyMap<string, readonly Visit[]>): readonly ToldModel[] {
  const told = new Map<string, ToldModel>();
  for (const [linkIndex, { providerId, modelId }] of links.entries()) {
    const key = keyOf({ providerId, modelId });
    if (!told.has(key)) told.set(key, { providerId, modelId, linkIndex });
  }
  for (const [key, [visit]] of byModel) {
    if (visit === undefined || told.has(key)) continue;
    told.set(key, { providerId: visit.providerId, modelId: visit.modelId, linkIndex: null });
  }
  return [...told.values()];
}

function linkHealth(model: ToldModel, visits: readonly Visit[], resampler: Resampler): LinkHealth {
  const asked = visits.filter(({ outcome }) => outcome !== "skipped");
  const answers = asked.filter(({ outcome }) => outcome === "answered");
  const failed = asked.filter(({ outcome }) => outcome !== "answered");
  const costs = asked.map(({ nanoUsd }) => nanoUsd);
  return {
    ...model,
    asked: asked.length,
    answered: answers.length,
    failed: failed.length,
    skipped: visits.length - asked.length,
    firstTokenMs: timesOf(
      answers.flatMap(({ firstTokenMs }) => firstTokenMs ?? []),
      resampler,
    ),
    totalMs: timesOf(
      answers.flatMap(({ totalMs }) => totalMs ?? []),
      resampler,
    ),
    lostMs: timesOf(
      failed.map(({ lostMs }) => lostMs),
      resampler,
    ),
    costNanoUsd: expectedOf(costs, seed),
    unknownCosts: costs.filter((cost) => cost === null).length,
  };
}

type RunAnswer = {
  readonly linkIndex: number;
  /** Ms from Send. */
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
  /** Ms that went by before the chain came to the link that answered. */
  readonly addedMs: number;
};

/** Null for a run that nobody answered. */
function answerOf(run: HealthRun, visits: readonly Visit[]): RunAnswer | null {
  const visit = visits.find(({ outcome }) => outcome === "answered");
  if (visit === undefined) return null;
  const { linkIndex, firstTokenMs, beganMs } = visit;
  return {
    linkIndex,
    firstTokenMs: firstTokenMs === null ? null : beganMs + firstTokenMs,
    totalMs: run.endMs,
    addedMs: beganMs,
  };
}
