import type { Chain } from "#shared/chain.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import type { Provider } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { Settings } from "#shared/settings.ts";
import type { SetupChoice, SetupItem } from "#shared/setup.ts";

/** What an import makes of what is here, as far as it has come. */
export type Draft = {
  readonly providers: readonly Provider[];
  readonly chains: readonly Chain[];
  readonly columnSets: readonly ColumnSet[];
  readonly ownPrices: readonly OwnPrice[];
  readonly settings: Settings;
  /** Ids of the file → ids here. A provider of the file that is not imported is in neither. */
  readonly providerIds: ReadonlyMap<string, string>;
  readonly chainIds: ReadonlyMap<string, string>;
};

/** Null where it cannot be done after what was chosen before it. */
export type Step = (draft: Draft, choice: SetupChoice) => Draft | null;

/** One thing of a file: what the preview says of it, and what each choice does. */
export type Planned = { readonly item: SetupItem; readonly take: Step };

/** What judges one thing of a file is told. */
export type Here = Draft & {
  readonly isBuiltIn: (providerId: string) => boolean;
  readonly nextId: () => string;
};

const longestShown = 64;

/** Of something that could not be read: what it calls itself, else its place in the file. */
export function nameOf(raw: unknown, elsewise: string): string {
  const name = typeof raw === "object" && raw !== null && "name" in raw ? raw.name : null;
  return typeof name === "string" && name.trim() !== "" ? name.slice(0, longestShown) : elsewise;
}

export const keep: Step = (draft) => draft;

export function refused(item: Pick<SetupItem, "key" | "kind" | "name">, details: string): Planned {
  return { item: { ...item, details, state: "refused", choices: [] }, take: () => null };
}

/** `smart 2`, `smart 3` …: the first that nobody has, cut where it would be too long. */
export function freeName(name: string, taken: readonly string[], longest: number): string {
  const known = new Set(taken.map((one) => one.toLowerCase()));
  for (let count = 2; ; count += 1) {
    const ending = ` ${count}`;
    const candidate = `${name.slice(0, longest - ending.length).trimEnd()}${ending}`;
    if (!known.has(candidate.toLowerCase())) return candidate;
  }
}

/** The same value, whatever the order of its fields. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
