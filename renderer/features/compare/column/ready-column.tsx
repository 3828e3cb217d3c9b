import { sendEstimate } from "#renderer/parts/send-estimate.ts";
import { useSending, useTurns } from "#renderer/parts/use-sending.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { targetFault } from "#renderer/stores/targets.ts";
import { formatCost } from "#shared/format.ts";
import type { Column } from "#shared/run.ts";
import styles from "./column-body.module.css";

/** Before the first Send: what the prompt can cost here, or why it cannot be sent. */
export function ReadyColumn({ column }: { readonly column: Column }) {
  const sending = useSending();
  const turns = useTurns()(column.id);
  const fault = useAppStore((state) => targetFault(state, column.target));
  const most = useAppStore((state) => sendEstimate(state, sending, { column, turns }).mostNanoUsd);
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
