import { resumeSession } from "#renderer/actions/sessions.ts";
import { showSession } from "#renderer/actions/spend.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { openSessionForm, toggleCompared, useSpendStore } from "#renderer/stores/spend-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { Menu } from "#renderer/ui/menu.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { formatCost, formatCount } from "#shared/format.ts";
import type { SessionSummary } from "#shared/session.ts";
import { momentWords, sessionTitle } from "./moments.ts";
import { SessionFigure } from "./session-figure.tsx";
import { SessionPair } from "./session-pair.tsx";
import styles from "./sessions.module.css";
import { isUnknown } from "./spend-words.ts";
import tables from "./tables.module.css";

/** Every session with what it came to: look at one, go on with it, name it, or put two side by side. */
export function Sessions() {
  const sessions = useSessions();
  const problem = useSpendStore((state) => state.sessionsProblem);
  return (
    <section className={classes(tables.card, tables.section)} aria-label="Sessions">
      <div className={styles.head}>
        <h2 className="grow" tabIndex={-1} data-sessions>
          Sessions
        </h2>
        <Button size="small" icon="plus" onClick={() => openSessionForm({ kind: "new" })}>
          New session
        </Button>
      </div>
      <Problem message={problem} />
      {sessions.length === 0 ? null : <SessionTable sessions={sessions} />}
      <SessionPair sessions={sessions} />
    </section>
  );
}

/** The sum of the current one moves on while the list stands, and which one is current is known before its list is. */
function useSessions(): readonly SessionSummary[] {
  const sessions = useSpendStore((state) => state.sessions);
  const spendNow = useMoneyStore((state) => state.spendNow);
  const currentId = useMoneyStore((state) => state.session?.id);
  return (sessions ?? []).map((one) => {
    return one.id === currentId ? { ...one, isCurrent: true, sum: spendNow } : { ...one, isCurrent: false };
  });
}

function SessionTable({ sessions }: { readonly sessions: readonly SessionSummary[] }) {
  return (
    <section
      className={classes("scroll", styles.scroll)}
      aria-label="All sessions"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
      tabIndex={0}
    >
      <table className={tables.table} aria-label="Sessions, newest first">
        <thead>
          <tr>
            <th scope="col" className={styles.pick}>
              <span className="visually-hidden">Compare</span>
            </th>
            <th scope="col">Session</th>
            <th scope="col" className={styles.optional}>
              Began
            </th>
            <th scope="col" className={tables.right}>
              Answers
            </th>
            <th scope="col" className={tables.right}>
              Cost
            </th>
            <th scope="col" className={tables.right}>
              Wasted
            </th>
            <th scope="col">
              <span className="visually-hidden">What to do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SessionRow({ session }: { readonly session: SessionSummary }) {
  const nowMs = Date.now();
  const title = sessionTitle(session, nowMs);
  const isCompared = useSpendStore((state) => state.comparedIds.includes(session.id));
  const isShown = useIsShown(session.id);
  const { sum } = session;
  return (
    <tr aria-current={isShown ? "true" : undefined}>
      <td>
        <label className={styles.pick}>
          <input
            type="checkbox"
            checked={isCompared}
            aria-label={`Compare ${title}`}
            onChange={() => toggleCompared(session.id)}
          />
        </label>
      </td>
      <th scope="row" className={styles.name}>
        <span className="row">
          <button
            type="button"
            className={styles.open}
            title={`Show ${title}`}
            onClick={() => void showSession(session.isCurrent ? null : session.id)}
          >
            <span className="trunc medium">{title}</span>
          </button>
          {session.isCurrent ? <Chip tone="accent">Current</Chip> : null}
        </span>
      </th>
      <td className={classes("num sub", styles.optional)}>{momentWords(session.startedAtMs, nowMs)}</td>
      <td className={classes("num", tables.right)}>{formatCount(sum.answers)}</td>
      <td className={classes("num", isUnknown(sum) ? "dim" : "medium", tables.right)}>
        <SessionFigure session={session} of="spent" />
        {sum.unknownCosts > 0 && sum.nanoUsd > 0 ? (
          <span className={tables.more}> plus {formatCount(sum.unknownCosts)} unknown</span>
        ) : null}
      </td>
      <td className={classes("num", tables.right, sum.wastedNanoUsd > 0 ? "bad" : "dim")}>
        {sum.wastedNanoUsd === 0 ? formatCost(0) : <SessionFigure session={session} of="wasted" />}
      </td>
      <td className={tables.right}>
        <SessionMenu session={session} title={title} />
      </td>
    </tr>
  );
}

/** Whether the view covers this session now. */
function useIsShown(id: string): boolean {
  return useSpendStore(({ report }) => report?.range.kind === "session" && report.range.sessionId === id);
}

function SessionMenu({ session, title }: { readonly session: SessionSummary; readonly title: string }) {
  return (
    <Menu
      trigger={<IconButton icon="more" size="small" label={`More for ${title}`} />}
      items={[
        {
          label: "Show",
          icon: "spend",
          onSelect: () => void showSession(session.isCurrent ? null : session.id),
        },
        { label: "Rename…", icon: "pencil", onSelect: () => openSessionForm({ kind: "rename", session }) },
        {
          label: "Resume",
          icon: "play",
          disabled: session.isCurrent,
          onSelect: () => void resume(session.id, title),
        },
      ]}
    />
  );
}

async function resume(id: string, title: string): Promise<void> {
  const problem = await resumeSession(id);
  tell(
    problem === null ? { text: `What is sent now counts in ${title}.`, tone: "ok" } : { text: problem, tone: "bad" },
  );
}
