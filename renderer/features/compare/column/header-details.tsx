import { stopRun } from "#renderer/actions/stop.ts";
import { overrideWords, sameOverrides } from "#renderer/features/compare/settings/override-words.ts";
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
import type { ColumnOverrides } from "#shared/prompt.ts";
import { limitsModel } from "#shared/provider-state.ts";
import type { Run } from "#shared/run.ts";
import styles from "./header-details.module.css";
import { type LinkMark, linkMarksOf, linkTrackWords } from "./link-track.ts";

export type HeaderDetailsProps = {
  readonly target: Target;
  readonly run: Run | undefined;
  /** What the column sets for itself. */
  readonly overrides: ColumnOverrides | undefined;
};

/** Second line of a column: the chain's links and where it stands, or a model's own settings. */
export function HeaderDetails({ target, run, overrides }: HeaderDetailsProps) {
  return (
    <div className={classes(styles.line, isRunning(run) && styles.busy)}>
      {target.kind === "chain" ? (
        <ChainTrack chainId={target.chainId} run={run} />
      ) : (
        <ModelSettings run={run} model={target} overrides={overrides} />
      )}
      <Overridden target={target} run={run} overrides={overrides} />
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

type ModelSettingsProps = Pick<HeaderDetailsProps, "run" | "overrides"> & { readonly model: ModelRef };

/** What is sent with the prompt; a setting that the model refuses is not sent, so it is not shown. */
function ModelSettings({ run, model, overrides = {} }: ModelSettingsProps) {
  const link = run?.links[0];
  const takesTemperature = useAppStore((state) => findModel(state.modelLists, model)?.refusesTemperature !== true);
  const { maxTokens, temperature } = overrides;
  return (
    <>
      <span className={styles.first}>Direct</span>
      <span className={classes(maxTokens !== undefined && styles.set)} title="Longest answer in tokens">
        max <span className="num">{formatCount(maxTokens ?? link?.maxTokens ?? defaultMaxTokens)}</span>
      </span>
      {takesTemperature ? (
        <span className={classes(temperature !== undefined && styles.set)} title="Temperature">
          temp <span className="num">{temperature ?? link?.temperature ?? defaultTemperature}</span>
        </span>
      ) : null}
    </>
  );
}

/** What a column sets beyond what stands here already, and whether its answer was made with other settings. */
function Overridden({ target, run, overrides = {} }: HeaderDetailsProps) {
  const { maxTokens: _, temperature: __, ...others } = overrides;
  const words = overrideWords(target.kind === "chain" ? overrides : others);
  const isChanged = run !== undefined && !sameOverrides(overrides, run.overrides);
  if (words.length === 0 && !isChanged) return null;
  const used = overrideWords(run?.overrides ?? {}).join(", ");
  const title = isChanged ? `Set since this answer, which was made with ${used || "the defaults"}` : undefined;
  const all = words.join(", ");
  return (
    <span className={classes(styles.set, styles.more)} title={title ?? `Set for this column: ${all}`}>
      <Icon name="sliders" size="xs" />
      {all === "" ? null : <span className="trunc">{all}</span>}
      {isChanged ? <span className="dim">next</span> : null}
    </span>
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
