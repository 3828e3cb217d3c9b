import { seededRandom } from "#shared/seeded-random.ts";
import { resampleCount } from "#shared/statistics/resampler.ts";
import { meanOf } from "./measures.ts";
import type { Visit } from "./visits.ts";

/** What is to be expected of a link whenever the chain comes to it. */
export type LinkFigures = {
  /** 0 to 1: it answers; it gives no answer and the chain goes on. The rest ends the run. */
  readonly answered: number;
  readonly passedOn: number;
  /** Ms from when the chain comes to it to the first token of its answer. */
  readonly firstTokenMs: number;
  /** Ms until the chain goes on without it. */
  readonly lostMs: number;
  /** Null where no cost of it is known. */
  readonly nanoUsd: number | null;
};

export type ResampledLink = { readonly seen: LinkFigures; readonly resamples: readonly LinkFigures[] };

/** So many visits of a link, the newest, are drawn anew. */
const mostDrawn = 300;

/** `visits` of one link, the newest first. Not empty. */
export function resampledLink(visits: readonly Visit[], seed: number): ResampledLink {
  const seen = figuresOf(visits);
  const random = seededRandom(seed);
  const columns = columnsOf(visits.slice(0, mostDrawn));
  const resamples = Array.from({ length: resampleCount }, () => drawn(columns, random, seen));
  return { seen, resamples };
}

function figuresOf(visits: readonly Visit[]): LinkFigures {
  const goneOn = visits.filter(({ outcome }) => outcome === "passed" || outcome === "skipped");
  const costs = visits.flatMap(({ nanoUsd }) => nanoUsd ?? []);
  return {
    answered: visits.filter(({ outcome }) => outcome === "answered").length / visits.length,
    passedOn: goneOn.length / visits.length,
    firstTokenMs: meanOf(visits.flatMap(({ firstTokenMs }) => firstTokenMs ?? [])),
    lostMs: meanOf(goneOn.map(({ lostMs }) => lostMs)),
    nanoUsd: costs.length === 0 ? null : meanOf(costs),
  };
}

/** As numbers side by side, which are drawn several times as fast as objects. NaN is not known. */
type Columns = {
  readonly count: number;
  readonly answered: Uint8Array;
  readonly passedOn: Uint8Array;
  readonly firstTokenMs: Float64Array;
  readonly lostMs: Float64Array;
};

function columnsOf(visits: readonly Visit[]): Columns {
  const isGoneOn = ({ outcome }: Visit) => outcome === "passed" || outcome === "skipped";
  return {
    count: visits.length,
    answered: Uint8Array.from(visits, ({ outcome }) => Number(outcome === "answered")),
    passedOn: Uint8Array.from(visits, (visit) => Number(isGoneOn(visit))),
    firstTokenMs: Float64Array.from(visits, ({ firstTokenMs }) => firstTokenMs ?? Number.NaN),
    lostMs: Float64Array.from(visits, (visit) => (isGoneOn(visit) ? visit.lostMs : Number.NaN)),
  };
}

/** As many visits as there are, with replacement. What none of the drawn ones knows, and the cost, is as it was seen. */
function drawn(columns: Columns, random: () => number, seen: LinkFigures): LinkFigures {
  const sums = { answered: 0, passedOn: 0, times: 0, timeMs: 0, losses: 0, lostMs: 0 };
  for (let index = 0; index < columns.count; index += 1) {
    const at = Math.floor(random() * columns.count);
    sums.answered += columns.answered[at] ?? 0;
    sums.passedOn += columns.passedOn[at] ?? 0;
    const firstTokenMs = columns.firstTokenMs[at] ?? Number.NaN;
    if (!Number.isNaN(firstTokenMs)) {
      sums.times += 1;
      sums.timeMs += firstTokenMs;
    }
    const lostMs = columns.lostMs[at] ?? Number.NaN;
    if (!Number.isNaN(lostMs)) {
      sums.losses += 1;
      sums.lostMs += lostMs;
    }
  }
  return {
    answered: sums.answered / columns.count,
    passedOn: sums.passedOn / columns.count,
    firstTokenMs: sums.times === 0 ? seen.firstTokenMs : sums.timeMs / sums.times,
    lostMs: sums.losses === 0 ? seen.lostMs : sums.lostMs / sums.losses,
    nanoUsd: seen.nanoUsd,
  };
}
