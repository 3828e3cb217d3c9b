import type { Answer } from "#shared/failure.ts";
import { notSaved } from "./not-saved.ts";
import type { Done } from "./outcome.ts";
import { createSerial } from "./serial.ts";

/** Gives the new list, or says why there is none. */
export type ListChange<T> = (list: readonly T[]) => Answer<readonly T[]>;

/** A list that is kept whole, in its order. */
export type KeptList<T> = {
  readonly all: () => readonly T[];
  /** Gives the new list, or says why not. One change at a time. */
  readonly change: (change: ListChange<T>) => Promise<Answer<readonly T[]>>;
  /** Keeps everybody else from changing it while `work` goes on, which may `put` another list once that is saved. */
  readonly hold: <R>(work: (put: (list: readonly T[]) => void) => Promise<R>) => Promise<R>;
};

export type KeptListParts<T> = {
  readonly start: readonly T[];
  readonly save: (list: readonly T[]) => Promise<Done>;
  readonly tell: (list: readonly T[]) => void;
};

/** Every change is on disk before it counts, and is told after that. */
export function createKeptList<T>({ start, save, tell }: KeptListParts<T>): KeptList<T> {
  const inTurn = createSerial();
  let list = start;
  const put = (next: readonly T[]) => {
    list = next;
    tell(list);
  };
  return {
    all: () => list,
    change: (change) =>
      inTurn(async () => {
        const changed = change(list);
        if (!changed.ok) return changed;
        const saved = await save(changed.value);
        if (!saved.ok) return notSaved(saved);
        put(changed.value);
        return changed;
      }),
    hold: (work) => inTurn(() => work(put)),
  };
}
