import { changeComposer, setDraft, setImages, useComposerStore } from "#renderer/stores/composer-store.ts";
import { promptNumber } from "#renderer/stores/prompts.ts";
import { giveBackRepeat, takeUpRepeat } from "#renderer/stores/repeat-draft-store.ts";
import { useSentImagesStore } from "#renderer/stores/sent-images-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { Comparison } from "#shared/run.ts";
import { openPrompts } from "./conversation.ts";
import { showProblem } from "./problem.ts";
import { loadImages } from "./sent-images.ts";

/**
 * Takes a sent prompt up into the composer as it was written; Send then sends it in its place. What stood in the
 * composer is put aside and comes back afterwards.
 */
export async function editPrompt(comparisonId: string): Promise<void> {
  const prompt = openPrompts().find((one) => one.id === comparisonId);
  if (prompt === undefined) return;
  offerEditBack();
  const { draft, system, values, images, setAside } = useComposerStore.getState();
  const { template } = prompt;
  setDraft(textOf(prompt));
  setImages([]);
  takeUpRepeat(prompt.repeat, `Rows of prompt ${promptNumber(openPrompts(), comparisonId)}`);
  changeComposer({
    editingId: comparisonId,
    setAside: setAside ?? { draft, system, values, images },
    system: template?.system ?? prompt.system ?? "",
    values: { ...values, ...template?.values },
  });
  await takeUpImages(prompt, () => useComposerStore.getState().editingId === comparisonId);
}

/** Gives back what was written before the edit. */
export function cancelEdit(): void {
  offerEditBack();
  const { setAside } = useComposerStore.getState();
  giveBackRepeat();
  setDraft(setAside?.draft ?? "");
  setImages(setAside?.images ?? []);
  changeComposer({
    editingId: null,
    setAside: null,
    ...(setAside !== null && { system: setAside.system, values: setAside.values }),
  });
}

function textOf({ prompt, template }: Comparison): string {
  return template?.text ?? prompt;
}

/** Before an edit is left: what was changed in it can be had back. */
function offerEditBack(): void {
  const prompts = openPrompts();
  const { draft, images, editingId, system, values, setAside } = useComposerStore.getState();
  const edited = prompts.find((one) => one.id === editingId);
  if (edited === undefined || draft === textOf(edited)) return;
  const restore = () => {
    setDraft(draft);
    setImages(images);
    changeComposer({ editingId, system, values, setAside });
  };
  tell({ text: `The edit of prompt ${promptNumber(prompts, edited.id)} was put away.`, undo: restore });
}

/**
 * Puts the images of a sent prompt into the composer, unless something else is written there by then. They are here
 * already where the prompt is on screen.
 */
export async function takeUpImages({ id, images: infos = [] }: Comparison, isStill: () => boolean): Promise<void> {
  const known = () => useSentImagesStore.getState().images[id];
  if (known() === undefined) await loadImages(id, infos.length);
  if (!isStill() || infos.length === 0) return;
  const found = infos.flatMap(({ bytes }, index) => {
    const image = known()?.[index];
    return image === undefined ? [] : [{ ...image, id: crypto.randomUUID(), bytes }];
  });
  setImages([...found, ...useComposerStore.getState().images]);
  if (found.length < infos.length) showProblem("An image of this prompt could not be read. Add it again.");
}
