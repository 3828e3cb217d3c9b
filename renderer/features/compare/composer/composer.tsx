import { clearProblem } from "#renderer/actions/problem.ts";
import { sendDraft } from "#renderer/actions/start-comparison.ts";
import { DataForm } from "#renderer/features/compare/repeat/data-form.tsx";
import { RepeatEstimate } from "#renderer/features/compare/repeat/repeat-estimate.tsx";
import { useRepeatDraft } from "#renderer/features/compare/repeat/use-repeat-draft.ts";
import { ColumnSettings } from "#renderer/features/compare/settings/column-settings.tsx";
import { usePrompts } from "#renderer/parts/use-sending.ts";
import { activeRepeats } from "#renderer/stores/active-repeats.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import { isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { formatCountWord } from "#shared/format.ts";
import styles from "./composer.module.css";
import { ComposerChips } from "./composer-chips.tsx";
import { ComposerEstimate } from "./composer-estimate.tsx";
import { ComposerImages } from "./composer-images.tsx";
import { Send, StopAll } from "./composer-send.tsx";
import { ComposerText } from "./composer-text.tsx";
import { ComposerTools } from "./composer-tools.tsx";
import { OfflineBanner } from "./offline-banner.tsx";
import { OverBudget } from "./over-budget.tsx";
import { type Asked, useAsked } from "./use-asked.ts";
import { useFileDrop } from "./use-file-drop.ts";
import { useFillingIn } from "./use-filling-in.ts";
import { useNoRoom } from "./use-no-room.ts";

/** The prompt and what sends it; the draft stays while answers stream. */
export function Composer() {
  const asked = useAsked();
  const [isFillingIn, setFillingIn] = useFillingIn();
  const isStreaming = useIsStreaming(asked);
  const repeat = useRepeatDraft(asked);
  const noRoom = useNoRoom(asked);
  const fits = repeat.isRepeated ? repeat.canSend : noRoom === null;
  const canSend = useCanSend(asked) && !isStreaming && fits;
  const isOver = useFileDrop();
  return (
    <div className={styles.composer} data-region="composer">
      <OfflineBanner />
      <Problem />
      <section className={classes(styles.box, isOver && styles.over)} aria-label="Composer">
        <ComposerChips />
        <ComposerText
          placeholder={usePlaceholder(asked)}
          onSend={() => {
            if (canSend) void sendDraft();
          }}
        />
        <ComposerImages asked={asked.columns} />
        <div className={styles.tools}>
          <ComposerTools asked={asked} isFillingIn={isFillingIn} onFillIn={setFillingIn} />
          <span className="grow" />
          {repeat.isRepeated ? (
            <RepeatEstimate asked={asked} repeat={repeat} onFillIn={() => setFillingIn(true)} />
          ) : (
            <ComposerEstimate asked={asked} onFillIn={() => setFillingIn(true)} isOver={noRoom !== null} />
          )}
          {noRoom === null || isStreaming || repeat.isRepeated ? null : <OverBudget noRoom={noRoom} />}
          {isStreaming ? <StopAll /> : <Send canSend={canSend} runs={repeat.runs} />}
        </div>
      </section>
      <ColumnSettings />
      <DataForm names={asked.names} />
    </div>
  );
}

/** A repeat streams until it is over, also between its runs. */
function useIsStreaming({ columns }: Asked): boolean {
  const isAnswering = useRunsStore((state) => columns.some(({ id }) => isRunning(runOfColumn(state, id))));
  const conversationId = useColumnsStore((state) => state.conversationId);
  const repeats = useRepeatsStore((state) => activeRepeats(state, conversationId).length);
  return isAnswering || repeats > 0;
}

function usePlaceholder({ columns, only }: Asked): string {
  const hasAnswers = usePrompts().length > 0;
  const count = columns.length;
  if (count === 0) return "Pick a model or a chain, then ask";
  if (only !== null) return `Ask ${only} ${hasAnswers ? "a follow-up" : "alone"}`;
  if (!hasAnswers) return count === 1 ? "Ask one model" : `Ask ${formatCountWord(count)} models`;
  if (count === 1) return "Ask a follow-up";
  return count === 2 ? "Ask both a follow-up" : `Ask all ${formatCountWord(count)} a follow-up`;
}

function useCanSend({ columns, missing }: Asked): boolean {
  const hasDraft = useComposerStore((state) => state.draft.trim() !== "");
  const isConnected = useAppStore((state) => state.connection === "connected");
  return hasDraft && columns.length > 0 && missing.length === 0 && isConnected;
}

function Problem() {
  const problem = useViewStore((state) => state.problem);
  if (problem === null) return null;
  return (
    <div className={styles.problem}>
      <Banner tone="danger" icon="fail" title={problem} onDismiss={clearProblem} />
    </div>
  );
}
