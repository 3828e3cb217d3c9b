import { useMemo } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { nextFollowsId, promptsOf, threadTo } from "#renderer/stores/prompts.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { useTokenCountsStore } from "#renderer/stores/token-counts-store.ts";
import type { Comparison } from "#shared/run.ts";
import { fillTemplate } from "#shared/template.ts";
import type { Sending } from "./send-estimate.ts";
import { type Turn, turnsOf } from "./turns.ts";
import { useAnyRunning } from "./use-run.ts";

/** What the composer would send now, with the variables that have a value filled in. */
export function useSending(): Sending {
  const draft = useComposerStore((state) => state.draft);
  const system = useComposerStore((state) => state.system);
  const values = useComposerStore((state) => state.values);
  const images = useComposerStore((state) => state.images.length);
  const counted = useTokenCountsStore();
  const prompt = useMemo(() => fillTemplate(draft, values).trim(), [draft, values]);
  const filledSystem = useMemo(() => fillTemplate(system, values).trim(), [system, values]);
  return { prompt, system: filledSystem, images, counted };
}

/** The prompts of the open conversation, oldest first. */
export function usePrompts(): readonly Comparison[] {
  const comparisons = useAppStore((state) => state.comparisons);
  const conversationId = useColumnsStore((state) => state.conversationId);
  return useMemo(() => promptsOf(comparisons, conversationId), [comparisons, conversationId]);
}

/** What each column has said before the prompt that is being written; looked up anew when an answer ends. */
export function useTurns(): (columnId: string) => readonly Turn[] {
  const prompts = usePrompts();
  const editingId = useComposerStore((state) => state.editingId);
  const isRunning = useAnyRunning();
  return useMemo(() => {
    const thread = threadTo(prompts, nextFollowsId(prompts, editingId));
    // While answers come in, what is there now will do.
    const runs = isRunning || thread.length > 0 ? Object.values(useRunsStore.getState().runs) : [];
    return (columnId: string) => turnsOf(columnId, thread, runs);
  }, [prompts, editingId, isRunning]);
}
