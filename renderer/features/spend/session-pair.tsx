import { focusIfLost } from "#renderer/actions/focus.ts";
import { signedDifference } from "#renderer/parts/drift-words.ts";
import { useSpendStore } from "#renderer/stores/spend-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { formatCost, formatCount, formatPercent } from "#shared/format.ts";
import type { SessionSummary } from "#shared/session.ts";
import { lengthWords, momentWords, sessionTitle } from "./moments.ts";
import { SessionFigure } from "./session-figure.tsx";
import styles from "./sessions.module.css";
import { costWords, isUnknown } from "./spend-words.ts";
import tables from "./tables.module.css";

/** Two sessions side by side, figure by figure; says how to pick them while one is picked. */
export function SessionPair({ sessions }: { readonly sessions: readonly SessionSummary[] }) {
  const ids = useSpendStore((state) => state.comparedIds);
  const [one, other] = ids.flatMap((id) => sessions.find((session) => session.id === id) ?? []);
  if (one === undefined) return null;
  return (
    <div className={styles.pair}>
      {other === undefined ? (
        <p className="dim" role="status">
          Pick a second session to compare.
        </p>
      ) : (
        <Pair one={one} other={other} />
      )}
    </div>
  );
}

/** The button goes with the comparison. */
function close(): void {
  useSpendStore.setState({ comparedIds: [] });
  focusIfLost("[data-sessions]");
}

type PairProps = { readonly one: SessionSummary; readonly other: SessionSummary };

function Pair({ one, other }: PairProps) {
  const nowMs = Date.now();
  return (
    <>
      <h3>
        <span className="grow">Side by side</span>
        <Button tone="ghost" size="small" onClick={close}>
          Close
        </Button>
      </h3>
      <table className={classes(tables.table, styles.table)} aria-label="Two sessions side by side">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Figure</span>
            </th>
            {[one, other].map((session) => (
              <th key={session.id} scope="col" className={tables.right}>
                {sessionTitle(session, nowMs)}
              </th>
            ))}
            <th scope="col" className={tables.right}>
              Difference
            </th>
          </tr>
        </thead>
        <tbody className="num">
          {rowsOf(one, other, nowMs).map(({ name, values, difference, of }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={tables.right}>{of === undefined ? values[0] : <SessionFigure session={one} of={of} />}</td>
              <td className={tables.right}>
                {of === undefined ? values[1] : <SessionFigure session={other} of={of} />}
              </td>
              <td className={classes("sub", tables.right)}>{difference}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

type Row = {
  readonly name: string;
  readonly values: readonly [string, string];
  readonly difference: string;
  /** Of money: what opens how it came about. */
  readonly of?: "spent" | "wasted";
};

/** The difference is the second one against the first. */
export function rowsOf(one: SessionSummary, other: SessionSummary, nowMs: number): readonly Row[] {
  const pair = <T,>(name: string, pick: (session: SessionSummary) => T, words: (value: T) => string): Row => ({
    name,
    values: [words(pick(one)), words(pick(other))],
    difference: "",
  });
  const money = (name: string, pick: (session: SessionSummary) => number | null): Row => {
    const [first, second] = [pick(one), pick(other)];
    const difference = first === null || second === null ? "" : signedDifference(second, first);
    return { ...pair(name, pick, formatCost), difference };
  };
  const known = (session: SessionSummary) => (isUnknown(session.sum) ? null : session.sum.nanoUsd);
  return [
    pair("Began", ({ startedAtMs }) => momentWords(startedAtMs, nowMs), String),
    pair("Lasted", (session) => lengthWords((session.endedAtMs ?? nowMs) - session.startedAtMs), String),
    { ...money("Spent", known), values: [costWords(one.sum), costWords(other.sum)], of: "spent" },
    pair("Of unknown cost", ({ sum }) => sum.unknownCosts, formatCount),
    { ...money("Wasted", ({ sum }) => sum.wastedNanoUsd), of: "wasted" },
    pair(
      "Share wasted",
      ({ sum }) => (sum.nanoUsd === 0 ? "" : formatPercent(sum.wastedNanoUsd / sum.nanoUsd)),
      String,
    ),
    pair("Answers", ({ sum }) => sum.answers, formatCount),
    pair("Attempts", ({ sum }) => sum.attempts, formatCount),
    pair("Failed attempts", ({ sum }) => sum.failedAttempts, formatCount),
    money("Spent for each answer", (session) => perAnswer(session)),
    pair("Tokens in", ({ sum }) => sum.inputTokens, formatCount),
    pair("Tokens out", ({ sum }) => sum.outputTokens, formatCount),
  ];
}

/** Nothing is said of it where a part of the costs is unknown. */
function perAnswer({ sum }: SessionSummary): number | null {
  return sum.answers === 0 || sum.unknownCosts > 0 ? null : Math.round(sum.nanoUsd / sum.answers);
}
