import type { Faults } from "#renderer/stores/drills-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Chain } from "#shared/chain.ts";
import styles from "./drill-panel.module.css";

/** Says of faults whose link was removed since that they do nothing. */
export function MissingLinks({ chain, faults }: { readonly chain: Chain; readonly faults: Faults }) {
  const words = missingWords(chain, faults);
  if (words === null) return null;
  return (
    <p className={styles.missing}>
      <Icon name="warn" size="s" className="warn" />
      {words}
    </p>
  );
}

export function missingWords(chain: Chain, faults: Faults): string | null {
  const linkIds = new Set(chain.links.map((link) => link.id));
  const count = Object.keys(faults).filter((linkId) => !linkIds.has(linkId)).length;
  if (count === 0) return null;
  return count === 1
    ? "One fault is of a link that was removed. It does nothing."
    : `${count} faults are of links that were removed. They do nothing.`;
}
