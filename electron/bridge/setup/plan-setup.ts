import type { SetupChoice, SetupChoices, SetupItem, SetupResult } from "#shared/setup.ts";
import { type Draft, type Here, isSame, type Planned } from "./draft.ts";
import { planChain } from "./plan-chain.ts";
import { planColumnSet } from "./plan-column-set.ts";
import { planPrice } from "./plan-price.ts";
import { planProvider } from "./plan-provider.ts";
import { planSettings } from "./plan-settings.ts";
import { providerSchema, type SetupFrame } from "./setup-schema.ts";

/** Everything of a file beside what is here, in the order in which it would be done. Pure: nothing is changed. */
export function planSetup(frame: SetupFrame, here: Here): readonly Planned[] {
  const providers = frame.providers.map((raw, index) => planProvider(raw, index, here));
  const known = new Set(here.providers.map(({ id }) => id));
  for (const [index, { item }] of providers.entries()) {
    const parsed = providerSchema.safeParse(frame.providers[index]);
    if (parsed.success && item.state !== "refused") known.add(parsed.data.id);
  }
  return withoutDoubles([
    ...providers,
    ...frame.ownPrices.map((raw, index) => planPrice(raw, index, { ...here, known })),
    ...frame.chains.map((raw, index) => planChain(raw, index, { ...here, known })),
    ...frame.columnSets.map((raw, index) => planColumnSet(raw, index, here)),
    ...planSettings(frame.settings, here),
  ]);
}

/** Of two things of one file that have the same id or name, the second one is refused: nobody could tell which is meant. */
function withoutDoubles(planned: readonly Planned[]): readonly Planned[] {
  const seen = new Set<string>();
  return planned.map((one) => {
    const { item } = one;
    if (item.state === "refused" || item.kind === "setting") return one;
    const [, , id = ""] = item.key.split(" ");
    const names = [`${item.kind} id ${id} ${item.kind === "own-price" ? item.name : ""}`];
    if (item.kind !== "own-price") names.push(`${item.kind} name ${item.name.toLowerCase()}`);
    if (names.some((name) => seen.has(name))) {
      const details = "It is in the file twice.";
      return { item: { ...item, details, state: "refused", choices: [] }, take: () => null };
    }
    for (const name of names) seen.add(name);
    return one;
  });
}

export type Applied = { readonly draft: Draft; readonly result: SetupResult };

/** Does in thought what was chosen; a choice that an item does not offer is its first one. */
export function applyPlan(planned: readonly Planned[], start: Draft, choices: SetupChoices): Applied {
  let draft = start;
  const result = { added: 0, replaced: 0, kept: 0, refused: 0 };
  for (const { item, take } of planned) {
    const choice = chosen(item, choices);
    const next = take(draft, choice);
    if (next === null) result.refused += 1;
    else if (isSame(listsOf(next), listsOf(draft))) result.kept += 1;
    else if (choice === "replace") result.replaced += 1;
    else result.added += 1;
    draft = next ?? draft;
  }
  return { draft, result };
}

function chosen({ key, choices: offered }: SetupItem, choices: SetupChoices): SetupChoice {
  const wanted = Object.hasOwn(choices, key) ? choices[key] : undefined;
  if (wanted !== undefined && offered.includes(wanted)) return wanted;
  return offered[0] ?? "skip";
}

function listsOf({ providers, chains, columnSets, ownPrices, settings }: Draft) {
  return { providers, chains, columnSets, ownPrices, settings };
}
