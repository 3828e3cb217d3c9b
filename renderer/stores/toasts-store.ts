import { create } from "zustand";

/** What is said in passing. Never the only place where an error is shown (ui/README.md §4). */
export type Telling = {
  readonly text: string;
  readonly tone?: "neutral" | "ok" | "bad";
  /** Brings back what was just taken away; offered as the button Undo. */
  readonly undo?: () => void;
};

/** Waits for the shell to show it: actions know nothing of toasts. Oldest first. */
export const useToastsStore = create<{ readonly waiting: readonly Telling[] }>()(() => ({ waiting: [] }));

/** Says something in passing, with Undo where there is a way back. */
export function tell(telling: Telling): void {
  useToastsStore.setState(({ waiting }) => ({ waiting: [...waiting, telling] }));
}

/** Hands out what waits, each once. */
export function takeTellings(): readonly Telling[] {
  const { waiting } = useToastsStore.getState();
  if (waiting.length > 0) useToastsStore.setState({ waiting: [] });
  return waiting;
}
