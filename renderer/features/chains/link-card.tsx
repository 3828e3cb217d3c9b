import { type KeyboardEvent, useRef } from "react";
import { moveLink, removeLink, restoreLink } from "#renderer/actions/chain-links.ts";
import { clearCooldown } from "#renderer/actions/limits.ts";
import { ClearCooldown } from "#renderer/parts/clear-cooldown.tsx";
import { providerName } from "#renderer/stores/targets.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { showToast } from "#renderer/ui/toast.tsx";
import type { Chain, Link } from "#shared/chain.ts";
import { limitsModel } from "#shared/provider-state.ts";
import styles from "./link-card.module.css";
import { LinkFields } from "./link-fields.tsx";
import { type HealthParts, linkHealth } from "./link-health.ts";

export type LinkCardProps = {
  readonly chain: Chain;
  readonly link: Link;
  readonly index: number;
  readonly parts: HealthParts;
};

/** One link: what it sends to, with its settings, and whether it could be tried now. */
export function LinkCard({ chain, link, index, parts }: LinkCardProps) {
  const health = linkHealth(link, parts);
  const provider = parts.providers.find((one) => one.provider.id === link.provider);
  const via = viaWords(provider?.provider.kind === "openrouter", providerName(parts.providers, link.provider));
  const card = useRef<HTMLFieldSetElement>(null);
  const move = (step: -1 | 1) => {
    const place = moveLink(chain, link.id, step);
    keepFocus(card.current, { place, last: chain.links.length - 1, step });
  };
  const remove = () => {
    // The pressed button goes with its card; the focus goes to what stays.
    card.current?.closest("section")?.querySelector<HTMLElement>("[data-add-link]")?.focus();
    removeLink(chain, link.id);
    showToast({
      text: `Link ${index + 1} removed from ${chain.name}`,
      icon: "trash",
      action: { label: "Undo", run: () => restoreLink(chain, link, index) },
    });
  };
  return (
    <fieldset
      ref={card}
      className={styles.card}
      aria-label={`Link ${index + 1}: ${link.name} ${via}`}
      onKeyDown={(event) => onArrow(event, move)}
    >
      <div className={styles.top}>
        <span className={`num ${styles.number}`} aria-hidden="true">
          {index + 1}
        </span>
        <h3 className="trunc">{link.name}</h3>
        <span className="dim trunc grow">{via}</span>
        <Chip tone={health.tone} icon={health.icon}>
          <span className="num">{health.text}</span>
        </Chip>
        {provider !== undefined && limitsModel(provider.limit, link.modelId) ? (
          <ClearCooldown state={provider} onClear={clearCooldown} />
        ) : null}
        <LinkActions index={index} count={chain.links.length} onMove={move} onRemove={remove} />
      </div>
      <LinkFields chain={chain} link={link} parts={parts} />
    </fieldset>
  );
}

type LinkActionsProps = {
  readonly index: number;
  readonly count: number;
  readonly onMove: (step: -1 | 1) => void;
  readonly onRemove: () => void;
};

function LinkActions({ index, count, onMove, onRemove }: LinkActionsProps) {
  return (
    <>
      <IconButton
        size="small"
        icon="down"
        className={styles.up}
        data-step="-1"
        label={`Move link ${index + 1} up`}
        disabled={index === 0}
        onClick={() => onMove(-1)}
      />
      <IconButton
        size="small"
        icon="down"
        data-step="1"
        label={`Move link ${index + 1} down`}
        disabled={index === count - 1}
        onClick={() => onMove(1)}
      />
      <IconButton size="small" icon="trash" label={`Remove link ${index + 1}`} onClick={onRemove} />
    </>
  );
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

type Place = { readonly place: number; readonly last: number; readonly step: -1 | 1 };

/** At either end the pressed button is off, and a button that is off gives its focus away: the other one takes it. */
function keepFocus(card: HTMLElement | null, { place, last, step }: Place): void {
  const isAtEnd = place === (step < 0 ? 0 : last);
  const pressed = card?.querySelector(`[data-step="${step}"]`);
  if (!isAtEnd || card === null || pressed !== document.activeElement) return;
  requestAnimationFrame(() => card.querySelector<HTMLElement>(`[data-step="${-step}"]`)?.focus());
}
