import { type ReactNode, useEffect } from "react";
import { focusIfLost } from "#renderer/actions/focus.ts";
import { askSpend, showSession, showSpan, watchSpend } from "#renderer/actions/spend.ts";
import { Page } from "#renderer/parts/page.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { spendSpans, useSpendStore } from "#renderer/stores/spend-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { Segments } from "#renderer/ui/segments.tsx";
import type { Session } from "#shared/session.ts";
import type { SpendReport } from "#shared/spend.ts";
import { BudgetCard } from "./budget-card.tsx";
import { Figures } from "./figures.tsx";
import { Groups } from "./groups.tsx";
import { ModelTable } from "./model-table.tsx";
import { SessionForm } from "./session-form.tsx";
import { Sessions } from "./sessions.tsx";
import { SpendActions } from "./spend-actions.tsx";
import { SpendChart } from "./spend-chart.tsx";
import styles from "./spend-view.module.css";
import { headingOf, placeOf } from "./spend-words.ts";
import tables from "./tables.module.css";
import { Waste } from "./waste.tsx";
import { WhatIf } from "./what-if.tsx";

/** What was spent, on what, and what of it was wasted; the budget and the sessions beside it. */
export function SpendView() {
  useEffect(watchSpend, []);
  const span = useSpendStore((state) => state.span);
  const isDemo = useAppStore((state) => state.settings.demo);
  return (
    <Page
      title="Spend"
      details={isDemo ? <DemoChip /> : null}
      middle={<Segments label="Period" options={spendSpans} value={span} onChange={showSpan} />}
      actions={<SpendActions />}
    >
      <div className={classes("scroll", styles.page)}>
        <div>
          <Content />
          <SessionForm />
        </div>
      </div>
    </Page>
  );
}

function DemoChip() {
  return (
    <span className={styles.demoChip}>
      <Chip tone="warn" icon="info" title="Simulated spend of the demo. It is never mixed with real spend.">
        Demo: simulated
      </Chip>
    </span>
  );
}

function Content() {
  const report = useSpendStore((state) => state.report);
  const problem = useSpendStore((state) => state.problem);
  if (report === null) return problem === null ? <Loading /> : <Failed problem={problem} />;
  return (
    <>
      {problem === null ? null : <Failed problem={problem} />}
      {report.isDemo ? <DemoWords /> : null}
      <Shown report={report} />
    </>
  );
}

function DemoWords() {
  return (
    <p className={styles.demo}>
      <Icon name="info" size="s" />
      This is the simulated spend of the demo. Nothing was charged, and it is never mixed with real spend.
    </p>
  );
}

function Shown({ report }: { readonly report: SpendReport }) {
  const isEmpty = report.total.attempts === 0;
  const currentId = useMoneyStore((state) => state.session?.id);
  // The budgets are those of now, whatever session is on screen.
  const isCurrent = report.range.kind === "session" && report.range.sessionId === currentId;
  const pace = isCurrent ? report.pace : null;
  return (
    <>
      <OtherSession report={report} />
      <Figures report={report} />
      <section className={classes(tables.card, styles.top)} aria-label="Spend and budget">
        {isEmpty ? <Nothing report={report} /> : <Charted report={report} />}
        <div className={styles.budget}>
          <BudgetCard pace={pace} />
        </div>
      </section>
      <div className={classes(styles.parts, isEmpty && styles.alone)}>
        <div className={styles.main}>
          {isEmpty ? null : (
            <>
              <ModelTable report={report} />
              <Waste report={report} />
              <WhatIf />
            </>
          )}
          <Sessions />
        </div>
        {isEmpty ? null : (
          <div className={styles.side}>
            <Groups report={report} />
          </div>
        )}
      </div>
    </>
  );
}

/** The session that a report is of, as far as it is known here. */
function useSessionOf({ range }: SpendReport): Session | null {
  const current = useMoneyStore((state) => state.session);
  const sessions = useSpendStore((state) => state.sessions);
  if (range.kind !== "session") return null;
  if (current?.id === range.sessionId) return current;
  return sessions?.find((one) => one.id === range.sessionId) ?? null;
}

function Charted({ report }: { readonly report: SpendReport }) {
  const session = useSessionOf(report);
  return <SpendChart report={report} heading={headingOf(report, session, Date.now())} />;
}

/** Another session than the current one is on screen: says which, and goes back. */
function OtherSession({ report }: { readonly report: SpendReport }) {
  const session = useSessionOf(report);
  const currentId = useMoneyStore((state) => state.session?.id);
  if (session === null || session.id === currentId) return null;
  return (
    <p className={styles.demo}>
      <Icon name="history" size="s" />
      <span className="grow">{headingOf(report, session, Date.now())} is over. This is what it came to.</span>
      <Button size="small" onClick={() => void backToCurrent()}>
        Back to the current session
      </Button>
    </p>
  );
}

/** The button goes with the other session. */
async function backToCurrent(): Promise<void> {
  await showSession(null);
  focusIfLost("main h2");
}

function Nothing({ report }: { readonly report: SpendReport }) {
  return (
    <div className={styles.nothing}>
      <p className="strong">Nothing was sent{placeOf(report)} yet.</p>
      <p className="sub">Each answer shows here with what it cost, by model, provider and chain.</p>
    </div>
  );
}

function Loading(): ReactNode {
  return (
    <p className={styles.loading} role="status">
      <Icon name="spin" size="s" className="spin" />
      Adding up what was spent…
    </p>
  );
}

function Failed({ problem }: { readonly problem: string }) {
  return (
    <Banner tone="danger" icon="warn" title="The spend could not be read." actions={<TryAgain />}>
      {problem}
    </Banner>
  );
}

/** The button goes with what went wrong. */
async function tryAgain(): Promise<void> {
  await askSpend();
  focusIfLost("main h2");
}

function TryAgain() {
  return (
    <Button size="small" onClick={() => void tryAgain()}>
      Try again
    </Button>
  );
}
