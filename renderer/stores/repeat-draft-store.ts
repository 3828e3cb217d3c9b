import { create } from "zustand";
import type { RepeatPlan } from "#shared/repeat.ts";
import { keepRepeatDraft, notRepeated, type RepeatDraft, readRepeatDraft } from "./repeat-draft-storage.ts";

export type RepeatDraftState = RepeatDraft & {
  /** What was sent last, to be had again; null before the first. */
  readonly last: RepeatDraft | null;
  /** What it was before a sent prompt was taken up to be edited; null where none is. Not kept over a reload. */
  readonly aside: RepeatDraft | null;
  /** Whether its form is open, beside the composer. */
  readonly isOpen: boolean;
};

/**
 * How the prompt being written is repeated. Kept per window, as the draft is; it never leaves the renderer. After a Send
 * nothing is repeated any more: what costs as much as many prompts is asked for each time.
 */
export const useRepeatDraftStore = create<RepeatDraftState>()(() => ({
  ...readRepeatDraft(),
  last: null,
  aside: null,
  isOpen: false,
}));

useRepeatDraftStore.subscribe(({ times, data, perProvider, seed }, before) => {
  const isSame =
    times === before.times && data === before.data && perProvider === before.perProvider && seed === before.seed;
  if (!isSame) keepRepeatDraft({ times, data, perProvider, seed });
});

export function changeRepeat(change: Partial<RepeatDraft>): void {
  useRepeatDraftStore.setState(change);
}

export function openRepeatForm(isOpen: boolean): void {
  useRepeatDraftStore.setState({ isOpen });
}

/** As a prompt was sent that is taken up to be edited, with what was there before put aside; its order is drawn anew. */
export function takeUpRepeat(plan: RepeatPlan | undefined, name: string): void {
  const { aside, times, data, perProvider, seed } = useRepeatDraftStore.getState();
  useRepeatDraftStore.setState({ ...draftOfPlan(plan, name), aside: aside ?? { times, data, perProvider, seed } });
}

/** As an earlier prompt was sent, in place of what was chosen; its order is drawn anew. */
export function repeatAs(plan: RepeatPlan | undefined, name: string): void {
  useRepeatDraftStore.setState(draftOfPlan(plan, name));
}

/** Routes are measured from their own place. */
function draftOfPlan(plan: RepeatPlan | undefined, name: string): RepeatDraft {
  if (plan === undefined || plan.purpose === "routes") return notRepeated;
  const { times, rows, perProvider } = plan;
  if (rows === undefined) return { ...notRepeated, times, perProvider };
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { times, perProvider, seed: null, data: { form: "csv", fields, rows, notes: [], fileName: name } };
}

/** The edit was put away. */
export function giveBackRepeat(): void {
  useRepeatDraftStore.setState(({ aside }) => ({ ...(aside ?? notRepeated), aside: null }));
}

/** After it was sent. Nothing changes where it was sent once. */
export function endRepeatDraft(): void {
  const { times, data, perProvider, seed } = useRepeatDraftStore.getState();
  if (times === 1 && data === null) useRepeatDraftStore.setState({ aside: null });
  else useRepeatDraftStore.setState({ ...notRepeated, last: { times, data, perProvider, seed }, aside: null });
}

/** Sends more than one round. */
export function isRepeated({ times, data }: Pick<RepeatDraft, "times" | "data">): boolean {
  return times > 1 || (data?.rows.length ?? 0) > 1;
}
