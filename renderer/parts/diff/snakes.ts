/** A stretch that both lists share: from `x` in the first and `y` in the second on. */
export type Snake = { readonly x: number; readonly y: number; readonly length: number };

type Trail = Snake & { readonly before: Trail | null };

/** After so many steps the loop may pause. */
const stepsPerPause = 4_000;

/**
 * What two lists share on the shortest way from one to the other (Myers 1986), as a generator that pauses often, so
 * that the caller decides how long the window may be kept busy. The package `diff` has the same loop, but cannot pause
 * in it: its asynchronous mode waits for a timer after every single edit, and the page's policy (trusted types) leaves
 * no worker to run it in. Null where more than `mostEdits` would be needed.
 */
export function* snakes(
  first: readonly number[],
  second: readonly number[],
  mostEdits: number,
): Generator<undefined, readonly Snake[] | null> {
  const { length: width } = first;
  const { length: height } = second;
  const most = Math.min(mostEdits, width + height);
  // Per diagonal x - y: how far it was reached, and what was shared on the way. Odd and even diagonals take turns, so
  // that one array does for both.
  const middle = most + 1;
  const furthest = new Int32Array(2 * middle + 1).fill(-1);
  const trails = new Array<Trail | null>(2 * middle + 1).fill(null);
  furthest[middle + 1] = 0;
  let steps = 0;
  for (let edits = 0; edits <= most; edits += 1) {
    // Beyond the borders there is nothing to reach.
    const lowest = edits <= height ? -edits : edits - 2 * height;
    const highest = edits <= width ? edits : 2 * width - edits;
    for (let diagonal = lowest; diagonal <= highest; diagonal += 2) {
      steps += 1;
      if (steps % stepsPerPause === 0) yield;
      const at = middle + diagonal;
      const left = furthest[at - 1] ?? -1;
      const above = furthest[at + 1] ?? -1;
      const isDown = diagonal === -edits || (diagonal !== edits && left < above);
      const start = isDown ? above : left + 1;
      const trail = trails[isDown ? at + 1 : at - 1] ?? null;
      let x = start;
      while (x < width && x - diagonal < height && first[x] === second[x - diagonal]) x += 1;
      furthest[at] = x;
      trails[at] = x === start ? trail : { x: start, y: start - diagonal, length: x - start, before: trail };
      if (x >= width && x - diagonal >= height) return listOf(trails[at] ?? null);
    }
  }
  return null;
}

function listOf(last: Trail | null): readonly Snake[] {
  const found: Snake[] = [];
  for (let trail = last; trail !== null; trail = trail.before) found.push(trail);
  return found.toReversed();
}
