/** One stretch of two token lists: in both, only in the first, or only in the second. Counts are tokens. */
export type Edit = { readonly kind: "same" | "removed" | "added"; readonly count: number };

/** A point that can be reached with so many edits, and how: a path back to the start. */
type Step = { readonly x: number; readonly y: number; readonly before: Step | null };

/** After so many steps the loop may pause. */
const stepsPerPause = 2_000;

/**
 * The shortest edit script (Myers 1986), as a generator that pauses often, so that the caller decides how long the
 * window may be kept busy. The package `diff` has the same loop, but cannot pause in it: its asynchronous mode waits
 * for a timer after every single edit, and the page's policy (trusted types) leaves no worker to run it in.
 * Null where more than `mostEdits` would be needed.
 */
export function* editScript(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  mostEdits: number,
): Generator<undefined, readonly Edit[] | null> {
  const start = sharedStart(first, second);
  const end = sharedEnd(first, second, start);
  const width = first.length - start - end;
  const height = second.length - start - end;
  const at = (x: number, y: number) => first[start + x] === second[start + y];
  const path = yield* shortestPath(width, height, { at, mostEdits });
  if (path === null) return null;
  return joined([{ kind: "same", count: start }, ...editsOf(path), { kind: "same", count: end }]);
}

type Grid = { readonly at: (x: number, y: number) => boolean; readonly mostEdits: number };

function* shortestPath(width: number, height: number, { at, mostEdits }: Grid): Generator<undefined, Step | null> {
  const most = Math.min(mostEdits, width + height);
  // Furthest step on each diagonal x - y. Odd and even diagonals take turns, so that one array does for both.
  const middle = most + 1;
  const furthest = new Array<Step | null>(2 * middle + 1).fill(null);
  let steps = 0;
  for (let edits = 0; edits <= most; edits += 1) {
    // Beyond the borders of the grid there is nothing to reach.
    const lowest = edits <= height ? -edits : edits - 2 * height;
    const highest = edits <= width ? edits : 2 * width - edits;
    for (let diagonal = lowest; diagonal <= highest; diagonal += 2) {
      steps += 1;
      if (steps % stepsPerPause === 0) yield;
      const before = further(furthest[middle + diagonal - 1] ?? null, furthest[middle + diagonal + 1] ?? null);
      const step = advance(before, diagonal, { width, height, at });
      if (step !== null && step.x >= width && step.y >= height) return step;
      furthest[middle + diagonal] = step;
    }
  }
  return null;
}

/** Where a diagonal is entered from: the neighbour that gets further. Null at the very start. */
function further(left: Step | null, above: Step | null): Step | null {
  if (left === null || above === null) return left ?? above;
  return left.x + 1 > above.x ? left : above;
}

type Bounds = { readonly width: number; readonly height: number; readonly at: Grid["at"] };

/** One edit from `before` onto the diagonal, then along it as long as both lists agree. */
function advance(before: Step | null, diagonal: number, { width, height, at }: Bounds): Step | null {
  const isRight = before !== null && before.x - before.y === diagonal - 1;
  let x = before === null ? 0 : before.x + (isRight ? 1 : 0);
  let y = x - diagonal;
  if (x > width || y > height) return null;
  while (x < width && y < height && at(x, y)) {
    x += 1;
    y += 1;
  }
  return { x, y, before };
}

function editsOf(end: Step): readonly Edit[] {
  const edits: Edit[] = [];
  for (let step: Step | null = end; step !== null; step = step.before) {
    const { x, y, before } = step;
    if (before === null) {
      edits.push({ kind: "same", count: x });
      continue;
    }
    const isRight = x - y === before.x - before.y + 1;
    edits.push({ kind: "same", count: isRight ? x - before.x - 1 : x - before.x });
    edits.push({ kind: isRight ? "removed" : "added", count: 1 });
  }
  return edits.toReversed();
}

/** Neighbours of one kind become one; what is empty goes. Removed before added where they meet. */
function joined(edits: readonly Edit[]): readonly Edit[] {
  const parts: Edit[] = [];
  let removed = 0;
  let added = 0;
  const flush = () => {
    if (removed > 0) parts.push({ kind: "removed", count: removed });
    if (added > 0) parts.push({ kind: "added", count: added });
    removed = 0;
    added = 0;
  };
  for (const { kind, count } of edits) {
    if (count === 0) continue;
    if (kind === "removed") removed += count;
    else if (kind === "added") added += count;
    else {
      flush();
      const last = parts.at(-1);
      if (last?.kind === "same") parts[parts.length - 1] = { kind: "same", count: last.count + count };
      else parts.push({ kind: "same", count });
    }
  }
  flush();
  return parts;
}

function sharedStart(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let count = 0;
  while (count < first.length && count < second.length && first[count] === second[count]) count += 1;
  return count;
}

function sharedEnd(first: ArrayLike<number>, second: ArrayLike<number>, start: number): number {
  const most = Math.min(first.length, second.length) - start;
  let count = 0;
  while (count < most && first[first.length - 1 - count] === second[second.length - 1 - count]) count += 1;
  return count;
}
