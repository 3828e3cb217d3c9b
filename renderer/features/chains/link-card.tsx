import type { KeyboardEvent } from "react";
import { moveLink, removeLink } from "#renderer/actions/chain-links.ts";
import { focusIfLost } from "#renderer/actions/focus.ts";
import { clearCooldown } from "#renderer/actions/limits.ts";
import { limitTrouble } from "#renderer/parts/limit-trouble.ts";
import { providerName } from "#renderer/stores/targets.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { Menu, type MenuItem } from "#renderer/ui/menu.tsx";
import { ReorderGrip } from "#renderer/ui/reorder.tsx";
import type { Chain, Link } from "#shared/chain.ts";
import type { ChainStatistics } from "#shared/chain-statistics.ts";
import { limitsModel } from "#shared/provider-state.ts";
import styles from "./link-card.module.css";
import { LinkFields } from "./link-fields.tsx";
import { type HealthParts, linkHealth } from "./link-health.ts";
import { linkWords } from "./statistics-words.ts";

export type LinkCardProps = {
  readonly chain: Chain;
  readonly link: Link;
  readonly index: number;
  readonly parts: HealthParts;
  readonly statistics: ChainStatistics | null;
};

/** One link: what it sends to, with its settings, how it did of late, and whether it could be tried now. */
export function LinkCard({ chain, link, index, parts, statistics }: LinkCardProps) {
  const health = linkHealth(link, parts);
  const provider = parts.providers.find((one) => one.provider.id === link.provider);
  const via = viaWords(provider?.provider.kind === "openrouter", providerName(parts.providers, link.provider));
  const items = itemsOf({ chain, link, index, parts, statistics });
  return (
    <fieldset
      className={styles.card}
      aria-label={`Link ${index + 1}: ${link.name} ${via}`}
      onKeyDown={(event) => onArrow(event, (step) => moveLink(chain, link.id, step))}
    >
      <ReorderGrip id={link.id} label={`Move link ${index + 1}, ${link.name}`} className={styles.grip} />
      <div className={styles.top}>
        <span className={`num ${styles.number}`} aria-hidden="true">
          {index + 1}
        </span>
        <h3 className="trunc">{link.name}</h3>
        <span className="dim trunc grow">{via}</span>
        <span className={`num ${styles.counts}`}>{linkWords(statistics, link.id)}</span>
        <Chip tone={health.tone} icon={health.icon}>
          <span className="num">{health.text}</span>
        </Chip>
        <Menu trigger={<IconButton size="small" icon="more" label={`More for link ${index + 1}`} />} items={items} />
      </div>
      <LinkFields chain={chain} link={link} parts={parts} />
    </fieldset>
  );
}

function itemsOf({ chain, link, index, parts }: LinkCardProps): readonly MenuItem[] {
  const provider = parts.providers.find((one) => one.provider.id === link.provider);
  const isCooling =
    provider !== undefined &&
    limitsModel(provider.limit, link.modelId) &&
    limitTrouble(provider.limit, parts.nowMs)?.kind === "cooling-down";
  const clear = async () => {
    const problem = await clearCooldown(link.provider);
    if (problem !== null) tell({ text: problem, tone: "bad" });
  };
  return [
    { label: "Move up", keys: "Alt+↑", disabled: index === 0, onSelect: () => moveLink(chain, link.id, -1) },
    {
      label: "Move down",
      keys: "Alt+↓",
      disabled: index === chain.links.length - 1,
      onSelect: () => moveLink(chain, link.id, 1),
    },
    ...(isCooling ? [{ label: "Clear cooldown", icon: "timer" as const, onSelect: () => void clear() }] : []),
    { label: "Remove link", icon: "trash", tone: "danger", onSelect: () => remove(chain, link) },
  ];
}

/** The pressed item goes with its card; the focus goes to what stays. */
function remove(chain: Chain, link: Link): void {
  removeLink(chain, link.id);
  focusIfLost("[data-add-link]");
}

function viaWords(isAggregator: boolean, name: string): string {
  return isAggregator ? `via ${name}` : `direct, ${name}`;
}

/** Alt with an arrow moves the link from any of its fields; a select keeps Alt and arrow for opening its list. */
function onArrow(event: KeyboardEvent, move: (step: -1 | 1) => void): void {
  const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
  if (!event.altKey || step === null || event.target instanceof HTMLSelectElement) return;
  event.preventDefault();
  move(step);
}
