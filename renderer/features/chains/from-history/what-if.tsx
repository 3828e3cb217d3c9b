import { Chip } from "#renderer/ui/chip.tsx";
import type { Chain } from "#shared/chain.ts";
import type { ChainWhatIf } from "#shared/chain-health.ts";
import styles from "./from-history.module.css";
import { noEstimateWords, whatIfBasis, whatIfSentence } from "./what-if-words.ts";

/** What this window's prompts would have cost, had all gone to this chain. */
export function WhatIf({ chain, whatIf }: { readonly chain: Chain; readonly whatIf: ChainWhatIf }) {
  const title = `All prompts of the last ${whatIf.days} days on ${chain.name}`;
  const sentence = whatIfSentence(whatIf);
  return (
    <section aria-label={title}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <Chip outlined title="Reckoned from recorded tokens; nothing was sent">
          Estimate
        </Chip>
      </div>
      {sentence === null ? (
        <p className="sub">{noEstimateWords(whatIf)}</p>
      ) : (
        <>
          <p className={`num ${styles.sentence}`}>{sentence}</p>
          <p className={`sub num ${styles.basis}`}>{whatIfBasis(whatIf)}</p>
        </>
      )}
    </section>
  );
}
