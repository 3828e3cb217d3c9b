import { announce } from "#renderer/actions/announce.ts";
import { moveLinkTo } from "#renderer/actions/chain-links.ts";
import { classes } from "#renderer/ui/classes.ts";
import { Reorder, useReorderItem } from "#renderer/ui/reorder.tsx";
import type { Chain, Link } from "#shared/chain.ts";
import type { ChainStatistics } from "#shared/chain-statistics.ts";
import { LinkCard } from "./link-card.tsx";
import type { HealthParts } from "./link-health.ts";
import { LinkRuleRow } from "./link-rule-row.tsx";
import styles from "./links.module.css";

export type LinksProps = {
  readonly chain: Chain;
  readonly parts: HealthParts;
  /** Null while they are not known. */
  readonly statistics: ChainStatistics | null;
};

/** In the order they are tried, to be changed by hand; below each, when the chain goes on from it. */
export function Links({ chain, parts, statistics }: LinksProps) {
  const linkOf = (id: string) => chain.links.find((link) => link.id === id);
  return (
    <Reorder
      ids={chain.links.map((link) => link.id)}
      axis="vertical"
      nameOf={(id) => linkOf(id)?.name ?? "The link"}
      onMove={(id, index) => moveLinkTo(chain, id, index)}
      announce={announce}
    >
      {(ids) => (
        <ol aria-label={`Links of ${chain.name}, in order`}>
          {ids.map((id, index) => {
            const link = linkOf(id);
            if (link === undefined) return null;
            return <Item key={id} {...{ chain, link, index, parts, statistics }} />;
          })}
        </ol>
      )}
    </Reorder>
  );
}

type ItemProps = LinksProps & { readonly link: Link; readonly index: number };

function Item({ chain, link, index, parts, statistics }: ItemProps) {
  const { ref, isLifted } = useReorderItem(link.id);
  return (
    <li ref={ref} className={classes(styles.item, isLifted && styles.lifted)}>
      <LinkCard chain={chain} link={link} index={index} parts={parts} statistics={statistics} />
      <div className={styles.between}>
        <LinkRuleRow chain={chain} link={link} index={index} parts={parts} />
      </div>
    </li>
  );
}
