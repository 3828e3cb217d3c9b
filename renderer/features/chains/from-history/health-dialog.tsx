import { askChainHealth, askChainWhatIf } from "#renderer/actions/chain-health.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { chooseHealthSpan, healthSpans, useChainHealthStore } from "#renderer/stores/chain-health-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { Segments } from "#renderer/ui/segments.tsx";
import type { Chain } from "#shared/chain.ts";
import type { ChainHealth } from "#shared/chain-health.ts";
import { Figures } from "./figures.tsx";
import styles from "./from-history.module.css";
import { basisOf } from "./health-words.ts";
import { LinkTable } from "./link-table.tsx";
import { OrderTable } from "./order-table.tsx";
import { useQuestion } from "./use-question.ts";
import { WhatIf } from "./what-if.tsx";

export type HealthDialogProps = { readonly chain: Chain; readonly onClose: () => void };

/** What was recorded of a chain, and what can be reckoned from it. */
export function HealthDialog({ chain, onClose }: HealthDialogProps) {
  const days = useChainHealthStore((state) => state.days);
  const isDemo = useAppStore((state) => state.settings.demo);
  const key = `${chain.id} ${days} ${isDemo}`;
  return (
    <Dialog
      isOpen
      isBroad
      title={`${chain.name}, from history`}
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <div className={styles.dialog}>
        <div className={styles.span}>
          <Segments
            label="How far back"
            options={spanNames}
            value={spanName(days)}
            onChange={(name) => chooseHealthSpan(healthSpans[spanNames.indexOf(name)] ?? days)}
          />
          {isDemo ? (
            <Chip icon="play" title="Of demo runs only; real ones are counted apart">
              Demo
            </Chip>
          ) : null}
        </div>
        <Recorded key={key} chain={chain} days={days} />
        <Prompts key={`prompts ${key}`} chain={chain} days={days} />
      </div>
    </Dialog>
  );
}

const spanNames = healthSpans.map(spanName);

function spanName(days: number): string {
  return `Last ${days} days`;
}

type AskedProps = { readonly chain: Chain; readonly days: number };

function Recorded({ chain, days }: AskedProps) {
  const question = useQuestion(askChainHealth, chain.id, days);
  if (question.kind === "asking") return <p className="sub">Reading the history…</p>;
  if (question.kind === "failed") return <Problem message={question.message} />;
  return question.value.runs === 0 ? (
    <p className="sub">No answers yet in the last {days} days.</p>
  ) : (
    <Health chain={chain} health={question.value} />
  );
}

function Health({ chain, health }: { readonly chain: Chain; readonly health: ChainHealth }) {
  return (
    <>
      <section aria-label="Expected">
        <Figures health={health} />
        <p className={`sub num ${styles.basis}`}>{basisOf(health)}</p>
      </section>
      <LinkTable chain={chain} health={health} />
      <OrderTable chain={chain} health={health} />
    </>
  );
}

function Prompts({ chain, days }: AskedProps) {
  const question = useQuestion(askChainWhatIf, chain.id, days);
  if (question.kind === "asking") return null;
  if (question.kind === "failed") return <Problem message={question.message} />;
  return <WhatIf chain={chain} whatIf={question.value} />;
}
