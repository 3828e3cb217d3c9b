import { useState } from "react";
import { refreshModels } from "#renderer/actions/providers.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { Section } from "#renderer/ui/section.tsx";
import { formatCount, formatTimeOfDay } from "#shared/format.ts";
import type { ModelList, Provider } from "#shared/model.ts";
import styles from "./models-section.module.css";
import { ModelsTable } from "./models-table.tsx";

/** What the provider offers and at which price. */
export function ModelsSection({ provider }: { readonly provider: Provider }) {
  const list = useAppStore((state) => state.modelLists.find((one) => one.providerId === provider.id));
  const isDemo = useAppStore((state) => state.settings.demo);
  const { isLoading, problem, refresh } = useRefresh(provider.id);
  return (
    <Section
      title="Models and prices"
      level={3}
      actions={
        <Button
          tone="ghost"
          size="small"
          disabled={isLoading || isDemo}
          title={isDemo ? "Demo is on, so no real provider is called" : undefined}
          onClick={() => void refresh()}
        >
          <Icon name="refresh" size="s" className={isLoading ? "spin" : undefined} />
          {isLoading ? "Refreshing…" : "Refresh"}
        </Button>
      }
    >
      {problem === null ? null : (
        <p className={styles.problem} role="status">
          <Icon name="warn" size="s" className="bad" />
          <span>{problem} The list below stays as it was.</span>
        </p>
      )}
      {list === undefined || list.models.length === 0 ? (
        <p className="sub">No models known yet. Refresh asks {provider.name} for its list.</p>
      ) : (
        <>
          <ModelsTable models={list.models} />
          {list.models.some((model) => model.price === null && !model.isFree) ? (
            <p className={styles.note}>Answers with an unknown price are listed but not counted in the budget.</p>
          ) : null}
          <p className={styles.note}>{sourceWords(list, provider)}</p>
        </>
      )}
    </Section>
  );
}

function useRefresh(providerId: string) {
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const refresh = async () => {
    setLoading(true);
    setProblem(null);
    setProblem(await refreshModels(providerId));
    setLoading(false);
  };
  return { isLoading, problem, refresh };
}

function sourceWords(list: ModelList, provider: Provider): string {
  const count = list.models.length === 1 ? "1 model" : `${formatCount(list.models.length)} models`;
  if (list.source === "bundled" || list.fetchedAtMs === null)
    return `${count}, from the list that came with Understudy.`;
  return `${count}, from ${provider.name} ${whenOf(list.fetchedAtMs)}.`;
}

function whenOf(epochMs: number): string {
  const isToday = new Date(epochMs).toDateString() === new Date().toDateString();
  if (isToday) return `at ${formatTimeOfDay(epochMs)}`;
  return `on ${new Date(epochMs).toLocaleDateString("en-GB", { day: "numeric", month: "long" })}`;
}
