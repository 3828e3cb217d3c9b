import { openView } from "#renderer/actions/navigate.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { selectChain } from "#renderer/stores/selection-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Section } from "#renderer/ui/section.tsx";
import type { Chain } from "#shared/chain.ts";
import styles from "./used-by.module.css";

/** The chains that a change here touches; each leads to its editor. */
export function UsedBy({ providerId }: { readonly providerId: string }) {
  const chains = useAppStore((state) => state.chains);
  const uses = usesOf(chains, providerId);
  return (
    <Section title="Used by" level={3}>
      {uses.length === 0 ? <p className="sub">No chain uses it.</p> : null}
      <ul className={styles.uses}>
        {uses.map(({ chain, words }) => (
          <li key={chain.id}>
            <Button
              size="small"
              icon="chain"
              onClick={() => {
                selectChain(chain.id);
                openView("chains");
              }}
            >
              {words}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** `smart, link 2`; `free, links 1, 2 and 3` for a chain that uses it more than once. */
export function usesOf(chains: readonly Chain[], providerId: string) {
  return chains.flatMap((chain) => {
    const places = chain.links.flatMap((link, index) => (link.provider === providerId ? [String(index + 1)] : []));
    if (places.length === 0) return [];
    const last = places.at(-1);
    const list = places.length === 1 ? last : `${places.slice(0, -1).join(", ")} and ${last}`;
    return [{ chain, words: `${chain.name}, ${places.length === 1 ? "link" : "links"} ${list}` }];
  });
}
