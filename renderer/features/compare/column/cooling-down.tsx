import { sendNow } from "#renderer/actions/limits.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { stopRun } from "#renderer/actions/stop.ts";
import { wordsOf } from "#renderer/parts/failure-words.ts";
import { useNames } from "#renderer/parts/names.ts";
import { selectChain } from "#renderer/stores/selection-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import type { Failure } from "#shared/failure.ts";
import { formatCountdown, formatPause } from "#shared/format.ts";
import type { Run } from "#shared/run.ts";
import { elapsedMs } from "#shared/run-numbers.ts";
import styles from "./column-body.module.css";

export type CoolingDownProps = {
  readonly run: Run;
  readonly failure: Failure | null;
  /** Null while another request finds out whether the provider is back. */
  readonly untilMs: number | null;
};

const ringLength = 88;

/** Nothing can answer right now; the run goes on by itself. */
export function CoolingDown({ run, failure, untilMs }: CoolingDownProps) {
  useTick(1_000, true);
  const names = useNames();
  const last = run.attempts.at(-1);
  const link = run.links[run.waiting?.linkIndex ?? 0];
  const providerId = last?.providerId ?? link?.provider ?? "";
  const provider = names.provider(providerId);
  const sinceMs = last?.endMs ?? 0;
  const leftMs = untilMs === null ? 0 : Math.max(0, untilMs - elapsedMs(run, Date.now()));
  const share = untilMs !== null && untilMs > sinceMs ? leftMs / (untilMs - sinceMs) : 0;
  const title =
    failure === null
      ? `${provider} is cooling down.`
      : wordsOf(failure, { provider, model: last?.modelId ?? "" }).title;
  const asked = failure?.hintMs == null ? "" : `It asked for a ${formatPause(failure.hintMs)} pause. `;
  return (
    <>
      <div className={styles.cooling}>
        <Ring share={share} />
        <div>
          <p className="strong">{title}</p>
          <p className="sub num">
            {untilMs === null
              ? `Another request is finding out whether ${provider} is back. This one follows.`
              : `${asked}This sends by itself in ${formatCountdown(leftMs)}.`}
          </p>
        </div>
      </div>
      <div className={styles.actions}>
        <Button size="small" onClick={() => void sendNow(run.id)}>
          Send now
        </Button>
        {run.target.kind === "chain" ? <AddFallback chainId={run.target.chainId} /> : null}
        <Button size="small" tone="ghost" onClick={() => void stopRun(run.id)}>
          Stop waiting
        </Button>
      </div>
    </>
  );
}

/** Takes effect with the next prompt: a run goes on with the links that it began with. */
function AddFallback({ chainId }: { readonly chainId: string }) {
  return (
    <Button
      size="small"
      onClick={() => {
        selectChain(chainId);
        openView("chains");
      }}
    >
      Add a fallback link
    </Button>
  );
}

function Ring({ share }: { readonly share: number }) {
  return (
    <svg className={styles.ring} viewBox="0 0 34 34" aria-hidden="true" style={{ "--left": share * ringLength }}>
      <circle className={styles.ringRest} cx="17" cy="17" r="14" />
      <circle className={styles.ringLeft} cx="17" cy="17" r="14" />
    </svg>
  );
}
