import { openSetPrice } from "#renderer/actions/own-prices.ts";
import { currentRun } from "#renderer/parts/use-run.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { formatCount, formatSeconds } from "#shared/format.ts";
import type { ModelRef } from "#shared/model.ts";
import type { Run } from "#shared/run.ts";
import { estimateTokens, shownAttempt } from "#shared/run-numbers.ts";
import { servedInstead } from "#shared/served-model.ts";
import styles from "./column-body.module.css";
import { TryAgain } from "./try-again.tsx";

/** Below a partial answer: who ended it, and that its tokens are paid for. */
export function AfterStop({ run, kind }: { readonly run: Run; readonly kind: "stopped" | "interrupted" }) {
  return (
    <>
      <p className={`num ${styles.ending}`}>{kind === "stopped" ? stopWords(run) : interruptWords(run)}</p>
      <div className={styles.actions}>
        <TryAgain run={run} />
      </div>
    </>
  );
}

function stopWords(run: Run): string {
  const when = formatSeconds(run.endMs ?? 0);
  const attempt = shownAttempt(run);
  if (attempt === undefined) return `You stopped this at ${when}. Nothing had arrived.`;
  const isCounted = attempt.usage?.source === "reported";
  const tokens = attempt.usage?.outputTokens ?? estimateTokens(currentRun(run.id)?.text ?? run.text);
  return `You stopped this at ${when}. ${isCounted ? "" : "≈"}${formatCount(tokens)} tokens arrived and are billed.`;
}

function interruptWords(run: Run): string {
  return run.failure === null || run.failure.message === ""
    ? "Understudy ended before this answer did. What had arrived is kept."
    : `${run.failure.message} What had arrived is kept.`;
}

/** Never claim what is not known. A price that is set now counts from the next answer on. */
export function AfterUnknownPrice({ run }: { readonly run: Run }) {
  const model = unpricedModel(run);
  const isSet = useAppStore(({ ownPrices }) =>
    ownPrices.some((own) => own.providerId === model?.providerId && own.modelId === model.modelId),
  );
  if (model === null) return null;
  return (
    <p className={`sub ${styles.ending}`}>
      Cost is unknown, not $0. {isSet ? "Your price counts from the next answer on." : null}{" "}
      <button type="button" className="acc" onClick={() => openSetPrice(model)}>
        {isSet ? "Change it" : "Set a price"}
      </button>
    </p>
  );
}

/** The one that served, where it was another one than was asked. */
function unpricedModel(run: Run): ModelRef | null {
  const attempt = run.attempts.find(({ cost, price }) => cost.nanoUsd === null && price === null);
  if (attempt === undefined) return null;
  const { providerId, modelId, linkIndex } = attempt;
  return { providerId, modelId: servedInstead(run.links[linkIndex], attempt) ?? modelId };
}
