import { orderLinks } from "#renderer/actions/chain-health.ts";
import { useChainDraftsStore } from "#renderer/stores/chain-drafts-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { classes } from "#renderer/ui/classes.ts";
import type { Chain } from "#shared/chain.ts";
import type { ChainHealth, ChainOrder } from "#shared/chain-health.ts";
import styles from "./from-history.module.css";
import { isOfLinks } from "./health-words.ts";
import { noOrdersWords, type OrderRow, orderRows } from "./order-words.ts";

const title = "Other orders of the links";

export type OrderTableProps = { readonly chain: Chain; readonly health: ChainHealth };

/** What the same links would have given in another order. */
export function OrderTable({ chain, health }: OrderTableProps) {
  const { orders } = health;
  // Places count in the chain as it is saved, and as it was when the history was read.
  const isSaved = useChainDraftsStore((state) => state.drafts[chain.id] === undefined);
  const canUse = isSaved && isOfLinks(health, chain);
  return (
    <section aria-label={title}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <Chip outlined title="Reckoned from what each link did; nothing was sent">
          Estimate
        </Chip>
      </div>
      {orders.kind === "estimated" ? (
        <Orders chain={chain} orders={orders.orders} canUse={canUse} />
      ) : (
        <p className="sub">{noOrdersWords(orders, chain)}</p>
      )}
    </section>
  );
}

type OrdersProps = { readonly chain: Chain; readonly orders: readonly ChainOrder[]; readonly canUse: boolean };

function Orders({ chain, orders, canUse }: OrdersProps) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section className={styles.scroll} aria-label="Figures of each order" tabIndex={0}>
        <table className={styles.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">Order</th>
              <th scope="col" className={styles.right}>
                Answered
              </th>
              <th scope="col" className={styles.right}>
                First token
              </th>
              <th scope="col" className={styles.right}>
                95% interval
              </th>
              <th scope="col" className={styles.right}>
                Against now
              </th>
              <th scope="col" className={styles.right}>
                Cost
              </th>
              <th scope="col">
                <span className="visually-hidden">Action</span>
              </th>
            </tr>
          </thead>
          <tbody className="num">
            {orderRows(orders).map((row) => (
              <Row key={row.key} chain={chain} row={row} canUse={canUse} />
            ))}
          </tbody>
        </table>
      </section>
      <p className={`sub ${styles.basis}`}>
        Means, reckoned from each link's first attempts as if links failed independently of each other. Best first.
      </p>
    </>
  );
}

type RowProps = { readonly chain: Chain; readonly row: OrderRow; readonly canUse: boolean };

function Row({ chain, row, canUse }: RowProps) {
  const { linkIndexes, isCurrent } = row.order;
  const names = linkIndexes.map((index) => chain.links[index]?.name ?? "").join(", then ");
  const cells = [row.answered, row.firstToken, row.interval, row.difference, row.cost];
  return (
    <tr className={classes(isCurrent && styles.current)}>
      <th scope="row" title={names}>
        {row.numbers}
      </th>
      {cells.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name than their place
        <td key={index} className={styles.right}>
          {text}
        </td>
      ))}
      <td className={styles.right}>
        {isCurrent ? null : (
          <Button
            size="small"
            aria-label={`Use the order ${row.numbers}`}
            disabled={!canUse}
            onClick={() => orderLinks(chain, linkIndexes)}
          >
            Use
          </Button>
        )}
      </td>
    </tr>
  );
}
