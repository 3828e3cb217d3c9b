import { useViewStore } from "#renderer/stores/view-store.ts";
import { announce } from "./announce.ts";

/** Says above the composer, and aloud, what went wrong and what to do; stays until dismissed or the next Send. */
export function showProblem(problem: string): void {
  announce(problem);
  useViewStore.setState({ problem });
}

export function clearProblem(): void {
  useViewStore.setState({ problem: null });
}
