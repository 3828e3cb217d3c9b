import type { Hold } from "#electron/manager/pacing.ts";
import { promptTokens } from "#electron/manager/prompt-tokens.ts";
import type { Scopes } from "#electron/manager/scopes.ts";
import type { Link } from "#shared/chain.ts";
import type { RepeatColumn } from "#shared/repeat.ts";
import { linksOf } from "./asked.ts";
import type { Entry } from "./entry.ts";
import type { RepeatParts } from "./parts.ts";
import type { Places } from "./places.ts";
import { nextCell } from "./turn.ts";
import type { Cell, RepeatAsk } from "./work.ts";

/** A run that may be sent now. */
export type Launch = {
  readonly cell: Cell;
  readonly column: RepeatColumn;
  readonly ask: RepeatAsk;
  readonly providerId: string;
  /** Null where its provider cannot be asked at all. */
  readonly scopes: Scopes | null;
  readonly need: { readonly input: number; readonly output: number };
};

export type LaneParts = Pick<RepeatParts, "pacer" | "pricing" | "clock"> & {
  readonly places: Places;
  /** Resolves at the next change; where it is held, also once that may be over. */
  wait(entry: Entry, hold: Hold | null): Promise<void>;
  begin(entry: Entry, launch: Launch): void;
  /** A hold began, changed or is over. */
  heldOtherwise(entry: Entry): void;
  /** A column has nothing that it could ask. */
  targetGone(entry: Entry): void;
};

/** A column, by its index, and the turn of the comparison that it is asked in. */
export type Lane = { readonly column: number; readonly turn: number };

/** Asks for one column, one run after the other, until it has none left or the comparison stands still. */
export async function runLane(parts: LaneParts, entry: Entry, { column, turn }: Lane): Promise<void> {
  while (entry.turn === turn && !entry.cells.isDone()) {
    const hasBegun = await takeTurn(parts, entry, column);
    if (entry.turn === turn && !hasBegun) await parts.wait(entry, entry.holds.get(column) ?? null);
  }
}

/** Sends the next run; false where others come first, or where it is held. */
async function takeTurn(parts: LaneParts, entry: Entry, index: number): Promise<boolean> {
  const { turn, comparison } = entry;
  const column = comparison.repeat.columns[index];
  const [link] = column === undefined ? [] : linksOf(parts.pricing, comparison.repeat, column);
  if (column === undefined || link === undefined) {
    parts.targetGone(entry);
    return false;
  }
  if (cellNow(parts, entry, index) === null && !entry.holds.has(index)) return false;
  const scopes = await parts.pacer.scopesOf(link, comparison.isDemo);
  const round = entry.cells.firstOpen(index);
  if (entry.turn !== turn || entry.ask === null || round === null) return false;
  const ask = entry.ask(column, round);
  const need = needOf(link, ask);
  const hold = scopes === null ? null : parts.pacer.hold({ scopes, need });
  putHold(parts, entry, { index, providerId: link.provider, hold });
  // Others went on meanwhile. From here to the start nothing may be waited for: they decide by what is taken.
  const cell = hold === null ? cellNow(parts, entry, index) : null;
  if (cell === null) return false;
  parts.begin(entry, { cell, column, ask, providerId: link.provider, scopes, need });
  return true;
}

/** What this column may ask now; null where others come first. */
function cellNow({ pricing, places, clock }: LaneParts, entry: Entry, column: number): Cell | null {
  const { columns, perProvider } = entry.comparison.repeat;
  const standings = columns.map((one, index) => ({
    providerId: linksOf(pricing, entry.comparison.repeat, one)[0]?.provider ?? "",
    isHeld: isHeld(entry.holds.get(index), clock.epochMs()),
  }));
  if (!places.isFree(standings[column]?.providerId ?? "", perProvider)) return null;
  return nextCell(entry.comparison.repeat, entry.cells, { column, standings });
}

/** One that is over is still there until its column has looked: it must not be overtaken meanwhile. */
function isHeld(hold: Hold | undefined, nowEpochMs: number): boolean {
  return hold !== undefined && (hold.untilMs === null || hold.untilMs > nowEpochMs);
}

function needOf(link: Link, { prompt, overrides }: RepeatAsk) {
  return { input: promptTokens(prompt), output: overrides?.maxTokens ?? link.maxTokens };
}

/** Two clocks differ by fractions: the same time is the same hold. */
const sameMs = 100;

type Held = { readonly index: number; readonly providerId: string; readonly hold: Hold | null };

function putHold(parts: LaneParts, entry: Entry, { index, providerId, hold }: Held): void {
  const known = entry.holds.get(index);
  if (hold === null) {
    if (entry.holds.delete(index)) parts.heldOtherwise(entry);
    return;
  }
  const isKnown = known?.why === hold.why && Math.abs((known.untilMs ?? 0) - (hold.untilMs ?? 0)) < sameMs;
  if (isKnown) return;
  entry.holds.set(index, { ...hold, providerId });
  parts.heldOtherwise(entry);
}
