import { useEffect } from "react";
import { checkRepeatSoon, endRepeatCheck } from "#renderer/actions/repeat-check.ts";
import type { Asked } from "#renderer/features/compare/composer/use-asked.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { type RepeatCheck, useRepeatCheckStore } from "#renderer/stores/repeat-check-store.ts";
import { isRepeated, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import { runCount } from "./repeat-words.ts";

export type RepeatedDraft = {
  readonly isRepeated: boolean;
  /** Of all columns together; 0 where it is not repeated. */
  readonly runs: number;
  readonly check: RepeatCheck;
  /** False where it is known that it would be refused. */
  readonly canSend: boolean;
};

/** How the draft is repeated, with what the host says it would come to. */
export function useRepeatDraft({ columns, missing }: Asked): RepeatedDraft {
  const { times, data, perProvider } = useRepeatDraftStore();
  const check = useRepeatCheckStore((state) => state.check);
  const isOn = isRepeated({ times, data });
  const { draft, system, values, images } = useComposerStore();
  const budgets = useMoneyStore((state) => state.budgets);
  const prices = useAppStore((state) => state.modelLists);
  const chains = useAppStore((state) => state.chains);
  const isComplete = isOn && draft.trim() !== "" && missing.length === 0 && columns.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew whenever what it depends on changed
  useEffect(() => {
    if (isComplete) checkRepeatSoon(columns);
    else endRepeatCheck();
  }, [isComplete, columns, draft, system, values, images, times, data, perProvider, budgets, prices, chains]);
  const isRefused = check.kind === "refused" || (check.kind === "known" && check.estimate.refusal !== null);
  return { isRepeated: isOn, runs: isOn ? runCount({ times, data }, columns.length) : 0, check, canSend: !isRefused };
}
