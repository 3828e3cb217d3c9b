import { useState } from "react";
import { openSetPrice } from "#renderer/actions/own-prices.ts";
import { pickOtherModel } from "#renderer/actions/spend.ts";
import { countOf } from "#renderer/parts/count-of.ts";
import { signedDifference } from "#renderer/parts/drift-words.ts";
import { useNames } from "#renderer/parts/names.ts";
import { priceOrigin } from "#renderer/parts/price-words.ts";
import { TargetPicker } from "#renderer/parts/target-picker.tsx";
import { useSpendStore } from "#renderer/stores/spend-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Bar } from "#renderer/ui/charts/bar.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { Popover } from "#renderer/ui/popover.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { formatCost } from "#shared/format.ts";
import type { Price } from "#shared/model.ts";
import type { WhatIf as WhatIfAnswer } from "#shared/spend.ts";

import tables from "./tables.module.css";
import styles from "./what-if.module.css";

const title = "What it would have cost on another model";

/** The answers' recorded tokens at the price of one model. */
export function WhatIf() {
  const whatIf = useSpendStore((state) => state.whatIf);
  const problem = useSpendStore((state) => state.whatIfProblem);
  return (
    <section className={classes(tables.card, tables.section, styles.section)} aria-label={title}>
      <div className={styles.head}>
        <h2 className="grow">{title}</h2>
        <ModelChoice />
      </div>
      <Problem message={problem} className={styles.problem} />
      {whatIf === null ? null : <Result whatIf={whatIf} />}
    </section>
  );
}

function ModelChoice() {
  const [isOpen, setOpen] = useState(false);
  const model = useSpendStore((state) => state.otherModel);
  const names = useNames();
  const name = model === null ? null : `${names.model(model.providerId, model.modelId)}`;
  return (
    <Popover
      label="Model to compare with"
      align="end"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" icon={name === null ? "plus" : "swap"}>
          {name ?? "Pick a model"}
        </Button>
      }
    >
      <TargetPicker
        only="models"
        current={model === null ? null : { kind: "model", ...model }}
        onPick={(target) => {
          setOpen(false);
          if (target.kind === "model") pickOtherModel({ providerId: target.providerId, modelId: target.modelId });
        }}
      />
    </Popover>
  );
}

function Result({ whatIf }: { readonly whatIf: WhatIfAnswer }) {
  const names = useNames();
  const { providerId, modelId, nanoUsd, actualNanoUsd, answers, price, leftOut } = whatIf;
  const name = names.model(providerId, modelId);
  if (nanoUsd === null || price === null) {
    return (
      <p className={styles.words}>
        The price of {name} is not known.{" "}
        <Button tone="ghost" size="small" onClick={() => openSetPrice({ providerId, modelId })}>
          Set a price
        </Button>
      </p>
    );
  }
  const most = Math.max(nanoUsd, actualNanoUsd, 1);
  return (
    <>
      <table className={classes(tables.table, styles.table)} aria-label={title}>
        <tbody>
          <CostRow name="As it was" nanoUsd={actualNanoUsd} most={most} />
          <CostRow name={`All on ${name}`} nanoUsd={nanoUsd} most={most} />
        </tbody>
      </table>
      <p className={classes("sub num", styles.words)}>
        {signedDifference(nanoUsd, actualNanoUsd)} for {countOf(answers, "answer")}, by their recorded tokens
        {leftOut === 0 ? "" : `; ${countOf(leftOut, "answer")} left out, without known tokens or cost`}.{" "}
        {rateWords(price)}
      </p>
    </>
  );
}

function rateWords(price: Price): string {
  return `Another model cuts text into other tokens, so this is close and not exact. Its price: ${priceOrigin(price)}.`;
}

type CostRowProps = { readonly name: string; readonly nanoUsd: number; readonly most: number };

function CostRow({ name, nanoUsd, most }: CostRowProps) {
  return (
    <tr>
      <th scope="row" className="medium">
        {name}
      </th>
      <td className={styles.bar}>
        <Bar share={nanoUsd / most} />
      </td>
      <td className={classes("num medium", tables.right)}>{formatCost(nanoUsd)}</td>
    </tr>
  );
}
