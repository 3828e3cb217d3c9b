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

/** Gives each column the turns that it has had itself, with the images of their prompts. */
export async function askColumns(
  dependencies: HandlerDependencies,
  { comparison, columns, known, images }: Ask,
): Promise<Answer<readonly AskedColumn[]>> {
  const thread = threadOf(known, comparison.followsId);
  const asked = columns.map((column) => ({ column, turns: turnsOf(thread, column.columnId) }));
  const read = new Map([[comparison.id, images]]);
  for (const { comparison: past } of asked.flatMap(({ turns }) => turns)) {
    if (read.has(past.id)) continue;
    const found = await readImages(dependencies, past);
    if (!found.ok) return found;
    read.set(past.id, found.value);
  }
  return succeed(
    asked.map(({ column, turns }) => {
      const prompt = promptOf({ comparison, overrides: column.overrides, turns, images: read });
      return { ...column, prompt };
    }),
  );
}

/** The bytes of a comparison's images, which only the disk has. */
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
