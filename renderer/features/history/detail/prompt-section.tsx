import { loadImages } from "#renderer/actions/sent-images.ts";
import { SentImages } from "#renderer/parts/prompt/sent-images.tsx";
import { SentText } from "#renderer/parts/prompt/sent-text.tsx";
import { SystemChip, ValuesChip } from "#renderer/parts/prompt/sent-with.tsx";
import { sessionWords, spanWords } from "#renderer/parts/time-words.ts";
import { useHistoryStore } from "#renderer/stores/history-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import type { HistoryEntry } from "#shared/history.ts";
import type { Comparison, Run } from "#shared/run.ts";
import styles from "./detail.module.css";
import { runsWords } from "./sum-words.ts";
import { Tags } from "./tags.tsx";

export type PromptSectionProps = {
  readonly comparison: Comparison;
  readonly entry: HistoryEntry;
  readonly runs: readonly Run[];
  readonly isLive: boolean;
  /** Absent where something else on screen stops it. */
  readonly onStop?: () => void;
};

/** What was asked, when, and what went with it. */
export function PromptSection({ comparison, entry, runs, isLive, onStop }: PromptSectionProps) {
  const { prompt, startedAtMs } = comparison;
  return (
    <section className={styles.prompt} aria-label="Prompt">
      <div className={styles.caption}>
        <h2>Prompt</h2>
        <span className="num">{spanWords(startedAtMs, isLive ? null : endOf(runs), Date.now())}</span>
        <span className="grow" />
        <SentWith comparison={comparison} entry={entry} />
        {isLive && onStop !== undefined ? (
          <Button size="small" icon="stop" onClick={onStop}>
            Stop
          </Button>
        ) : null}
      </div>
      {prompt === "" ? (
        <p className="sub">Texts of programs are kept only where the Gateway is told to.</p>
      ) : (
        <SentText text={prompt} />
      )}
      <SentImages prompt={comparison} load={loadImages} />
      <Tags entry={entry} />
    </section>
  );
}

/** Of the last try; null where none has ended. */
function endOf(runs: readonly Run[]): number | null {
  const last = runs.reduce((most, run) => Math.max(most, run.startedAtMs + (run.endMs ?? 0)), 0);
  return last === 0 ? null : last;
}

function SentWith({ comparison, entry }: Pick<PromptSectionProps, "comparison" | "entry">) {
  const { system, template, followsId, repeat, isDemo, client, sessionId } = comparison;
  const session = useHistoryStore((state) => state.sessions.find((one) => one.id === sessionId));
  return (
    <span className={styles.chips}>
      {system === undefined ? <Chip icon="doc">No system prompt</Chip> : <SystemChip system={system} />}
      {template === undefined ? null : <ValuesChip values={template.values} />}
      {followsId === undefined || repeat?.purpose === "routes" ? null : (
        <Chip title="It was sent with the prompts and answers before it">Follows a prompt</Chip>
      )}
      {session === undefined ? null : <Chip icon="history">{sessionWords(session, comparison.startedAtMs)}</Chip>}
      {client === undefined ? null : <Chip icon="gateway">{client}</Chip>}
      {isDemo ? (
        <Chip icon="bolt" title="Simulated: nothing was paid">
          Demo
        </Chip>
      ) : null}
      <Chip icon="runs">
        <span className="num">{runsWords(comparison, entry)}</span>
      </Chip>
    </span>
  );
}
