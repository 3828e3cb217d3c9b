import { countOf } from "#renderer/parts/count-of.ts";
import { Figure } from "#renderer/parts/money/figure.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatCount } from "#shared/format.ts";
import type { SpendReport } from "#shared/spend.ts";
import { WastedDetails } from "./spend-details.tsx";

import tables from "./tables.module.css";
import styles from "./waste.module.css";
import { type WasteItem, wastedWords, wasteItems } from "./waste-words.ts";

/** What failed attempts cost, by what went wrong. */
export function Waste({ report }: { readonly report: SpendReport }) {
  const items = wasteItems(report.waste);
  if (items.length === 0) return null;
  const { wastedNanoUsd } = report.total;
  const title = wastedNanoUsd === 0 ? "What failed" : `Why ${wastedWords(wastedNanoUsd, report.waste)} was wasted`;
  return (
    <section className={classes(tables.card, tables.section)} aria-label={title}>
      <h2 className="num">{title}</h2>
      <ul className={styles.causes}>
        {items.map((item) => (
          <Cause key={item.title} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Cause({ item }: { readonly item: WasteItem }) {
  const isKnown = item.nanoUsd > 0 || item.unknownCosts === 0;
  return (
    <li>
      <Icon name={item.icon} size="s" className={item.nanoUsd > 0 ? "bad" : "dim"} />
      <span className="grow">
        {item.title}
        <br />
        <span className={`sub num ${styles.attempts}`}>
          {countOf(item.attempts, "attempt")}
          {item.unknownCosts > 0 && isKnown ? `, ${formatCount(item.unknownCosts)} of unknown cost` : ""}
        </span>
      </span>
      <Figure
        words={isKnown ? wastedWords(item.nanoUsd, item.causes) : "unknown"}
        label={`Cost of ${item.title}`}
        isUnknown={!isKnown}
      >
        <WastedDetails title={item.title} causes={item.causes} />
      </Figure>
    </li>
  );
}
