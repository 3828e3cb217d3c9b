import { useState } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Chip, type Tone } from "#renderer/ui/chip.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { Spark } from "#renderer/ui/spark.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import { formatSeconds } from "#shared/format.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import { medianAndP95 } from "#shared/quantile.ts";
import { AllowanceMeters } from "./allowance-meters.tsx";
import { allowanceRows } from "./allowance-rows.ts";
import { BackIn } from "./back-in.tsx";
import { spentBudget, useSpentBudgets, withBudget } from "./budget-health.ts";
import { healthSentence } from "./health-sentence.ts";
import { useNames } from "./names.ts";
import { ProviderBadge } from "./provider-badge.tsx";
import { type Health, healthOf } from "./provider-health.ts";
import styles from "./provider-health-card.module.css";

/** What the card can do; each gives what went wrong in words, or null. */
export type HealthActions = {
  /** "Clear cooldown": its next request goes out at once. */
  readonly onClear: (providerId: string) => Promise<string | null>;
  /** "Check again": asks whether it answers by now. */
  readonly onCheck: (providerId: string) => Promise<string | null>;
  /** Opens the provider where its key is set. */
  readonly onOpen: (providerId: string) => void;
  /** Opens the budgets. */
  readonly onRaise: () => void;
};

export type ProviderHealthCardProps = { readonly state: ProviderState; readonly actions: HealthActions };

/** One provider's state now: what it allows, how fast it begins, and what can be done where it does not answer. */
export function ProviderHealthCard({ state, actions }: ProviderHealthCardProps) {
  useTick(1_000, true);
  const nowMs = Date.now();
  const isDemo = useAppStore((app) => app.settings.demo);
  const names = useNames();
  const { provider, limit } = state;
  const spent = spentBudget(useSpentBudgets(), provider.id);
  const health = withBudget(healthOf(state, isDemo, nowMs), spent);
  const sentence = healthSentence(state, { health, names, nowMs, spent });
  return (
    <section className={styles.card} aria-label={`${provider.name}: ${health.label}`}>
      <div className={styles.title}>
        <ProviderBadge providerId={provider.id} name={provider.name} />
        <h3 className="grow trunc">{provider.name}</h3>
        <HealthChip health={health} isDemo={isDemo} />
      </div>
      <AllowanceMeters size="tight" rows={allowanceRows(limit.allowances, nowMs)} />
      {health.kind === "cooling-down" ? (
        <BackIn limit={limit} nowMs={nowMs} />
      ) : (
        <FirstToken values={limit.firstTokenMs} />
      )}
      {sentence === null ? null : <p>{sentence}</p>}
      <CardAction key={health.kind} health={health} state={state} actions={actions} />
    </section>
  );
}

const tones: Readonly<Record<Health["tone"], Tone>> = { ok: "ok", warn: "warn", bad: "bad", dim: "neutral" };

/** In the demo nothing is real but the trouble that was asked for. */
export function HealthChip({ health, isDemo }: { readonly health: Health; readonly isDemo: boolean }) {
  if (isDemo && (health.kind === "healthy" || health.kind === "ready")) {
    return (
      <Chip tone="accent" icon="bolt">
        Simulated
      </Chip>
    );
  }
  return (
    <Chip tone={tones[health.tone]} icon={health.icon}>
      {health.label}
    </Chip>
  );
}

function FirstToken({ values }: { readonly values: readonly number[] }) {
  const last = values.at(-1);
  if (last === undefined) return null;
  const median = medianAndP95(values).p50;
  const figure = formatSeconds(median ?? last);
  const words = median === null ? `Last first token ${figure}` : `Median of the last ${values.length} first tokens`;
  return (
    <div className={styles.firstToken} title={words}>
      <span>First token</span>
      <Spark values={values} />
      <span className="num">{figure}</span>
    </div>
  );
}

type ActionProps = ProviderHealthCardProps & { readonly health: Health };

function CardAction({ health, state, actions }: ActionProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { id, name } = state.provider;
  const ask = async (act: (providerId: string) => Promise<string | null>) => {
    setBusy(true);
    setProblem(await act(id));
    setBusy(false);
  };
  const found = actionOf(health);
  if (found === null) return null;
  const act = () => {
    if (found.does === "open") return actions.onOpen(id);
    if (found.does === "raise") return actions.onRaise();
    void ask(found.does === "clear" ? actions.onClear : actions.onCheck);
  };
  return (
    <>
      <Button
        size="small"
        className={styles.action}
        disabled={isBusy}
        aria-label={`${found.verb}: ${name}`}
        onClick={act}
      >
        {found.verb}
      </Button>
      <Problem message={problem} />
    </>
  );
}

type Found = { readonly verb: string; readonly does: "clear" | "check" | "open" | "raise" };

function actionOf({ kind }: Health): Found | null {
  switch (kind) {
    case "cooling-down":
      return { verb: "Clear cooldown", does: "clear" };
    case "offline":
      return { verb: "Check again", does: "check" };
    case "no-key":
      return { verb: "Add a key", does: "open" };
    case "key-locked":
      return { verb: "Open provider", does: "open" };
    case "key-refused":
      return { verb: "Replace key", does: "open" };
    case "over-budget":
      return { verb: "Raise budget", does: "raise" };
    case "healthy":
    case "near-limit":
    case "ready":
      return null;
  }
}
