import { memo, type ReactNode } from "react";
import { copyAnswer } from "#renderer/actions/copy.ts";
import { askToOpenLink } from "#renderer/actions/links.ts";
import { AnswerText } from "#renderer/parts/answer/answer-text.tsx";
import { chainWords } from "#renderer/parts/chain-words.ts";
import { chipOf } from "#renderer/parts/column-state.ts";
import { wordsOf } from "#renderer/parts/failure-words.ts";
import { useNames } from "#renderer/parts/names.ts";
import { currentRun } from "#renderer/parts/use-run.ts";
import type { Axis } from "#renderer/parts/waterfall/axis.ts";
import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import { Waterfall } from "#renderer/parts/waterfall/waterfall.tsx";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { ErrorBoundary } from "#renderer/ui/error-boundary.tsx";
import type { Failure } from "#shared/failure.ts";
import { formatSeconds } from "#shared/format.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { elapsedMs } from "#shared/run-numbers.ts";
import { TargetBadge } from "./answers-table.tsx";
import styles from "./detail.module.css";
import { type ReadAnswer, tokensSentWith } from "./read-answers.ts";

/** The card is drawn anew with every tick; its text has turns of its own. */
const Text = memo(AnswerText);

export type AnswerCardProps = {
  readonly answer: ReadAnswer;
  readonly comparison: Comparison;
  readonly axis: Axis;
  /** Something of the comparison still streams. */
  readonly isLive: boolean;
  /** Goes to another try. */
  readonly onShow: (runId: string) => void;
};

/** One answer to read: who gave it, how it came about, and its text. */
export function AnswerCard({ answer, comparison, axis, isLive, onShow }: AnswerCardProps) {
  const { columnId, name, state } = answer;
  const names = useNames();
  const run = currentRun(answer.run.id) ?? answer.run;
  const nowMs = Date.now();
  const chip = chipOf(state, run, nowMs);
  return (
    <article className={styles.card} aria-label={name} aria-busy={isRunning(run)} data-read={columnId}>
      <header className={styles.head}>
        <TargetBadge target={run.target} names={names} />
        <h3 className="trunc">{name}</h3>
        {chip === null ? null : (
          <Chip
            tone={chip.tone ?? "neutral"}
            isSpinning={chip.isSpinning ?? false}
            {...(chip.icon && { icon: chip.icon })}
          >
            {chip.text}
            {chip.time === undefined ? null : <span className="num">{chip.time}</span>}
          </Chip>
        )}
        <span className="grow" />
        <Tries answer={answer} onShow={onShow} />
        {run.text === "" ? null : (
          <IconButton
            icon="copy"
            size="small"
            label={`Copy answer of ${name}`}
            onClick={() => void copyAnswer(run.id, "markdown")}
          />
        )}
      </header>
      <div className={styles.waterfall}>
        <Waterfall
          run={run}
          sentTokens={tokensSentWith(run, comparison)}
          title={name}
          axis={axis}
          nowMs={isRunning(run) ? elapsedMs(run, nowMs) : nowMs - run.startedAtMs}
          isLive={isLive}
          names={names}
        />
      </div>
      <section
        className={`scroll ${styles.text}`}
        aria-label={`Answer of ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
        tabIndex={0}
      >
        <ErrorBoundary key={run.id} what={`answer of ${name}`} fallback={() => <p>This answer cannot be drawn.</p>}>
          <Text
            key={run.id}
            runId={run.id}
            isStreaming={isRunning(run)}
            isFaded={state.kind === "stopped" || state.kind === "interrupted"}
            onOpenLink={askToOpenLink}
          />
        </ErrorBoundary>
        <Ending run={run} state={state} names={names} isOfProgram={comparison.client !== undefined} />
      </section>
    </article>
  );
}

/** `‹ Try 2 of 3 ›`: what the same column answered before; nothing where it was asked once. */
function Tries({ answer: { tries, run, name }, onShow }: Pick<AnswerCardProps, "answer" | "onShow">) {
  const at = tries.findIndex((one) => one.id === run.id);
  if (tries.length < 2) return null;
  const step = (to: Run | undefined) => {
    if (to !== undefined) onShow(to.id);
  };
  return (
    <span className={styles.tries}>
      <IconButton
        icon="left"
        size="small"
        label={`Earlier try of ${name}`}
        aria-disabled={at === 0}
        onClick={() => step(tries[at - 1])}
      />
      <span className="num dim">
        Try {at + 1} of {tries.length}
      </span>
      <IconButton
        icon="right"
        size="small"
        label={`Later try of ${name}`}
        aria-disabled={at === tries.length - 1}
        onClick={() => step(tries[at + 1])}
      />
    </span>
  );
}

type EndingProps = Pick<ReadAnswer, "run" | "state"> & { readonly names: RowNames; readonly isOfProgram: boolean };

/** Why there is no answer, or not all of it. */
function Ending({ run, state, names, isOfProgram }: EndingProps): ReactNode {
  if (run.status === "done" && run.text === "" && isOfProgram) return <p className="sub">Its text was not kept.</p>;
  if (run.status === "stopped") return <p className="sub">Stopped at {formatSeconds(run.endMs ?? 0)}.</p>;
  if (run.status === "interrupted") {
    const why = run.failure?.message || "Understudy ended before this answer did.";
    return <p className="sub">{why} What had arrived is kept.</p>;
  }
  if (run.status !== "failed" || run.failure === null) return null;
  const words = failedWords(run, run.failure, { state, names });
  return (
    <div className={styles.failed}>
      <p className="strong bad">{words.title}</p>
      {words.body === "" ? null : <p className="sub">{words.body}</p>}
    </div>
  );
}

/** No one link of a chain is to blame; what happened to each stands beside its bar. */
function failedWords(run: Run, failure: Failure, { state, names }: Pick<EndingProps, "state" | "names">) {
  const isOfAll = state.kind !== "failed" || failure.reason === "offline" || failure.reason === "slept";
  if (run.links.length > 1 && !isOfAll) return { title: chainWords(run), body: "" };
  const last = run.attempts.at(-1);
  const providerId = run.links[0]?.provider ?? last?.providerId ?? "";
  const model = names.model(providerId, run.links[0]?.modelId ?? last?.modelId ?? "");
  const own = run.links.length > 1 ? failure : (last?.failure ?? failure);
  return wordsOf(own, { provider: names.provider(providerId), model });
}
