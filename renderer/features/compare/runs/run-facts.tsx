import { useMemo } from "react";
import evidence from "#renderer/parts/evidence/evidence.module.css";
import type { Series } from "#renderer/parts/evidence/series.ts";
import { SeriesMark } from "#renderer/ui/charts/series-mark.tsx";
import { formatCount } from "#shared/format.ts";
import { connectionWords, factsOf, spentWords } from "./facts.ts";
import styles from "./run-facts.module.css";

/** What is counted of each series: answers, failures, connections, cache hits, limits, and what it cost. */
export function RunFacts({ series }: { readonly series: readonly Series[] }) {
  const facts = useMemo(() => series.map(factsOf), [series]);
  return (
    <section className={evidence.card} aria-label="Counts">
      <div className={styles.scroller}>
        <table className={`num ${evidence.table}`}>
          <thead>
            <tr>
              <th scope="col">Counts</th>
              <th scope="col" className={evidence.right}>
                Answered
              </th>
              <th scope="col" className={evidence.right}>
                Failed
              </th>
              <th scope="col" className={evidence.right}>
                Connections
              </th>
              <th
                scope="col"
                className={evidence.right}
                title="Answers whose prompt was read from the provider's cache"
              >
                Cache hits
              </th>
              <th scope="col" className={evidence.right}>
                Limits met
              </th>
              <th scope="col" className={evidence.right}>
                Cost
              </th>
            </tr>
          </thead>
          <tbody>
            {facts.map((one) => (
              <tr key={one.columnId}>
                <th scope="row">
                  <span className={styles.name}>
                    <SeriesMark look={one.look} />
                    {one.name}
                  </span>
                </th>
                <td className={evidence.right}>{formatCount(one.answered)}</td>
                <td className={evidence.right}>
                  {one.failed === 0 ? "0" : <span className="bad">{formatCount(one.failed)}</span>}
                  {one.causes.length === 0 ? null : <span className={styles.causes}>{one.causes.join(", ")}</span>}
                </td>
                <td className={evidence.right} title="Warm: over a connection that was open already">
                  {connectionWords(one)}
                </td>
                <td className={evidence.right}>{formatCount(one.cached)}</td>
                <td className={evidence.right}>{formatCount(one.limitsMet)}</td>
                <td className={evidence.right}>{spentWords(one)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
