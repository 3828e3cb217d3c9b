import { estimateOf } from "#renderer/parts/estimate.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { targetFault } from "#renderer/stores/targets.ts";
import { useTokenCountsStore } from "#renderer/stores/token-counts-store.ts";
import type { Target } from "#shared/chain.ts";
import { formatCost } from "#shared/format.ts";
import styles from "./column-body.module.css";

/** Before the first Send: what the prompt can cost here, or why it cannot be sent. */
export function ReadyColumn({ target }: { readonly target: Target }) {
  const draft = useComposerStore((state) => state.draft);
  const counted = useTokenCountsStore();
  const fault = useAppStore((state) => targetFault(state, target));
  const most = useAppStore((state) => estimateOf(state, target, { text: draft, counted }).mostNanoUsd);
  return (
    <div className={`scroll ${styles.body}`}>
      <p className={fault === null ? "sub num" : "warn"}>{fault ?? words(most)}</p>
    </div>
  );
}

function words(mostNanoUsd: number | null): string {
  if (mostNanoUsd === null) return "The price of this model is unknown.";
  return mostNanoUsd === 0 ? "This model is free." : `Up to ${formatCost(mostNanoUsd)} for this prompt.`;
}
