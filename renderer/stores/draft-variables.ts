import type { Column } from "#shared/run.ts";
import { missingVariables, type Values, variablesOf } from "#shared/template.ts";
import { useComposerStore } from "./composer-store.ts";
import { rowFields } from "./repeat-choice.ts";
import { useRepeatDraftStore } from "./repeat-draft-store.ts";

/** Variables of the prompt, the system prompt, and the system prompts of the columns that are asked. */
export function variablesInUse(draft: string, system: string, columns: readonly Column[]): readonly string[] {
  const own = columns.flatMap((column) => column.overrides?.system ?? []);
  return variablesOf(draft, system, ...own);
}

/** Variables that keep the draft from being sent to these columns. */
export function missingNow(columns: readonly Column[]): readonly string[] {
  const { draft, system, values } = useComposerStore.getState();
  const filled = rowFields(useRepeatDraftStore.getState());
  return missingBeside(filled, variablesInUse(draft, system, columns), values);
}

/** Those that neither have a value nor are filled by the rows of a data set. */
export function missingBeside(filled: readonly string[], names: readonly string[], values: Values): readonly string[] {
  return missingVariables(
    names.filter((name) => !filled.includes(name)),
    values,
  );
}
