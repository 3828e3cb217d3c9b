import type { ReactNode } from "react";
import { countOf } from "#renderer/parts/count-of.ts";
import { classes } from "#renderer/ui/classes.ts";
import { formatCost, formatCount } from "#shared/format.ts";
import type { PriceUse } from "#shared/spend.ts";
import { type ArithmeticLine, arithmeticOf } from "./arithmetic.ts";
import styles from "./money-details.module.css";

/** Attempts that belong together: what they are called, and how their money came about. */
export type MoneySection = {
  readonly key: string;
  /** `Claude Sonnet 4.5` */
  readonly title: string;
  /** `Anthropic` */
  readonly beside: string;
  readonly uses: readonly PriceUse[];
};

export type MoneyDetailsProps = {
  readonly title: string;
  /** The figure that was opened, as it stands there. */
  readonly total: string;
  readonly sections?: readonly MoneySection[];
  readonly children?: ReactNode;
};

/** How a figure came about: for each price that applied, tokens × price, from where and of when. */
export function MoneyDetails({ title, total, sections = [], children }: MoneyDetailsProps) {
  return (
    <section
      className={`scroll ${styles.details}`}
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
      tabIndex={0}
    >
      <div className={styles.head}>
        <h3 className="strong grow">{title}</h3>
        <span className="num strong">{total}</span>
      </div>
      {children}
      {sections.map((section) => (
        <Section key={section.key} section={section} />
      ))}
    </section>
  );
}

function Section({ section: { title, beside, uses } }: { readonly section: MoneySection }) {
  return (
    <MoneyBlock title={title} beside={beside}>
      {uses.map((use) => (
        <UseTable key={`${use.source}|${use.isLongPrompt}|${JSON.stringify(use.price)}`} use={use} title={title} />
      ))}
    </MoneyBlock>
  );
}

export type MoneyBlockProps = {
  readonly title: string;
  readonly beside: string;
  readonly children: ReactNode;
};

/** A part of the details with its heading. */
export function MoneyBlock({ title, beside, children }: MoneyBlockProps) {
  return (
    <div className={styles.section}>
      <h4>
        {title} <span className="sub">{beside}</span>
      </h4>
      {children}
    </div>
  );
}

function UseTable({ use, title }: { readonly use: PriceUse; readonly title: string }) {
  const { lines, listed, sum, origin } = arithmeticOf(use);
  const attempts = countOf(use.attempts, "attempt");
  return (
    <div>
      <MoneyTable
        label={`${title}: ${origin}`}
        lines={lines}
        listed={listed}
        sumName={use.source === "reported" ? `${attempts}, reported` : attempts}
        sum={sum}
      />
      <p className="sub num">{origin}</p>
    </div>
  );
}

export type MoneyTableProps = {
  readonly label: string;
  readonly lines: readonly ArithmeticLine[];
  /** As in `Arithmetic`. */
  readonly listed?: string | null;
  readonly sumName: string;
  readonly sum: string;
};

/** Tokens × price, line by line, and what they come to. */
export function MoneyTable({ label, lines, listed = null, sumName, sum }: MoneyTableProps) {
  const unit = lines.some(({ price }) => price !== "") ? "per 1k" : "";
  return (
    <table className={styles.lines} aria-label={label}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Kind</th>
          <th scope="col">Tokens</th>
          <th scope="col">Price for 1,000</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody className="num">
        {lines.map((line) => (
          <tr key={line.name} className={listed === null ? undefined : styles.listed}>
            <th scope="row">{line.name}</th>
            <td>{line.tokens}</td>
            <td className="dim">{line.price}</td>
            <td>{line.cost}</td>
          </tr>
        ))}
        {listed === null ? null : (
          <tr className={classes(styles.sum, styles.listed)}>
            <th scope="row">By the listed price</th>
            <td />
            <td>{unit}</td>
            <td>{listed}</td>
          </tr>
        )}
        <tr className={styles.sum}>
          <th scope="row">{sumName}</th>
          <td />
          <td className="dim">{listed === null ? unit : ""}</td>
          <td>{sum}</td>
        </tr>
      </tbody>
    </table>
  );
}

export type QuotientProps = {
  readonly title: string;
  readonly nanoUsd: number;
  readonly answers: number;
  readonly mean: number;
  readonly children?: ReactNode;
};

/** A mean: the sum over the count that it is of. */
export function Quotient({ title, nanoUsd, answers, mean, children }: QuotientProps) {
  return (
    <MoneyDetails title={title} total={formatCost(mean)}>
      <table className={styles.lines} aria-label="Sum over count">
        <tbody className="num">
          <tr>
            <th scope="row">What answered prompts cost</th>
            <td>{formatCost(nanoUsd)}</td>
          </tr>
          <tr>
            <th scope="row">Answers of known cost</th>
            <td>÷ {formatCount(answers)}</td>
          </tr>
          <tr className={styles.sum}>
            <th scope="row">Mean</th>
            <td>{formatCost(mean)}</td>
          </tr>
        </tbody>
      </table>
      {children}
    </MoneyDetails>
  );
}
