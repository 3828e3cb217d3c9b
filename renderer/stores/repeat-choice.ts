import type { DataRow } from "#shared/repeat.ts";
import type { RepeatChoice } from "#shared/repeat-contract.ts";
import { type Values, variablesOf } from "#shared/template.ts";
import type { RepeatDraft } from "./repeat-draft-storage.ts";
import { isRepeated, useRepeatDraftStore } from "./repeat-draft-store.ts";

/** How the draft is repeated; null where it is sent once. */
export function repeatChoice(): RepeatChoice | null {
  const draft = useRepeatDraftStore.getState();
  return isRepeated(draft) ? choiceOf(draft) : null;
}

function choiceOf({ times, data, perProvider, seed }: RepeatDraft): RepeatChoice {
  return {
    purpose: "repeat",
    times,
    perProvider,
    ...(data !== null && { rows: data.rows }),
    ...(seed !== null && { seed }),
  };
}

/** The variables that the rows of the data set fill; none where nothing is repeated. */
export function rowFields({ times, data }: Pick<RepeatDraft, "times" | "data">): readonly string[] {
  return isRepeated({ times, data }) ? (data?.fields ?? []) : [];
}

export type FilledRepeat = { readonly values: Values; readonly repeat: RepeatChoice };

/**
 * What is filled in before the rows are: the values of the variables that no row fills. A value that itself holds the
 * name of a field goes with every row instead, so that its braces stay as they are.
 */
export function besideRows(values: Values, repeat: RepeatChoice, fields: readonly string[]): FilledRepeat {
  const { rows } = repeat;
  const constants = Object.entries(values).filter(([name]) => !fields.includes(name));
  if (rows === undefined) return { values: Object.fromEntries(constants), repeat };
  const holdsField = (text: string) => variablesOf(text).some((name) => fields.includes(name));
  const late = Object.fromEntries(constants.filter(([, text]) => holdsField(text)));
  const early = Object.fromEntries(constants.filter(([, text]) => !holdsField(text)));
  if (Object.keys(late).length === 0) return { values: early, repeat };
  return { values: early, repeat: { ...repeat, rows: rows.map((row): DataRow => ({ ...late, ...row })) } };
}
