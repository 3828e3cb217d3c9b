import { useViewStore } from "#renderer/stores/view-store.ts";

/** Says above the composer what went wrong and what to do; stays until dismissed or the next Send. */
export function showProblem(problem: string): void {
  useViewStore.setState({ problem });
}

export function clearProblem(): void {
  useViewStore.setState({ problem: null });
}
