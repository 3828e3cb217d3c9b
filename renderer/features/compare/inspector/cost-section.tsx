import { sentTokens } from "#renderer/parts/sent-tokens.ts";
import { currentRun } from "#renderer/parts/use-run.ts";
import { useTick } from "#renderer/ui/use-tick.ts";
import { formatCost } from "#shared/format.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { costOfAttempt } from "#shared/run-numbers.ts";
import { costLines, driftSentence, reasoningWords, sourceWords } from "./cost-lines.ts";
import styles from "./inspector.module.css";

export type CostSectionProps = { readonly run: Run; readonly attempt: Attempt };

/** Tokens times price, and where both come from. */
export function CostSection({ run, attempt }: CostSectionProps) {
  useTick(1_000, attempt.status === "running");
  if (attempt.status === "skipped") return null;
  const lines = costLines(attempt);
  const cost = costOfAttempt(currentRun(run.id) ?? run, attempt, sentTokens(run));
  const about = cost.source === "estimated" && cost.nanoUsd !== 0 && cost.nanoUsd !== null ? "≈" : "";
  const isWasted = attempt.status === "failed" && (cost.nanoUsd ?? 0) > 0;
  const reasoning = reasoningWords(attempt.usage);
  const drift = driftSentence(attempt);
  return (
    <section aria-label="Tokens and cost">
      <h3>Tokens and cost</h3>
      <table className={styles.costs}>
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
            <tr key={line.name}>
              <th scope="row">{line.name}</th>
              <td>{line.tokens}</td>
              <td className="dim">{line.price}</td>
              <td>{line.cost}</td>
            </tr>
          ))}
          <tr className={styles.sum}>
            <th scope="row">{isWasted ? "Wasted" : attempt.status === "running" ? "Cost so far" : "Cost"}</th>
            <td />
            <td className="dim">{lines.some((line) => line.price !== "") ? "per 1k" : ""}</td>
            <td className={isWasted ? "bad" : undefined}>
              {about}
              {formatCost(cost.nanoUsd)}
            </td>
          </tr>
        </tbody>
      </table>
      {reasoning === null ? null : <p className="sub num">{reasoning}</p>}
      <p className="sub num">{sourceWords(attempt)}</p>
      {drift === null ? null : <p className="warn num">{drift}</p>}
      {run.isDemo ? <p className="sub">Simulated by the demo: no money was spent.</p> : null}
    </section>
  );
}
