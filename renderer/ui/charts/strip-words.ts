/** A figure of a strip: where it stands on the axis, and the words below it, behind its name. */
type FigureAt = { readonly xPx: number; readonly words: string };

/** Of the small type that charts are labelled in, on average. */
const characterPx = 6.2;
/** Words that stand side by side keep so far apart. */
const gapPx = 8;
/** Words begin, or end, a little beyond the tick that they belong to. */
const beyondPx = 4;
/** Beside the plot there is so much room to the right. */
const overhangPx = 18;

const nameLength = "p50 ".length;

function wordsPx(words: string): number {
  return words.length * characterPx;
}

/**
 * Where the words of p50 and p95 begin, in px from the left of the strip: to the left of p50 and to the right of p95.
 * They stay in the strip and keep apart, as far as it is wide enough for both.
 */
export function figurePlaces(p50: FigureAt, p95: FigureAt | null, widthPx: number): { p50Px: number; p95Px: number } {
  const ownPx = wordsPx(p50.words) + nameLength * characterPx;
  if (p95 === null) return { p50Px: within(p50.xPx + beyondPx - ownPx, widthPx + overhangPx - ownPx), p95Px: 0 };
  const otherPx = wordsPx(p95.words) + nameLength * characterPx;
  const middlePx = (p50.xPx + p95.xPx) / 2;
  const endPx = Math.min(p50.xPx + beyondPx, middlePx - gapPx / 2);
  const p50Px = within(endPx - ownPx, widthPx + overhangPx - otherPx - gapPx - ownPx);
  const p95Px = Math.max(p95.xPx - beyondPx, middlePx + gapPx / 2, p50Px + ownPx + gapPx);
  return { p50Px, p95Px: within(p95Px, widthPx + overhangPx - otherPx) };
}

function within(px: number, mostPx: number): number {
  return Math.round(Math.max(0, Math.min(px, mostPx)));
}

/** Every how many-th tick has room for its words, where all are `spanPx` apart from the first to the last. */
export function labelledEvery(words: readonly string[], spanPx: number): number {
  const stepPx = spanPx / Math.max(1, words.length - 1);
  const widestPx = Math.max(0, ...words.map(wordsPx));
  return Math.max(1, Math.ceil((widestPx + gapPx) / stepPx));
}
