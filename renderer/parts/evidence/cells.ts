import type { Run } from "#shared/run.ts";

/** Cells of the strip of runs, all in px. */
export type CellGrid = { readonly widthPx: number; readonly stepPx: number; readonly gapPx: number };

/** As in the picture, and narrower where there are many; below the least width the strip scrolls. */
const leastStepPx = 5;
/** A few runs are no wide bars. */
const mostStepPx = 80;
const usualGapPx = 3;
/** From this width on a cell has room for an edge of its own. */
export const roomyCellPx = 12;
export const cellHeightPx = 24;
const radiusPx = 3;

/** How wide cells are so that `rounds` of them fill the room, and how far apart. */
export function cellGrid(rounds: number, roomPx: number): CellGrid {
  const stepPx = Math.min(mostStepPx, Math.max(leastStepPx, (roomPx + usualGapPx) / Math.max(1, rounds)));
  const gapPx = stepPx >= roomyCellPx ? usualGapPx : 1;
  return { widthPx: Math.max(roomPx, stepPx * rounds - gapPx), stepPx, gapPx };
}

/** The round below a place of the strip. */
export function roundAt(xPx: number, rounds: number, { stepPx }: CellGrid): number {
  return Math.max(0, Math.min(rounds - 1, Math.floor(xPx / stepPx)));
}

const digitPx = 6;

/** Which rounds are numbered so that the numbers stand apart: all, every fifth, tenth … */
export function numberedRounds(rounds: number, { stepPx }: CellGrid): readonly number[] {
  const roomPx = 8 + String(rounds).length * digitPx;
  const step = [1, 2, 5, 10, 20, 50, 100].find((one) => one * stepPx >= roomPx) ?? 200;
  const isFirstApart = (step - 1) * stepPx >= roomPx;
  return Array.from({ length: rounds }, (_, round) => round).filter(
    (round) => (round + 1) % step === 0 || (round === 0 && isFirstApart),
  );
}

/** The drawn parts of one line of the strip, each as one path however many rounds there are. */
export type CellPaths = {
  /** Edges of what did not fail, also of what is to come. */
  readonly wells: string;
  readonly bars: string;
  readonly failed: string;
  /** × in failed cells. */
  readonly crosses: string;
};

/** `longestMs`: what fills a cell. */
export function cellPaths(runs: readonly (Run | undefined)[], longestMs: number, grid: CellGrid): CellPaths {
  const parts = { wells: "", bars: "", failed: "", crosses: "" };
  const widthPx = grid.stepPx - grid.gapPx;
  const isRoomy = grid.stepPx >= roomyCellPx;
  runs.forEach((run, round) => {
    const x = round * grid.stepPx;
    const isFailed = run?.status === "failed";
    const box = isRoomy ? rounded(x, widthPx) : rectangle(x, widthPx, cellHeightPx);
    if (isFailed) {
      parts.failed += box;
      if (isRoomy) parts.crosses += cross(x + widthPx / 2);
      return;
    }
    if (isRoomy) parts.wells += box;
    const height = heightOf(run, longestMs);
    if (height > 0) parts.bars += isRoomy ? roundedBelow(x, widthPx, height) : rectangle(x, widthPx, height);
  });
  return parts;
}

function heightOf(run: Run | undefined, longestMs: number): number {
  if (run?.status !== "done" || run.endMs === null || longestMs <= 0) return 0;
  return Math.max(1, (run.endMs / longestMs) * cellHeightPx);
}

/** The longest answer that came, which all bars are measured by. */
export function longestOf(runs: readonly (readonly (Run | undefined)[])[]): number {
  return runs.flat().reduce((most, run) => (run?.status === "done" ? Math.max(most, run.endMs ?? 0) : most), 0);
}

function rectangle(x: number, widthPx: number, heightPx: number): string {
  const top = round(cellHeightPx - heightPx);
  return `M${round(x)} ${top}h${round(widthPx)}V${cellHeightPx}h${-round(widthPx)}z`;
}

/** A bar that fits into the corners of its cell. */
function roundedBelow(x: number, widthPx: number, heightPx: number): string {
  const r = Math.min(radiusPx, round(heightPx));
  const top = round(cellHeightPx - heightPx);
  const across = round(widthPx - 2 * r);
  return `M${round(x)} ${top}h${round(widthPx)}V${cellHeightPx - r}a${r} ${r} 0 0 1 ${-r} ${r}h${-across}a${r} ${r} 0 0 1 ${-r} ${-r}z`;
}

function rounded(x: number, widthPx: number): string {
  const r = radiusPx;
  const across = round(widthPx - 2 * r);
  const down = cellHeightPx - 2 * r;
  const arc = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${round(x + r)} 0h${across}${arc(r, r)}v${down}${arc(-r, r)}h${-across}${arc(-r, -r)}v${-down}${arc(r, -r)}z`;
}

function cross(middle: number): string {
  const x = round(middle - 3);
  return `M${x} ${cellHeightPx / 2 - 3}l6 6m0 -6l-6 6`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
