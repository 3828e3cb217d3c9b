import type { RepeatColumn } from "#shared/repeat.ts";
import type { RepeatedExport } from "./repeated-runs.ts";

/** What each column is called in a file, by its id: routes by who serves them, all others by their title. */
export function columnNames(exported: RepeatedExport): ReadonlyMap<string, string> {
  const { columns } = exported.comparison.repeat;
  const plain = columns.map((column) => plainName(column, exported));
  const names = columns.map((column, index): [string, string] => {
    const name = plain[index] ?? "";
    const isShared = plain.filter((other) => other === name).length > 1;
    return [column.columnId, isShared ? `${name}, ${detailOf(column, exported)}` : name];
  });
  return new Map(names);
}

function plainName({ columnId, target }: RepeatColumn, { comparison, runs, providerName }: RepeatedExport): string {
  if (comparison.repeat.purpose === "routes" && target.kind === "model") return providerName(target.providerId);
  const fallback = target.kind === "model" ? target.modelId : target.chainId;
  return runs.find((run) => run.columnId === columnId)?.title ?? fallback;
}

/** What tells columns of the same name apart. */
function detailOf({ columnId, target }: RepeatColumn, { comparison, providerName }: RepeatedExport): string {
  if (target.kind === "chain") return columnId;
  return comparison.repeat.purpose === "routes" ? target.modelId : providerName(target.providerId);
}
