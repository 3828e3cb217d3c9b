import { useEffect, useState } from "react";
import {
  checkRoutesSoon,
  measureRoutes,
  routesFault,
  routesRounds,
  takeUpPrompt,
} from "#renderer/actions/measure-routes.ts";
import { findRoutes } from "#renderer/actions/routes.ts";
import evidence from "#renderer/parts/evidence/evidence.module.css";
import { useNames } from "#renderer/parts/names.ts";
import { readNumber } from "#renderer/parts/read-number.ts";
import { TargetPicker } from "#renderer/parts/target-picker.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { estimateIn } from "#renderer/stores/repeat-check-store.ts";
import { changeRoutes, pickedRoutes, useRoutesStore } from "#renderer/stores/routes-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import { checkTimes } from "#shared/check-repeat.ts";
import type { ModelRef } from "#shared/model.ts";
import type { Comparison } from "#shared/run.ts";
import { RouteList } from "./route-list.tsx";
import styles from "./routes.module.css";
import { RoutesRefusal } from "./routes-refusal.tsx";
import { measureWords } from "./routes-words.ts";

export type RoutesSetupProps = {
  /** The prompt on screen; it can be asked by the routes, too. */
  readonly prompt: Comparison | undefined;
  /** What is measured already is on screen above. */
  readonly isAgain: boolean;
};

/** Which model, by which routes, how often. */
export function RoutesSetup({ prompt, isAgain }: RoutesSetupProps) {
  const model = useModel();
  useFound();
  return (
    <section className={evidence.card} aria-label="Measure routes">
      <div className={evidence.head}>
        {isAgain ? <h3>Measure again</h3> : <h2>Measure routes</h2>}
        <span className={evidence.caption}>One model, by every endpoint that serves it, asked in turn</span>
        <span className="grow" />
        <ModelButton model={model} />
      </div>
      <RouteList />
      {model === null ? null : <Measure prompt={prompt} />}
    </section>
  );
}

/** As it was picked, else the one of the columns whose routes were found. */
function useModel(): ModelRef | null {
  return useRoutesStore(({ model, found }) => model ?? found?.model ?? null);
}

/** Looks for routes whenever the model, or what providers offer, changes. */
function useFound(): void {
  const picked = useRoutesStore((state) => state.model);
  const columns = useColumnsStore((state) => state.columns);
  const modelLists = useAppStore((state) => state.modelLists);
  const keys = useAppStore(({ providers }) =>
    providers.map(({ provider, key }) => `${provider.id} ${key.kind}`).join("\n"),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when lists and keys change
  useEffect(() => {
    const inColumns = columns.flatMap(({ target }) => (target?.kind === "model" ? [target] : []));
    void findRoutes(
      (picked === null ? inColumns : [picked]).map(({ providerId, modelId }) => ({ providerId, modelId })),
    );
  }, [picked, columns, modelLists, keys]);
}

function ModelButton({ model }: { readonly model: ModelRef | null }) {
  const [isOpen, setOpen] = useState(false);
  const names = useNames();
  return (
    <Popover
      label="Model whose routes are measured"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" icon="down">
          {model === null ? "Pick a model" : names.model(model.providerId, model.modelId)}
        </Button>
      }
    >
      <TargetPicker
        only="models"
        current={model === null ? null : { kind: "model", ...model }}
        onPick={(target) => {
          if (target.kind === "model") {
            const { providerId, modelId } = target;
            changeRoutes({ model: { providerId, modelId }, picks: {} });
          }
          setOpen(false);
        }}
      />
    </Popover>
  );
}

function Measure({ prompt }: Pick<RoutesSetupProps, "prompt">) {
  const { check, isStarting, picks, found, times } = useRoutesStore();
  const { draft, system, values, images } = useComposerStore();
  const columns = useColumnsStore((state) => state.columns);
  const budgets = useMoneyStore((state) => state.budgets);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew whenever what it depends on changed
  useEffect(checkRoutesSoon, [draft, system, values, images, columns, budgets, picks, found, times]);
  const fault = routesFault();
  const estimate = estimateIn(check);
  const isRefused = check.kind === "refused" || (estimate !== null && estimate.refusal !== null);
  const isKnown = found?.kind === "known";
  return (
    <div className={styles.measure}>
      <Times />
      <Button icon="runs" disabled={fault !== null || isRefused || isStarting} onClick={() => void measureRoutes()}>
        Measure
      </Button>
      <div className={styles.words}>
        {fault === null ? (
          <RoutesRefusal check={check}>
            <span className="num sub">
              {measureWords(pickedRoutes({ found, picks }).length, routesRounds(), estimate)}
            </span>
          </RoutesRefusal>
        ) : (
          <span className="sub">{isKnown ? fault : ""}</span>
        )}
        {draft.trim() !== "" || prompt === undefined ? null : (
          <Button tone="ghost" size="small" onClick={() => void takeUpPrompt(prompt)}>
            Use the prompt on screen
          </Button>
        )}
      </div>
    </div>
  );
}

function Times() {
  const times = useRoutesStore((state) => state.times);
  const [text, setText] = useState<string | null>(null);
  const read = text === null ? null : readNumber(text, checkTimes);
  return (
    <div className={styles.times}>
      <TextField
        label="Runs of each route"
        inputMode="numeric"
        value={text ?? String(times)}
        error={read === null || read.ok ? null : read.message}
        onChange={(event) => {
          setText(event.target.value);
          const next = readNumber(event.target.value, checkTimes);
          if (next.ok) changeRoutes({ times: next.value });
        }}
        onBlur={() => {
          if (read?.ok === true) setText(null);
        }}
      />
    </div>
  );
}
