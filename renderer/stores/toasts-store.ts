import { create } from "zustand";

/** What is said in passing. Never the only place where an error is shown (ui/README.md §4). */
export type Telling = {
  readonly text: string;
  readonly tone?: "neutral" | "ok" | "bad";
  /** Brings back what was just taken away; offered as the button Undo. */
  readonly undo?: () => void;
};

export type ToastsState = {
  /** Waits for the shell to show it: actions know nothing of toasts. Oldest first. */
  readonly waiting: readonly Telling[];
  /** The newest that can be undone, also when its toast is gone. */
  readonly undoable: Telling | null;
};

export const useToastsStore = create<ToastsState>()(() => ({ waiting: [], undoable: null }));

/** Says something in passing, with Undo where there is a way back. */
export function tell(telling: Telling): void {
  const said = telling.undo === undefined ? telling : once(telling, telling.undo);
  useToastsStore.setState(({ waiting, undoable }) => ({
    waiting: [...waiting, said],
    undoable: said.undo === undefined ? undoable : said,
  }));
}

/** Undone by its toast or by the command palette, and then by neither. */
function once(telling: Telling, undo: () => void): Telling {
  let isDone = false;
  const said: Telling = {
    ...telling,
    undo: () => {
      if (useToastsStore.getState().undoable === said) useToastsStore.setState({ undoable: null });
      if (!isDone) undo();
      isDone = true;
    },
  };
  return said;
}

/** Hands out what waits, each once. */
export function takeTellings(): readonly Telling[] {
  const { waiting } = useToastsStore.getState();
  if (waiting.length > 0) useToastsStore.setState({ waiting: [] });
  return waiting;
}
