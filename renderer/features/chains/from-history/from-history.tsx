import { askChainHealth } from "#renderer/actions/chain-health.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { closeChainHealth, openChainHealth, useChainHealthStore } from "#renderer/stores/chain-health-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Chain } from "#shared/chain.ts";
import styles from "./from-history.module.css";
import { HealthDialog } from "./health-dialog.tsx";
import { summaryOf } from "./health-words.ts";
import { useQuestion } from "./use-question.ts";

/** At the foot of the health column: what the chain's own history says, and a dialog with all of it. */
export function FromHistory({ chain }: { readonly chain: Chain }) {
  const isDemo = useAppStore((state) => state.settings.demo);
  const days = useChainHealthStore((state) => state.days);
  const isOpen = useChainHealthStore((state) => state.chainId === chain.id);
  return (
    <>
      <button type="button" className={styles.foot} onClick={() => openChainHealth(chain.id)}>
        <Icon name="history" size="s" className="dim" />
        <span className={styles.words}>
          <b>From history, last {days} days</b>
          <Summary key={`${chain.id} ${days} ${isDemo}`} chainId={chain.id} days={days} />
        </span>
        <Icon name="right" size="s" className="dim" />
      </button>
      {isOpen ? <HealthDialog chain={chain} onClose={closeChainHealth} /> : null}
    </>
  );
}

function Summary({ chainId, days }: { readonly chainId: string; readonly days: number }) {
  const question = useQuestion(askChainHealth, chainId, days);
  if (question.kind === "asking") return <span className="num">Reading the history…</span>;
  if (question.kind === "failed") return <span className="bad">{question.message}</span>;
  return (
    <span className="num">
      {summaryOf(question.value)}
      {question.value.isDemo && question.value.runs > 0 ? " Demo." : ""}
    </span>
  );
}
