import { useEffect } from "react";
import { askTokenCounts } from "#renderer/actions/token-counts.ts";
import { useColumnNames } from "#renderer/features/compare/column-names.ts";
import { Figure } from "#renderer/parts/money/figure.tsx";
import { type SendEstimate, type Sending, sendEstimate } from "#renderer/parts/send-estimate.ts";
import { useSending, useTurns } from "#renderer/parts/use-sending.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { linksOf } from "#renderer/stores/targets.ts";
import { Button } from "#renderer/ui/button.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { formatCost, formatCount } from "#shared/format.ts";
import type { Column } from "#shared/run.ts";
import styles from "./composer.module.css";
import { EstimateDetails } from "./estimate-details.tsx";
import type { Asked } from "./use-asked.ts";

export type ComposerEstimateProps = {
  readonly asked: Asked;
  readonly onFillIn: () => void;
  /** The budgets would refuse all of it. */
  readonly isOver: boolean;
};

/** `3 columns · ≈ 561 tokens in · at most $0.0276`, or what is missing before that can be said. */
export function ComposerEstimate({ asked, onFillIn, isOver }: ComposerEstimateProps) {
  const { columns, missing } = asked;
  const sending = useSending();
  const chains = useAppStore((state) => state.chains);
  const modelLists = useAppStore((state) => state.modelLists);
  const providers = useAppStore((state) => state.providers);
  const turnsOf = useTurns();
  const names = useColumnNames();
  useCounting(sending, columns);
  if (missing.length > 0) return <FillIn missing={missing} onFillIn={onFillIn} />;
  const size = columns.length === 1 ? "1 column" : `${columns.length} columns`;
  if (sending.prompt === "") return <span className={styles.estimate}>{size}</span>;
  const catalog = { chains, modelLists, providers };
  const estimates = columns.map((column) => sendEstimate(catalog, sending, { column, turns: turnsOf(column.id) }));
  const named = columns.flatMap(({ id }, index) => {
    const estimate = estimates[index];
    return estimate === undefined ? [] : [{ id, name: names.get(id) ?? "", estimate }];
  });
  return (
    <span className={classes("num", styles.estimate, isOver && styles.refused)}>
      {size} · {tokenWords(estimates)} ·{" "}
      <Figure words={costWords(estimates)} label="How the estimate is worked out" side="top">
        <EstimateDetails estimates={named} total={costWords(estimates)} />
      </Figure>
    </span>
  );
}

export type FillInProps = { readonly missing: readonly string[]; readonly onFillIn: () => void };

/** What keeps the prompt from being sent, as the way to it. */
export function FillIn({ missing, onFillIn }: FillInProps) {
  return (
    <Button tone="ghost" size="small" className={styles.missing} onClick={onFillIn}>
      Fill in {`{{${missing[0]}}}`}
      {missing.length > 1 ? ` and ${missing.length - 1} more` : ""}
    </Button>
  );
}

function tokenWords(estimates: readonly SendEstimate[]): string {
  const tokens = estimates.reduce((sum, one) => sum + one.inputTokens, 0);
  return `${estimates.some((one) => one.isEstimate) ? "≈" : ""}${formatCount(tokens)} tokens in`;
}

function costWords(estimates: readonly SendEstimate[]): string {
  const known = estimates.flatMap((one) => one.mostNanoUsd ?? []);
  const unknown = estimates.length - known.length;
  if (known.length === 0) return "price unknown";
  const most = `at most ${formatCost(known.reduce((sum, one) => sum + one, 0))}`;
  return unknown === 0 ? most : `${most} plus ${unknown} of unknown price`;
}

/** Has the host count what is written for every model that it may go to. */
function useCounting(sending: Sending, columns: readonly Column[]): void {
  const chains = useAppStore((state) => state.chains);
  const modelLists = useAppStore((state) => state.modelLists);
  const links = columns.flatMap(({ target }) => linksOf({ chains, modelLists }, target));
  const models = links.map((link) => ({ providerId: link.provider, modelId: link.modelId }));
  useEffect(() => {
    askTokenCounts("composer", sending.prompt, models);
    askTokenCounts("composer's system prompt", sending.system, models);
  });
}
