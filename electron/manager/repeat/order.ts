import { seededRandom } from "#shared/seeded-random.ts";

/**
 * The order in which the columns of one round are asked, as their indexes: each order is equally likely, and the same
 * seed and round give the same one anywhere.
 */
export function orderOfRound(seed: number, round: number, columns: number): readonly number[] {
  const random = seededRandom(seed ^ Math.imul(round + 1, 0x9e3779b1));
  const order = Array.from({ length: columns }, (_, index) => index);
  for (let last = columns - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? other, order[last] ?? last];
  }
  return order;
}
