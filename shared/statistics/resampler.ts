import { seededRandom } from "#shared/seeded-random.ts";

/** How often a sample is drawn anew for an interval (ui/README.md §7). */
export const resampleCount = 2_000;

export const quantileShares = { p50: 0.5, p95: 0.95 } as const;

export type QuantileName = keyof typeof quantileShares;

/**
 * For each resample, which values of the sorted sample its quantile lies between, and how far it is from the lower one
 * to the upper one (0 to 1).
 */
export type Ranks = { readonly lower: Uint16Array; readonly upper: Uint16Array; readonly share: number };

export type Draws = Readonly<Record<QuantileName, Ranks>>;

/**
 * Draws resamples: as many values as the sample has, with replacement. Which values are drawn does not depend on what
 * they are, so that one set of draws serves every measure of a sample; it is kept for the next that asks.
 */
export type Resampler = {
  /** `stream`: samples that are set against each other are drawn from two streams, independently. */
  draws(count: number, stream: Stream): Draws;
};

export type Stream = "baseline" | "other";

/** While runs come in, counts grow one by one; the draws of old counts are not asked for again. */
const mostKept = 64;

const saltOf: Readonly<Record<Stream, number>> = { baseline: 0x2545f491, other: 0x9e3779b9 };

/** The same draws for the same seed, on every machine. */
export function createResampler(seed: number): Resampler {
  const known = new Map<string, Draws>();
  return {
    draws(count, stream) {
      const key = `${stream} ${count}`;
      const draws = known.get(key) ?? drawAll(count, seededRandom((seed ^ saltOf[stream]) + count));
      // What was asked for last is the newest, so that the oldest is what goes.
      known.delete(key);
      known.set(key, draws);
      for (const oldest of known.keys()) {
        if (known.size <= mostKept) break;
        known.delete(oldest);
      }
      return draws;
    },
  };
}

function drawAll(count: number, random: () => number): Draws {
  const draws = { p50: ranksOf(count, quantileShares.p50), p95: ranksOf(count, quantileShares.p95) };
  const times = new Uint16Array(count);
  for (let resample = 0; resample < resampleCount; resample++) {
    times.fill(0);
    for (let drawn = 0; drawn < count; drawn++) {
      const rank = Math.floor(random() * count);
      times[rank] = (times[rank] ?? 0) + 1;
    }
    countTo(times, [draws.p50, draws.p95], resample);
  }
  return draws;
}

type Filled = Ranks & { readonly lowerPlace: number; readonly upperPlace: number };

function ranksOf(count: number, share: number): Filled {
  const place = Math.max(0, count - 1) * share;
  const lowerPlace = Math.floor(place);
  const lists = { lower: new Uint16Array(resampleCount), upper: new Uint16Array(resampleCount) };
  return { ...lists, share: place - lowerPlace, lowerPlace, upperPlace: Math.ceil(place) };
}

/** Counts up to the places of the quantiles, instead of sorting what was drawn. */
function countTo(times: Uint16Array, all: readonly Filled[], resample: number): void {
  let passed = 0;
  for (let rank = 0; rank < times.length; rank++) {
    const until = passed + (times[rank] ?? 0);
    for (const { lowerPlace, upperPlace, lower, upper } of all) {
      if (passed <= lowerPlace && lowerPlace < until) lower[resample] = rank;
      if (passed <= upperPlace && upperPlace < until) upper[resample] = rank;
    }
    passed = until;
  }
}
