import { useState } from "react";
import { exportRuns, pauseRepeat, resumeRepeat, stopRepeat } from "#renderer/actions/repeat-control.ts";
import { useNames } from "#renderer/parts/names.ts";
import { costWords, holdWords, leftWords, moreWords, standsWords } from "#renderer/parts/repeat-progress.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Chip, type Tone } from "#renderer/ui/chip.tsx";
import { Icon, type IconName } from "#renderer/ui/icon.tsx";
import { Meter } from "#renderer/ui/meter.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import { formatCount } from "#shared/format.ts";
import type { RepeatHold, RepeatState, RepeatStatus } from "#shared/repeat.ts";
import { measuredWords } from "#shared/repeat-words.ts";
import type { Comparison } from "#shared/run.ts";
import { planWords } from "./plan-words.ts";
import styles from "./progress-card.module.css";

export type ProgressCardProps = { readonly comparison: Comparison; readonly state: RepeatState };

const looks: Readonly<Record<RepeatStatus, { word: string; tone: Tone; icon: IconName }>> = {
  running: { word: "Running", tone: "accent", icon: "ring" },
  paused: { word: "Paused", tone: "warn", icon: "timer" },
  stopped: { word: "Stopped", tone: "neutral", icon: "stop" },
  done: { word: "Done", tone: "ok", icon: "check" },
};

/** How far a repeat is, what it cost and may still cost, and what can be done about it. */
export function ProgressCard({ comparison, state }: ProgressCardProps) {
  const names = useNames();
  const { status, measured, failed, total, holds } = state;
  const look = looks[status];
  const stands = standsWords(state, names.provider);
  const figures = [costWords(state), moreWords(state), leftWords(state)].filter((one) => one !== null);
  return (
    <section className={styles.card} aria-label="Progress">
      <div className={styles.head}>
        <h2 className={`num ${styles.title}`}>{measuredWords(state)}</h2>
        <Chip tone={look.tone} icon={look.icon} isSpinning={status === "running"}>
          {look.word}
        </Chip>
        {failed === 0 ? null : (
          <Chip tone="bad" icon="fail">
            {formatCount(failed)} failed
          </Chip>
        )}
        <span className="grow" />
        <Controls state={state} />
        <Button size="small" icon="out" disabled={measured === 0} onClick={() => void exportRuns(comparison.id)}>
          Export CSV
        </Button>
      </div>
      {status === "done" ? null : (
        <div
          className={styles.meter}
          role="progressbar"
          aria-label="Runs measured"
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={measured}
        >
          <Meter share={total === 0 ? 0 : measured / total} tone={status === "running" ? "accent" : "dim"} isThick />
        </div>
      )}
      <p className={`num ${styles.figures}`}>
        <span>{figures.join(" · ")}</span>
        <span className="dim">{planWords(comparison)}</span>
      </p>
      {stands === null ? null : <p className={`num ${styles.stands}`}>{stands}</p>}
      {holds.length === 0 ? null : <Holds holds={holds} />}
    </section>
  );
}

/** One press is one request: until the answer is here, the buttons wait. */
function Controls({ state: { comparisonId, status, measured, total } }: Pick<ProgressCardProps, "state">) {
  const [isAsking, setAsking] = useState(false);
  const press = async (ask: (comparisonId: string) => Promise<void>) => {
    setAsking(true);
    await ask(comparisonId);
    setAsking(false);
  };
  if (status === "done" || measured >= total) return null;
  return (
    <>
      {status === "running" ? (
        <Button size="small" disabled={isAsking} onClick={() => void press(pauseRepeat)}>
          Pause
        </Button>
      ) : (
        <Button size="small" icon="play" disabled={isAsking} onClick={() => void press(resumeRepeat)}>
          Resume
        </Button>
      )}
      {status === "stopped" ? null : (
        <Button size="small" icon="stop" disabled={isAsking} onClick={() => void press(stopRepeat)}>
          Stop
        </Button>
      )}
    </>
  );
}

function Holds({ holds }: { readonly holds: readonly RepeatHold[] }) {
  useTick(1_000, true);
  const names = useNames();
  const nowMs = Date.now();
  return (
    <ul className={styles.holds}>
      {holds.map((hold) => (
        <li key={hold.providerId} role="timer" aria-live="off" className="num warn">
          <Icon name={hold.why === "near-limit" ? "warn" : "timer"} size="xs" />
          {holdWords(hold, names.provider, nowMs)}
        </li>
      ))}
    </ul>
  );
}
