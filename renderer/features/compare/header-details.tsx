import { stopRun } from "#renderer/actions/stop.ts";
import { useNames } from "#renderer/parts/names.ts";
import { initialsOf } from "#renderer/parts/provider-badge.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { findChain, findModel } from "#renderer/stores/targets.ts";
import { Button } from "#renderer/ui/button.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { Icon, type IconName } from "#renderer/ui/icon.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import { defaultMaxTokens, defaultTemperature, type Target } from "#shared/chain.ts";
import { formatCount, formatCountdown } from "#shared/format.ts";
import type { ModelRef } from "#shared/model.ts";
import { limitsModel } from "#shared/provider-state.ts";
import type { Run } from "#shared/run.ts";
import styles from "./header-details.module.css";
import { type LinkMark, linkMarksOf, linkTrackWords } from "./link-track.ts";

export type HeaderDetailsProps = { readonly target: Target; readonly run: Run | undefined };

/** Second line of a column: the chain's links and where it stands, or a model's own settings. */
export function HeaderDetails({ target, run }: HeaderDetailsProps) {
  return (
    <div className={classes(styles.line, isRunning(run) && styles.busy)}>
      {target.kind === "chain" ? (
        <ChainTrack chainId={target.chainId} run={run} />
      ) : (
        <ModelSettings run={run} model={target} />
      )}
      <span className={styles.rest} />
      {run === undefined ? null : <Cooldown run={run} />}
      {run !== undefined && isRunning(run) ? (
        <Button
          tone="ghost"
          size="small"
          icon="stop"
          title="Stop"
          className={styles.stop}
          onClick={() => void stopRun(run.id)}
        >
          <span className={target.kind === "chain" ? "visually-hidden" : undefined}>Stop</span>
        </Button>
      ) : null}
    </div>
  );
}

/** What is sent with the prompt; a setting that the model refuses is not sent, so it is not shown. */
function ModelSettings({ run, model }: { readonly run: Run | undefined; readonly model: ModelRef }) {
  const link = run?.links[0];
  const takesTemperature = useAppStore((state) => findModel(state.modelLists, model)?.refusesTemperature !== true);
  return (
    <>
      <span className={styles.first}>Direct</span>
      <span title="Longest answer in tokens">
        max <span className="num">{formatCount(link?.maxTokens ?? defaultMaxTokens)}</span>
      </span>
      {takesTemperature ? (
        <span title="Temperature">
          temp <span className="num">{link?.temperature ?? defaultTemperature}</span>
        </span>
      ) : null}
    </>
  );
}

function ChainTrack({ chainId, run }: { readonly chainId: string; readonly run: Run | undefined }) {
  const chain = useAppStore((state) => findChain(state.chains, chainId));
  const marks = run === undefined ? restingMarks(chain?.links ?? []) : linkMarksOf(run);
  return (
    <>
      {marks.map((mark, index) => (
        <Mark key={mark.key} mark={mark} isFirst={index === 0} isShared={sharesProvider(marks, mark)} />
      ))}
      <span className="visually-hidden">{run === undefined ? `${marks.length} links` : linkTrackWords(run)}</span>
    </>
  );
}

type LinkLike = { readonly id: string; readonly provider: string; readonly modelId: string };

function restingMarks(links: readonly LinkLike[]): readonly LinkMark[] {
  return links.map((link) => ({
    key: link.id,
    providerId: link.provider,
    modelId: link.modelId,
    state: "waiting",
    note: "",
  }));
}

/** Links through one provider are told apart by their model. */
function sharesProvider(marks: readonly LinkMark[], mark: LinkMark): boolean {
  return marks.some((other) => other !== mark && other.providerId === mark.providerId);
}

const markIcons = {
  lost: "fail",
  skipped: "timer",
  live: "live",
  answered: "ok",
  waiting: "ring",
} as const satisfies Record<LinkMark["state"], IconName>;

type MarkProps = { readonly mark: LinkMark; readonly isFirst: boolean; readonly isShared: boolean };

function Mark({ mark, isFirst, isShared }: MarkProps) {
  const names = useNames();
  // The link that answers keeps its full name in a narrow column.
  const isOnAir = mark.state === "live" || mark.state === "answered";
  const provider = names.provider(mark.providerId);
  const model = names.model(mark.providerId, mark.modelId);
  return (
    <>
      {isFirst ? null : <Icon name="right" className={styles.arrow} />}
      <span className={styles[mark.state]} title={`${model} through ${provider}`}>
        <Icon name={markIcons[mark.state]} size="xs" />
        <span className={classes("trunc", !isOnAir && styles.full)}>{isShared ? model : provider}</span>
        <span className={classes(styles.short, isOnAir && styles.never)} aria-hidden="true">
          {isShared ? model.slice(0, 2) : initialsOf(mark.providerId, provider)}
        </span>
        {mark.note === "" ? null : <span className={classes("num", styles.note)}>{mark.note}</span>}
      </span>
    </>
  );
}

/** How long the first lost link's provider still cools down. */
function Cooldown({ run }: { readonly run: Run }) {
  const lost = run.attempts.find((attempt) => attempt.status === "failed" || attempt.status === "skipped");
  const limit = useAppStore((state) => state.providers.find((one) => one.provider.id === lost?.providerId)?.limit);
  const isLimited = lost !== undefined && limit !== undefined && limitsModel(limit, lost.modelId);
  const untilMs = isLimited ? limit.nextProbeAtMs : null;
  useTick(1_000, untilMs !== null);
  const leftMs = untilMs === null ? 0 : untilMs - Date.now();
  if (leftMs <= 0) return null;
  return (
    <span className={classes(styles.cooldown, "warn num")} role="timer" aria-live="off" title="Cooling down">
      <Icon name="timer" size="xs" />
      {formatCountdown(leftMs)}
    </span>
  );
}
