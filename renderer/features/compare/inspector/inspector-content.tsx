import { closeInspector, inspectAttempt } from "#renderer/actions/inspector.ts";
import { useNames } from "#renderer/parts/names.ts";
import { rowLooks } from "#renderer/parts/waterfall/row-words.ts";
import { useInspectorStore } from "#renderer/stores/inspector-store.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Attempt, Run } from "#shared/run.ts";
import { CostSection } from "./cost-section.tsx";
import { ExchangeSections } from "./exchange-sections.tsx";
import styles from "./inspector.module.css";
import { OutcomeSection } from "./outcome-section.tsx";
import { ServedSection } from "./served-section.tsx";
import { TimingSection } from "./timing-section.tsx";
import { useInspectedRun } from "./use-inspected-run.ts";

/** Everything that is known of one attempt, whether it is docked or floats over its row. */
export function InspectorContent() {
  const shown = useInspectorStore((state) => state.shown);
  const run = useInspectedRun(shown?.runId ?? null);
  const attempt = run?.attempts.find((one) => one.id === shown?.attemptId);
  if (run === undefined || attempt === undefined) return <NothingShown />;
  return <OfAttempt key={attempt.id} run={run} attempt={attempt} />;
}

function NothingShown() {
  return (
    <>
      <div className={styles.header}>
        <h2 className="grow">Attempt inspector</h2>
        <CloseButton />
      </div>
      <p className={styles.note}>Pick an attempt: press its row under an answer.</p>
    </>
  );
}

function OfAttempt({ run, attempt }: { readonly run: Run; readonly attempt: Attempt }) {
  const names = useNames();
  const who = `${names.model(attempt.providerId, attempt.modelId)} · ${names.provider(attempt.providerId)}`;
  const look = rowLooks[attempt.status];
  return (
    <>
      <div className={styles.header}>
        <Icon name={look.icon} className={look.tone} />
        <h2 className="strong">
          Attempt {run.attempts.indexOf(attempt) + 1} of {run.attempts.length}
          <span className="visually-hidden">, {look.state}</span>
        </h2>
        <span className="dim trunc grow" title={who}>
          {who}
        </span>
        {run.attempts.length > 1 ? <Steps run={run} attempt={attempt} /> : null}
        <CloseButton />
      </div>
      <div className={styles.sections}>
        <OutcomeSection attempt={attempt} names={names} />
        <TimingSection run={run} attempt={attempt} />
        <CostSection run={run} attempt={attempt} />
        <ServedSection run={run} attempt={attempt} names={names} />
        <ExchangeSections runId={run.id} attempt={attempt} />
      </div>
    </>
  );
}

/** To the attempts before and after, also where several share a row. */
function Steps({ run, attempt }: { readonly run: Run; readonly attempt: Attempt }) {
  const index = run.attempts.indexOf(attempt);
  const step = (by: -1 | 1, icon: "left" | "right", label: string) => {
    const other = run.attempts[index + by];
    return (
      <IconButton
        icon={icon}
        size="small"
        label={label}
        disabled={other === undefined}
        onClick={() => other !== undefined && inspectAttempt(run.id, other.id)}
      />
    );
  };
  return (
    <>
      {step(-1, "left", "Previous attempt")}
      {step(1, "right", "Next attempt")}
    </>
  );
}

function CloseButton() {
  return <IconButton icon="close" size="small" label="Close inspector" onClick={closeInspector} />;
}
