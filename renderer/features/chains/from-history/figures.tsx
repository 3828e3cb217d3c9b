import type { ChainHealth } from "#shared/chain-health.ts";
import styles from "./from-history.module.css";
import { figuresOf } from "./health-words.ts";

/** What an answer of the chain takes and costs, each with how sure that is. */
export function Figures({ health }: { readonly health: ChainHealth }) {
  return (
    <dl className={styles.figures}>
      {figuresOf(health).map(({ label, value, interval, more, title }) => (
        <div key={label} title={title}>
          <dt>{label}</dt>
          <dd className="num">
            <b>{value}</b>
            <span>{interval}</span>
            <span>{more}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
