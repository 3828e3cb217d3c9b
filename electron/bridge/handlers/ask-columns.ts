import { promptOf, type Turn, threadOf, turnsOf } from "#electron/bridge/column-history.ts";
import type { AskedColumn } from "#electron/bridge/ports.ts";
import type { ComparisonState, StartColumn } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { Prompt, PromptImage } from "#shared/prompt.ts";
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
export async function askColumns(dependencies: HandlerDependencies, ask: Ask): Promise<readonly AskedColumn[]> {
  const promptFor = await readTurns(dependencies, ask);
  return ask.columns.map((column) => ({ ...column, prompt: promptFor(column, ask.comparison) }));
}

type Column = Pick<StartColumn, "columnId" | "overrides">;

/** What one of the columns gets to read, where it is asked these texts. */
export type PromptFor = (column: Column, texts: Pick<Comparison, "prompt" | "system">) => Prompt;

export type Asking = Pick<Ask, "comparison" | "known"> & { readonly columns: readonly Column[] };

/** Reads the images of what the columns were asked before, and makes their prompts as often as they are asked. */
export async function readTurns(
  dependencies: HandlerDependencies,
  { images, ...asking }: Asking & Pick<Ask, "images">,
): Promise<PromptFor> {
  const turns = turnsByColumn(asking);
  const read = new Map([[asking.comparison.id, images]]);
  const lossy = new Set<string>();
  for (const { comparison: past } of [...turns.values()].flat()) {
    if (read.has(past.id)) continue;
    const left = await readPastImages(dependencies, past);
    read.set(past.id, left);
    if (left.length < (past.images ?? []).length) lossy.add(past.id);
  }
  const told = (turn: Turn): Turn => {
    if (!lossy.has(turn.comparison.id)) return turn;
    return { ...turn, comparison: { ...turn.comparison, prompt: `${turn.comparison.prompt}\n\n${lostImage}` } };
  };
  return promptsFrom(asking, new Map([...turns].map(([id, all]) => [id, all.map(told)])), read);
}

/** As they are for counting what they may cost: an image is there, and its bytes are not. */
export function sizedPrompts(asking: Asking): PromptFor {
  const turns = turnsByColumn(asking);
  const all = [asking.comparison, ...[...turns.values()].flat().map(({ comparison }) => comparison)];
  const bare = all.map(
    ({ id, images = [] }) => [id, images.map(({ mimeType }) => ({ mimeType, base64: "" }))] as const,
  );
  return promptsFrom(asking, turns, new Map(bare));
}

type TurnsByColumn = ReadonlyMap<string, readonly Turn[]>;

/** Routes are asked afresh: what one of them was asked before, and another was not, would make their prompts differ. */
function turnsByColumn({ comparison, columns, known }: Asking): TurnsByColumn {
  if (comparison.repeat?.purpose === "routes") return new Map();
  const thread = threadOf(known, comparison.followsId);
  return new Map(columns.map(({ columnId }) => [columnId, turnsOf(thread, columnId)]));
}

function promptsFrom(
  { comparison }: Asking,
  turns: TurnsByColumn,
  images: ReadonlyMap<string, readonly PromptImage[]>,
): PromptFor {
  return ({ columnId, overrides }, { prompt, system }) => {
    const asked = { id: comparison.id, prompt, ...(system !== undefined && { system }) };
    return promptOf({ comparison: asked, overrides, turns: turns.get(columnId) ?? [], images });
  };
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
