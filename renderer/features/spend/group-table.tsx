import type { ReactNode } from "react";
import { countOf } from "#renderer/parts/count-of.ts";
import { Figure } from "#renderer/parts/money/figure.tsx";
import { Bar } from "#renderer/ui/charts/bar.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { formatCount } from "#shared/format.ts";
import type { SpendPart } from "#shared/spend.ts";
import styles from "./group-table.module.css";
import { PartDetails } from "./spend-details.tsx";
import { costWords, isUnknown } from "./spend-words.ts";
import tables from "./tables.module.css";

/** One row: what it is called, what it came to, and how. */
export type Group = {
  readonly key: string;
  readonly name: string;
  readonly badge?: ReactNode;
  readonly sum: SpendPart;
};

export type GroupTableProps = {
  /** `By chain` */
  readonly title: string;
  /** Of the first column: `Chain`. */
  readonly kind: string;
  readonly groups: readonly Group[];
  /** `provider`: its answers stand by model already. `route`: long names, so their bars are short. */
  readonly look?: "usual" | "provider" | "route";
};

/** Spend by something, in falling order. */
export function GroupTable({ title, kind, groups, look = "usual" }: GroupTableProps) {
  const most = Math.max(...groups.map(({ sum }) => sum.nanoUsd));
  return (
    <section className={classes(tables.card, tables.section)} aria-label={title}>
      <h2>{title}</h2>
      <table className={classes(tables.table, styles.table)} aria-label={`Spend ${title.toLowerCase()}`}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{kind}</th>
            {look === "usual" ? <th scope="col">Answers</th> : null}
            <th scope="col">Share of cost</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow key={group.key} group={group} most={most} look={look} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type RowProps = { readonly group: Group; readonly most: number; readonly look: NonNullable<GroupTableProps["look"]> };

function GroupRow({ group, most, look }: RowProps) {
  const { name, badge, sum } = group;
  return (
    <tr>
      <th scope="row" className={styles.name}>
        <span className="row">
          {badge}
          <span className="trunc medium" title={name}>
            {name}
          </span>
        </span>
      </th>
      {look === "usual" ? <td className={classes("num sub", tables.right)}>{countOf(sum.answers, "answer")}</td> : null}
      <td className={styles[look]}>
        <Bar
          share={most === 0 ? 0 : sum.nanoUsd / most}
          partShare={sum.nanoUsd === 0 ? 0 : sum.wastedNanoUsd / sum.nanoUsd}
        />
        {sum.unknownCosts === 0 || isUnknown(sum) ? null : (
          <span className={`num ${tables.more}`}>plus {formatCount(sum.unknownCosts)} unknown</span>
        )}
      </td>
      <td className={tables.right}>
        <Figure words={costWords(sum)} label={`Cost of ${name}`} isUnknown={isUnknown(sum)}>
          <PartDetails title={name} part={sum} />
        </Figure>
      </td>
    </tr>
  );
}
