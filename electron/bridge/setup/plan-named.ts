import type { SetupChoice, SetupItem } from "#shared/setup.ts";
import { type Draft, freeName, isSame, keep, type Planned } from "./draft.ts";

export type NamedThing = { readonly id: string; readonly name: string };

/** A chain or a column set of a file beside those that are here. */
export type NamedPlan<T extends NamedThing> = {
  readonly base: Pick<SetupItem, "key" | "kind" | "name">;
  readonly thing: T;
  readonly here: readonly T[];
  /** What it is, in a line. */
  readonly details: string;
  readonly longestName: number;
  readonly nextId: () => string;
  /** Names of the file in it become names here; null where what it needs is not imported. */
  readonly fitted: (thing: T, draft: Draft) => T | null;
  readonly list: (draft: Draft) => readonly T[];
  /** The draft with another list; `id` is what the thing is called here. */
  readonly withList: (draft: Draft, list: readonly T[], id: string) => Draft;
};

/** One of the same id or the same name stands in its way, and the user decides; else it is new. */
export function planNamed<T extends NamedThing>(plan: NamedPlan<T>): Planned {
  const { base, thing, here, details } = plan;
  const rival = rivalOf(thing, here);
  if (rival === undefined) {
    const item: SetupItem = { ...base, details, state: "new", choices: ["add", "skip"] };
    return { item, take: (draft, choice) => (choice === "skip" ? draft : put(plan, draft, thing)) };
  }
  if (isSame(rival, thing)) {
    return { item: { ...base, details: `Here already. ${details}`, state: "same", choices: [] }, take: keep };
  }
  const why =
    rival.id === thing.id
      ? rival.name === thing.name
        ? "It differs from the one here."
        : `Here it is ${rival.name}.`
      : "Another one here has this name.";
  const item: SetupItem = {
    ...base,
    details: `${details} ${why}`,
    state: "conflict",
    choices: ["skip", "replace", "keep-both"],
  };
  return { item, take: (draft, choice) => resolved(plan, draft, choice) };
}

function rivalOf<T extends NamedThing>(thing: T, list: readonly T[]): T | undefined {
  const name = thing.name.toLowerCase();
  return list.find(({ id }) => id === thing.id) ?? list.find((one) => one.name.toLowerCase() === name);
}

function resolved<T extends NamedThing>(plan: NamedPlan<T>, draft: Draft, choice: SetupChoice): Draft | null {
  const { thing, longestName, nextId } = plan;
  const list = plan.list(draft);
  const rival = rivalOf(thing, list);
  if (choice === "skip" || rival === undefined) return draft;
  // In the place and under the id of the one that goes, so that columns and programs that name it find the new one.
  if (choice === "replace") return put(plan, draft, { ...thing, id: rival.id });
  const taken = list.map(({ name }) => name);
  const isTaken = taken.some((name) => name.toLowerCase() === thing.name.toLowerCase());
  const name = isTaken ? freeName(thing.name, taken, longestName) : thing.name;
  const id = list.some((one) => one.id === thing.id) ? nextId() : thing.id;
  return put(plan, draft, { ...thing, id, name });
}

function put<T extends NamedThing>(plan: NamedPlan<T>, draft: Draft, thing: T): Draft | null {
  const fitted = plan.fitted(thing, draft);
  if (fitted === null) return null;
  const list = plan.list(draft);
  const others = list.filter(({ id }) => id !== fitted.id);
  // A name that another one took meanwhile, such as one before it in the same file.
  if (others.some(({ name }) => name.toLowerCase() === fitted.name.toLowerCase())) return null;
  const isKnown = others.length < list.length;
  const next = isKnown ? list.map((one) => (one.id === fitted.id ? fitted : one)) : [...list, fitted];
  return plan.withList(draft, next, fitted.id);
}
