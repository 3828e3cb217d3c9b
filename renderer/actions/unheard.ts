import { useComposerStore } from "#renderer/stores/composer-store.ts";
import type { Input, Snapshot } from "#shared/contract.ts";
import { emptyComposer } from "./empty-composer.ts";
import { clearProblem } from "./problem.ts";

type Sent = { readonly comparisonId: string; readonly draft: string };

let unheard: Sent | null = null;

/** A Send whose answer the connection lost: whether the host took it is known with the next snapshot. */
export function rememberUnheard({ comparisonId, prompt, template }: Input<"comparison.start">): void {
  unheard = { comparisonId, draft: template?.text ?? prompt };
}

/** Where the host did take it, the draft that came back goes again, so that nobody sends it twice. */
export function settleUnheard(snapshot: Snapshot): void {
  const sent = unheard;
  unheard = null;
  if (sent === null || !snapshot.comparisons.some(({ comparison }) => comparison.id === sent.comparisonId)) return;
  clearProblem();
  if (useComposerStore.getState().draft.trim() !== sent.draft) return;
  emptyComposer();
}
