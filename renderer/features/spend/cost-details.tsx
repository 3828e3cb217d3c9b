import { driftWords, isDrift } from "#renderer/parts/drift-words.ts";
import { useNames } from "#renderer/parts/names.ts";
import { formatCost, formatCount } from "#shared/format.ts";
import type { ModelSpend, PriceUse, SpendSum } from "#shared/spend.ts";
import { arithmeticOf } from "./arithmetic.ts";
import styles from "./cost-details.module.css";
import { costWords, countOf } from "./spend-words.ts";

/** A model's money: for each price that applied, tokens × price, from where and of when. */
export function ModelDetails({ model }: { readonly model: ModelSpend }) {
  const names = useNames();
  return (
    <div className={`scroll ${styles.details}`}>
      <h3 className="strong">{names.model(model.providerId, model.modelId)}</h3>
      {model.prices.map((use) => (
        <UseTable key={`${use.source}|${use.isLongPrompt}|${JSON.stringify(use.price)}`} use={use} />
      ))}
      {model.drift !== null && isDrift(model.drift) ? <p className="warn num">{driftWords(model.drift)}</p> : null}
    </div>
  );
}

function UseTable({ use }: { readonly use: PriceUse }) {
  const { lines, sum, origin } = arithmeticOf(use);
  return (
    <div>
      <table className={styles.lines} aria-label={origin}>
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
            <th scope="row">{countOf(use.attempts, "attempt")}</th>
            <td />
            <td className="dim">{use.price === null ? "" : "per 1k"}</td>
            <td>{sum}</td>
          </tr>
        </tbody>
      </table>
      <p className="sub num">{origin}</p>
    </div>
  );
}

export type SumDetailsProps = {
  readonly title: string;
  readonly sum: SpendSum;
  /** The models whose money it is; empty where that is not known of this group. */
  readonly models: readonly ModelSpend[];
};

/** A sum over models: what each of them adds to it, or what was used where that is not known. */
export function SumDetails({ title, sum, models }: SumDetailsProps) {
  const names = useNames();
  return (
    <div className={`scroll ${styles.details}`}>
      <h3 className="strong">{title}</h3>
      <table className={styles.lines} aria-label={title}>
        <tbody className="num">
          {models.map((model) => (
            <tr key={`${model.providerId}/${model.modelId}`}>
              <th scope="row">{names.model(model.providerId, model.modelId)}</th>
              <td className="dim">{names.provider(model.providerId)}</td>
              <td>{costWords(model)}</td>
            </tr>
          ))}
          <tr className={models.length > 0 ? styles.sum : undefined}>
            <th scope="row">{countOf(sum.attempts, "attempt")}</th>
            <td />
            <td>{costWords(sum)}</td>
          </tr>
        </tbody>
      </table>
      <p className="sub num">{usedWords(sum)}</p>
      <p className="sub">Each attempt counts at the price that it began with. By model shows tokens × price.</p>
    </div>
  );
}

/** `21,340 tokens in (4,096 from cache), 13,912 out. $0.0167 of it was wasted.` */
function usedWords(sum: SpendSum): string {
  const cached = sum.cachedTokens === 0 ? "" : ` (${formatCount(sum.cachedTokens)} from cache)`;
  const parts = [
    `${countOf(sum.inputTokens, "token")} in${cached}, ${formatCount(sum.outputTokens)} out.`,
    ...(sum.wastedNanoUsd > 0 ? [`${formatCost(sum.wastedNanoUsd)} of it was wasted.`] : []),
    ...(sum.estimatedNanoUsd > 0 ? [`${formatCost(sum.estimatedNanoUsd)} of it is estimated.`] : []),
    ...(sum.unknownCosts > 0 ? [`${countOf(sum.unknownCosts, "attempt")} of unknown cost not in it.`] : []),
  ];
  return parts.join(" ");
}
