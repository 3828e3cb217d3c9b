import { Fragment, type KeyboardEvent } from "react";
import { newChain, startRenaming } from "#renderer/actions/chains.ts";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { selectChain } from "#renderer/stores/selection-store.ts";
import { providerName } from "#renderer/stores/targets.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Chain } from "#shared/chain.ts";
import styles from "./chain-list.module.css";
import { chainHealth, type HealthParts } from "./link-health.ts";
import { useHealthParts } from "./use-health-parts.ts";

export type ChainListProps = { readonly chains: readonly Chain[]; readonly selectedId: string | null };

export function ChainList({ chains, selectedId }: ChainListProps) {
  const parts = useHealthParts();
  return (
    <nav className={`scroll ${styles.list}`} aria-label="Chains">
      <ul>
        {chains.map((chain) => (
          <li key={chain.id}>
            <Row chain={chain} isSelected={chain.id === selectedId} parts={parts} />
          </li>
        ))}
      </ul>
      <Button tone="ghost" icon="plus" className={styles.add} onClick={newChain}>
        New chain
      </Button>
    </nav>
  );
}

type RowProps = { readonly chain: Chain; readonly isSelected: boolean; readonly parts: HealthParts };

/** As many as there is room for; of more links the last ones are counted, not drawn. */
const mostBadges = 5;

function Row({ chain, isSelected, parts }: RowProps) {
  const health = chainHealth(chain, parts);
  const shown = chain.links.length > mostBadges ? mostBadges - 1 : mostBadges;
  const rest = chain.links.length - shown;
  return (
    <button
      type="button"
      className={styles.row}
      aria-current={isSelected ? "true" : undefined}
      onClick={() => selectChain(chain.id)}
      onDoubleClick={() => startRenaming(chain.id)}
      onKeyDown={(event) => onKey(event, chain.id)}
    >
      <span className={`trunc ${styles.name}`}>{chain.name.trim() === "" ? "No name" : chain.name}</span>
      {chain.links.length === 0 ? null : (
        <span className={styles.badges} aria-hidden="true">
          {chain.links.slice(0, shown).map((link, index) => (
            <Fragment key={link.id}>
              {index === 0 ? null : <Icon name="right" size="xs" className="dim" />}
              <ProviderBadge providerId={link.provider} name={providerName(parts.providers, link.provider)} />
            </Fragment>
          ))}
          {rest > 0 ? <span className="dim num">+{rest}</span> : null}
        </span>
      )}
      <span className={`num ${styles.state}`}>
        <Icon name={health.icon} size="xs" className={health.tone === "neutral" ? "dim" : health.tone} />
        <span className="trunc">{health.text}</span>
      </span>
    </button>
  );
}

function onKey(event: KeyboardEvent, chainId: string): void {
  if (event.key !== "F2") return;
  event.preventDefault();
  startRenaming(chainId);
}
