import { promptOf, threadOf, turnsOf } from "#electron/bridge/column-history.ts";
import type { AskedColumn } from "#electron/bridge/ports.ts";
import type { ComparisonState, StartColumn } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { PromptImage } from "#shared/prompt.ts";
import type { Comparison } from "#shared/run.ts";
import type { HandlerDependencies } from "./dependencies.ts";

export type Ask = {
  readonly comparison: Comparison;
  readonly columns: readonly StartColumn[];
  /** Of the same conversation. */
  readonly known: readonly ComparisonState[];
  /** The comparison's own. */
  readonly images: readonly PromptImage[];
};

/** Stands in a turn for an image that cannot be read, so that its model does not answer as if none had been there. */
const lostImage = "[An image that was part of this prompt is lost.]";

/** Gives each column the turns that it has had itself, with the images of their prompts. */
export async function askColumns(
  dependencies: HandlerDependencies,
  { comparison, columns, known, images }: Ask,
): Promise<readonly AskedColumn[]> {
  const thread = threadOf(known, comparison.followsId);
  const asked = columns.map((column) => ({ column, turns: turnsOf(thread, column.columnId) }));
  const read = new Map([[comparison.id, images]]);
  const lossy = new Map<string, string>();
  for (const { comparison: past } of asked.flatMap(({ turns }) => turns)) {
    if (read.has(past.id)) continue;
    const left = await readPastImages(dependencies, past);
    read.set(past.id, left);
    if (left.length < (past.images ?? []).length) lossy.set(past.id, `${past.prompt}\n\n${lostImage}`);
  }
  return asked.map(({ column, turns }) => {
    const told = turns.map((turn) => {
      const prompt = lossy.get(turn.comparison.id);
      return prompt === undefined ? turn : { ...turn, comparison: { ...turn.comparison, prompt } };
    });
    return { ...column, prompt: promptOf({ comparison, overrides: column.overrides, turns: told, images: read }) };
  });
}

/** What is damaged in the history must not keep anybody from sending on: the turn goes without it, and that is told. */
async function readPastImages(
  { store, workspace }: HandlerDependencies,
  past: Comparison,
): Promise<readonly PromptImage[]> {
  const read: PromptImage[] = [];
  for (const index of (past.images ?? []).keys()) {
    const found = await store.image(past.id, index);
    if (found.ok && found.value !== null) {
      read.push(found.value);
      continue;
    }
    const body = found.ok ? "It is not there any more." : found.message;
    workspace.notify({ tone: "warning", title: "An image of an earlier prompt was left out", body });
  }
  return read;
}

/** The bytes of a comparison's own images, which only the disk has. */
export async function readImages(
  { store }: Pick<HandlerDependencies, "store">,
  { id, images = [] }: Comparison,
): Promise<Answer<readonly PromptImage[]>> {
  const read: PromptImage[] = [];
  for (const index of images.keys()) {
    const found = await store.image(id, index);
    if (!found.ok) return refuse("unavailable", `An image could not be read: ${found.message}`);
    if (found.value === null) return refuse("not-found", "An image of this conversation is not there any more.");
    read.push(found.value);
  }
  return succeed(read);
}
