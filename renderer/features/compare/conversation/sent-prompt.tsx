import { editPrompt } from "#renderer/actions/edit-prompt.ts";
import { focusWhenDrawn, promptSelector } from "#renderer/actions/focus.ts";
import { retryAll, retryFailed } from "#renderer/actions/retry.ts";
import { loadImages } from "#renderer/actions/sent-images.ts";
import { SentImages } from "#renderer/parts/prompt/sent-images.tsx";
import { SentText } from "#renderer/parts/prompt/sent-text.tsx";
import { SystemChip, ValuesChip } from "#renderer/parts/prompt/sent-with.tsx";
import { useAnyRunning } from "#renderer/parts/use-run.ts";
import { usePrompts } from "#renderer/parts/use-sending.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { editedNumber, shownPrompt } from "#renderer/stores/prompts.ts";
import { hasFailed, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatTimeOfDay } from "#shared/format.ts";
import type { Comparison } from "#shared/run.ts";
import { RepeatChip } from "./repeat-chip.tsx";
import styles from "./sent-prompt.module.css";

/** What the columns below answer. */
export function SentPrompt() {
  const prompts = usePrompts();
  const shownId = useColumnsStore((state) => state.shownId);
  const prompt = shownPrompt(prompts, shownId);
  // The banner says it of everything while the demo is on.
  const isDemo = useAppStore((state) => state.settings.demo);
  if (prompt === undefined) return null;
  const edited = editedNumber(prompts, prompt);
  return (
    <section className={styles.sent} aria-label="Sent prompt">
      <span className={styles.mark}>
        <Icon name="send" size="xs" />
      </span>
      <div className="grow">
        <SentText key={prompt.id} text={prompt.prompt} />
        <SentImages prompt={prompt} load={loadImages} />
      </div>
      <span className={styles.with}>
        {edited === null ? null : <Chip>Edit of prompt {edited}</Chip>}
        {prompt.system === undefined ? null : <SystemChip system={prompt.system} />}
        {prompt.repeat === undefined ? null : <RepeatChip comparisonId={prompt.id} repeat={prompt.repeat} />}
        {prompt.template === undefined ? null : <ValuesChip values={prompt.template.values} />}
        {prompt.isDemo && !isDemo ? (
          <span className="hide-narrow">
            <Chip icon="bolt">Demo</Chip>
          </span>
        ) : null}
        <span className="dim num hide-narrow">{formatTimeOfDay(prompt.startedAtMs)}</span>
        <TryAgain prompt={prompt} />
        <Button tone="ghost" size="small" icon="pencil" title="Edit and resend" onClick={() => takeUp(prompt.id)}>
          <span className={styles.word}>Edit and resend</span>
        </Button>
      </span>
    </section>
  );
}

function takeUp(comparisonId: string): void {
  void editPrompt(comparisonId);
  focusWhenDrawn(promptSelector);
}

/** Only the failed where there are some, else all of them. */
function TryAgain({ prompt }: { readonly prompt: Comparison }) {
  const isStreaming = useAnyRunning();
  const columns = useColumnsStore((state) => state.columns);
  const failed = useRunsStore((state) => columns.filter(({ id }) => hasFailed(runOfColumn(state, id))).length);
  const asked = useRunsStore(
    (state) => columns.filter(({ id }) => runOfColumn(state, id)?.comparisonId === prompt.id).length,
  );
  // What failed of a repeat is a measurement.
  if (prompt.repeat !== undefined) return null;
  if (failed > 0) {
    return (
      <Button tone="ghost" size="small" icon="refresh" onClick={() => void retryFailed()}>
        Try failed again ({failed})
      </Button>
    );
  }
  if (isStreaming || asked === 0) return null;
  return <IconButton icon="refresh" size="small" label="Try all again" onClick={() => void retryAll()} />;
}
