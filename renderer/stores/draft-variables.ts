import type { Column } from "#shared/run.ts";
import { missingVariables, variablesOf } from "#shared/template.ts";
import { useComposerStore } from "./composer-store.ts";

/** Variables of the prompt, the system prompt, and the system prompts of the columns that are asked. */
export function variablesInUse(draft: string, system: string, columns: readonly Column[]): readonly string[] {
  const own = columns.flatMap((column) => column.overrides?.system ?? []);
  return variablesOf(draft, system, ...own);
}

/** Variables that keep the draft from being sent to these columns. */
export function missingNow(columns: readonly Column[]): readonly string[] {
  const { draft, system, values } = useComposerStore.getState();
  return missingVariables(variablesInUse(draft, system, columns), values);
}
