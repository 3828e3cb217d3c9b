import { useEffect } from "react";
import { loadRepeat, pauseRepeat, resumeRepeat, stopRepeat } from "#renderer/actions/repeat-control.ts";
import { useNames } from "#renderer/parts/names.ts";
import { standsWords } from "#renderer/parts/repeat-progress.ts";
import { useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { measuredWords } from "#shared/repeat-words.ts";
import styles from "./detail.module.css";

/** How far a repeated comparison is that has not come to its end, and what can be done about it. */
export function RepeatLine({ comparisonId }: { readonly comparisonId: string }) {
  const names = useNames();
  const state = useRepeatsStore(({ byComparison }) => byComparison[comparisonId]);
  useEffect(() => void loadRepeat(comparisonId), [comparisonId]);
  if (state === undefined || state.status === "done") return null;
  const { status, measured, total } = state;
  const stands = standsWords(state, names.provider);
  return (
    <div className={styles.caption}>
      <span className="num">{measuredWords(state)}.</span>
      {stands === null ? null : <span className="num">{stands}</span>}
      <span className="grow" />
      {measured >= total ? null : status === "running" ? (
        <Button size="small" onClick={() => void pauseRepeat(comparisonId)}>
          Pause
        </Button>
      ) : (
        <Button size="small" icon="play" onClick={() => void resumeRepeat(comparisonId)}>
          Resume
        </Button>
      )}
      {status === "stopped" ? null : (
        <Button size="small" icon="stop" onClick={() => void stopRepeat(comparisonId)}>
          Stop
        </Button>
      )}
    </div>
  );
}
