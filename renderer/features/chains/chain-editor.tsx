import { addLink } from "#renderer/actions/chain-links.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Chain } from "#shared/chain.ts";
import { mostLinks } from "#shared/check-chain.ts";
import styles from "./chain-editor.module.css";
import type { HealthParts } from "./link-health.ts";
import { Links } from "./links.tsx";
import { useChainStatistics } from "./use-chain-statistics.ts";
import { useHealthParts } from "./use-health-parts.ts";
import { WhoAnswered } from "./who-answered.tsx";
import { WholeChain } from "./whole-chain.tsx";

/** Who answered of late, the links in the order they are tried with when one leads to the next, and what holds for all. */
export function ChainEditor({ chain }: { readonly chain: Chain }) {
  const parts = useHealthParts();
  const statistics = useChainStatistics(chain.id);
  const known = statistics.kind === "known" ? statistics.statistics : null;
  return (
    <section className={`scroll ${styles.editor}`} aria-label={`Chain ${chain.name}`}>
      <WhoAnswered chain={chain} question={statistics} />
      <h2 className="visually-hidden">Links</h2>
      {chain.links.length === 0 ? (
        <p className={styles.empty}>This chain has no links yet. It answers once it has one.</p>
      ) : (
        <Links chain={chain} parts={parts} statistics={known} />
      )}
      <End chain={chain} parts={parts} />
      <WholeChain chain={chain} parts={parts} />
    </section>
  );
}

function End({ chain, parts }: { readonly chain: Chain; readonly parts: HealthParts }) {
  return (
    <div className={styles.end}>
      {chain.links.length === 0 ? null : <Icon name="off" size="s" />}
      <p className="grow">{chain.links.length === 0 ? null : endWords(chain.links.length)}</p>
      <Button
        icon="plus"
        size="small"
        data-add-link
        disabled={chain.links.length >= mostLinks || parts.providers.length === 0}
        onClick={() => addLink(chain)}
      >
        Add link
      </Button>
    </div>
  );
}

function endWords(count: number): string {
  return count === 1
    ? "If it fails, return 503 with its error."
    : "If every link fails, return 503 with each link's error.";
}
