import { seededRandom } from "#shared/seeded-random.ts";
import { runsOf } from "#test/support/runs.ts";

/** What a test of a corpus may take, in ms: some seconds, or a minute where everything else runs beside it. */
export const longestMs = runsOf(180_000, 900_000);

/** All of them in soak, else so many of a shuffle that is the same each time. */
export function sampled<T>(all: readonly T[], count: number): readonly T[] {
  const random = seededRandom(2_026);
  const shuffled = all.map((one) => ({ one, at: random() })).toSorted((first, second) => first.at - second.at);
  return shuffled.slice(0, runsOf(count, all.length)).map(({ one }) => one);
}

/** As many as stand side by side, again and again. */
export function batchesOf<T>(all: readonly T[], size = 8): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}
