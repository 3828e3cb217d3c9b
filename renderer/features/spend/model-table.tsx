import { openSetPrice } from "#renderer/actions/own-prices.ts";
import { driftWords, isDrift } from "#renderer/parts/drift-words.ts";
import { Figure } from "#renderer/parts/money/figure.tsx";
import { useNames } from "#renderer/parts/names.ts";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { Bar } from "#renderer/ui/charts/bar.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatCount } from "#shared/format.ts";
import type { ModelSpend, SpendReport, WasteCause } from "#shared/spend.ts";
import styles from "./model-table.module.css";
import { ModelDetails, WastedDetails } from "./spend-details.tsx";
import { costWords, isUnknown } from "./spend-words.ts";
import tables from "./tables.module.css";
import { wastedWords } from "./waste-words.ts";

/** What each model answered, used and cost. */
export function ModelTable({ report }: { readonly report: SpendReport }) {
  const most = Math.max(...report.byModel.map((model) => model.nanoUsd));
  return (
    <section className={classes(tables.card, tables.section)} aria-label="By model">
      <h2>By model</h2>
      <div className={classes("scroll", styles.scroll)}>
        <table className={tables.table} aria-label="Spend by model">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Provider</th>
              <th scope="col" className={tables.right}>
                Answers
              </th>
              <th scope="col" className={classes(tables.right, styles.optional)}>
                Tokens in
              </th>
              <th scope="col" className={classes(tables.right, styles.optional)}>
                Tokens out
              </th>
              <th scope="col" className={tables.right}>
                Cost
              </th>
              <th scope="col" className={styles.bar}>
                <span className="visually-hidden">Share of cost</span>
              </th>
              <th scope="col" className={tables.right}>
                Wasted
              </th>
            </tr>
          </thead>
          <tbody>
            {report.byModel.map((model) => (
              <ModelRow key={`${model.providerId}/${model.modelId}`} model={model} most={most} waste={report.waste} />
            ))}
          </tbody>
        </table>
      </div>
      <Drifts models={report.byModel} />
    </section>
  );
}

type RowProps = { readonly model: ModelSpend; readonly most: number; readonly waste: readonly WasteCause[] };

function ModelRow({ model, most, waste }: RowProps) {
  const names = useNames();
  const name = names.model(model.providerId, model.modelId);
  const provider = names.provider(model.providerId);
  return (
    <tr>
      <th scope="row" className={styles.name}>
        <span className="trunc medium" title={`${name} (${model.modelId})`}>
          {name}
        </span>
      </th>
      <td>
        <span className="row">
          <ProviderBadge providerId={model.providerId} name={provider} />
          <span className="sub trunc">{provider}</span>
        </span>
      </td>
      <td className={classes("num", tables.right)}>{formatCount(model.answers)}</td>
      <td className={classes("num sub", tables.right, styles.optional)}>{formatCount(model.inputTokens)}</td>
      <td className={classes("num sub", tables.right, styles.optional)}>{formatCount(model.outputTokens)}</td>
      <td className={tables.right}>
        <Figure words={costWords(model)} label={`Cost of ${name}, ${provider}`} isUnknown={isUnknown(model)}>
          <ModelDetails model={model} waste={waste} />
        </Figure>
      </td>
      {isUnknown(model) ? (
        <td colSpan={2}>
          <UnknownHint model={model} />
        </td>
      ) : (
        <KnownCells model={model} most={most} waste={waste} />
      )}
    </tr>
  );
}

function KnownCells({ model, most, waste }: RowProps) {
  const { nanoUsd, wastedNanoUsd, unknownCosts } = model;
  return (
    <>
      <td>
        <Bar share={most === 0 ? 0 : nanoUsd / most} partShare={nanoUsd === 0 ? 0 : wastedNanoUsd / nanoUsd} />
        {unknownCosts === 0 ? null : (
          <span className={tables.more}>
            plus {formatCount(unknownCosts)} unknown. <SetPrice model={model} />
          </span>
        )}
      </td>
      <td className={classes("num", tables.right, wastedNanoUsd > 0 ? "bad" : "dim")}>
        <WastedCell model={model} waste={waste} />
      </td>
    </>
  );
}

/** Where nothing was lost there is nothing to open. */
function WastedCell({ model, waste }: Omit<RowProps, "most">) {
  const names = useNames();
  const words = wastedWords(model.wastedNanoUsd, waste, model);
  if (model.wastedNanoUsd === 0) return words;
  const title = `Wasted by ${names.model(model.providerId, model.modelId)}`;
  return (
    <Figure words={words} label={title}>
      <WastedDetails title={title} causes={waste} model={model} />
    </Figure>
  );
}

function UnknownHint({ model }: { readonly model: ModelSpend }) {
  if (!lacksPrice(model)) return <span className="dim">What was used is not known.</span>;
  return (
    <>
      <SetPrice model={model} /> <span className="dim">to count it in the budget</span>
    </>
  );
}

function lacksPrice({ prices }: ModelSpend): boolean {
  return prices.some((use) => use.source === "unknown" && use.price === null);
}

/** Counts from now on; what was sent before keeps the price that it began with. */
function SetPrice({ model }: { readonly model: ModelSpend }) {
  if (!lacksPrice(model)) return null;
  const { providerId, modelId } = model;
  return (
    <button type="button" className={styles.set} onClick={() => openSetPrice({ providerId, modelId })}>
      Set a price
    </button>
  );
}

/** Where what a provider charged is not what its price list says. */
function Drifts({ models }: { readonly models: readonly ModelSpend[] }) {
  const names = useNames();
  return models.map(({ drift, providerId, modelId }) =>
    drift === null || !isDrift(drift) ? null : (
      <p key={`${providerId}/${modelId}`} className={tables.note}>
        <Icon name="warn" size="xs" className="warn" />
        <span className="num">
          <b className="medium warn">Price drift</b> of {names.model(providerId, modelId)} through{" "}
          {names.provider(providerId)}. {driftWords(drift)}
        </span>
      </p>
    ),
  );
}
