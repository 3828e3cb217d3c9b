import { useNames } from "#renderer/parts/names.ts";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { classes } from "#renderer/ui/classes.ts";
import type { Chain } from "#shared/chain.ts";
import type { ChainHealth } from "#shared/chain-health.ts";
import styles from "./from-history.module.css";
import { type LinkRow, linkIn, linkRows } from "./health-words.ts";

const columns = [
  { name: "Asked", title: "How often the chain came to it and sent a first attempt; retries are not counted." },
  { name: "Answered", title: "" },
  { name: "Failed", title: "Asked, and gave no answer." },
  { name: "Passed over", title: "Not asked: it cooled down, had no key …" },
  { name: "First token", title: "p50, from when the chain came to it." },
  { name: "Given up after", title: "p50, from when the chain came to it." },
  { name: "Cost", title: "The mean of each time it was asked, whatever came of it." },
] as const;

const title = "Who answered";

/** Every link by what it did, also those that the chain had before. */
export function LinkTable({ chain, health }: { readonly chain: Chain; readonly health: ChainHealth }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section className={styles.scroll} aria-label="Figures of each link" tabIndex={0}>
        <table className={styles.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">Link</th>
              {columns.map((column) => (
                <th key={column.name} scope="col" title={column.title} className={styles.right}>
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="num">
            {linkRows(health).map((row) => (
              <Row key={row.key} chain={chain} row={row} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Row({ chain, row }: { readonly chain: Chain; readonly row: LinkRow }) {
  const names = useNames();
  const { providerId, modelId } = row.link;
  const provider = names.provider(providerId);
  const own = linkIn(chain, row.link)?.name ?? "";
  const name = `${own === "" ? names.model(providerId, modelId) : own} · ${provider}`;
  const cells = [row.asked, row.answered, row.failed, row.skipped, row.firstToken, row.lost, row.cost];
  return (
    <tr className={classes(row.number === null && "dim")}>
      <th scope="row">
        <span className={styles.who}>
          <span className={styles.number}>{row.number ?? ""}</span>
          <ProviderBadge providerId={providerId} name={provider} />
          <span className="trunc" title={name}>
            {name}
          </span>
          {row.number === null ? <span>(before)</span> : null}
        </span>
      </th>
      {cells.map((text, index) => (
        <td key={columns[index]?.name} className={styles.right}>
          {text}
        </td>
      ))}
    </tr>
  );
}
