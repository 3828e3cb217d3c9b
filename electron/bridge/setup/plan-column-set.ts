import { inputMessage } from "#electron/bridge/input-message.ts";
import type { Target } from "#shared/chain.ts";
import { longestColumnSetName } from "#shared/check-column-set.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import { type Draft, type Here, nameOf, type Planned, refused } from "./draft.ts";
import { providerIdHere } from "./plan-chain.ts";
import { planNamed } from "./plan-named.ts";
import { columnSetSchema } from "./setup-schema.ts";

/** A target that is not here does no harm: Send says so when the set is recalled. */
export function planColumnSet(raw: unknown, index: number, here: Here): Planned {
  const place = {
    key: `column-set ${index}`,
    kind: "column-set",
    name: nameOf(raw, `Column set ${index + 1}`),
  } as const;
  const parsed = columnSetSchema.safeParse(raw);
  if (!parsed.success) return refused(place, inputMessage(parsed.error));
  const set = parsed.data;
  return planNamed<ColumnSet>({
    base: { ...place, key: `column-set ${index} ${set.id}`, name: set.name },
    thing: set,
    here: here.columnSets,
    details: set.columns.length === 1 ? "1 column." : `${set.columns.length} columns.`,
    longestName: longestColumnSetName,
    nextId: here.nextId,
    fitted: (one, draft) => ({
      ...one,
      columns: one.columns.map((column) => ({ ...column, target: targetHere(column.target, draft) })),
    }),
    list: (draft) => draft.columnSets,
    withList: (draft, columnSets) => ({ ...draft, columnSets }),
  });
}

function targetHere(target: Target, draft: Draft): Target {
  if (target.kind === "chain") return { ...target, chainId: draft.chainIds.get(target.chainId) ?? target.chainId };
  return { ...target, providerId: providerIdHere(target.providerId, draft) ?? target.providerId };
}
