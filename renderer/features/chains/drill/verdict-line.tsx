import { useEffect, useRef } from "react";
import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import type { DrillPlay } from "#renderer/stores/drills-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Chain } from "#shared/chain.ts";
import styles from "./drill-panel.module.css";
import { isOutdated, type Verdict, verdictOf } from "./verdict.ts";

export type VerdictLineProps = {
  readonly chain: Chain;
  readonly play: DrillPlay | undefined;
  readonly names: RowNames;
};

export const verdictLooks = {
  held: { icon: "ok", tone: "ok" },
  broke: { icon: "fail", tone: "bad" },
  stopped: { icon: "stop", tone: "dim" },
} as const;

/** What the rehearsal came to, in one sentence; said aloud once, when it is known. */
export function VerdictLine({ chain, play, names }: VerdictLineProps) {
  const verdict = play === undefined ? null : verdictOf(play, names.provider);
  useSaidOnce(play?.runId, verdict);
  if (play === undefined || verdict === null) {
    const words = play === undefined ? "Pick what goes wrong at each link, then run the drill." : "Running…";
    return <p className={`${styles.verdict} dim`}>{words}</p>;
  }
  const { icon, tone } = verdictLooks[verdict.kind];
  return (
    <p className={styles.verdict}>
      <Icon name={icon} className={tone} />
      <span>
        <b>{verdict.title}</b> <span className="sub num">{verdict.details}</span>
        {isOutdated(play, chain) ? <span className="dim"> The chain was changed since.</span> : null}
      </span>
    </p>
  );
}

/** Not for one that had ended before it came on screen. */
function useSaidOnce(runId: string | undefined, verdict: Verdict | null): void {
  const running = useRef<string>(undefined);
  const isOver = verdict !== null;
  const text = verdict === null ? "" : `${verdict.title} ${verdict.details}`;
  useEffect(() => {
    if (!isOver) {
      running.current = runId;
    } else if (running.current === runId && runId !== undefined) {
      running.current = undefined;
      useViewStore.setState({ announcement: text });
    }
  }, [runId, isOver, text]);
}
