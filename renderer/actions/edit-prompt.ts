import { call } from "#renderer/bridge/host.ts";
import type { DraftImage } from "#renderer/stores/composer-storage.ts";
import { changeComposer, setDraft, setImages, useComposerStore } from "#renderer/stores/composer-store.ts";
import type { Comparison } from "#shared/run.ts";
import { openPrompts } from "./conversation.ts";
import { showProblem } from "./problem.ts";

/**
 * Takes a sent prompt up into the composer as it was written; Send then sends it in its place. What stood in the
 * composer is put aside and comes back afterwards.
 */
export async function editPrompt(comparisonId: string): Promise<void> {
  const prompt = openPrompts().find((one) => one.id === comparisonId);
  if (prompt === undefined) return;
  const { draft, system, values, images, setAside } = useComposerStore.getState();
  const { template } = prompt;
  setDraft(template?.text ?? prompt.prompt);
  setImages([]);
  changeComposer({
    editingId: comparisonId,
    setAside: setAside ?? { draft, system, values, images },
    system: template?.system ?? prompt.system ?? "",
    values: { ...values, ...template?.values },
  });
  const fetched = await fetchImages(prompt);
  // By then something else may be edited, or nothing.
  if (useComposerStore.getState().editingId === comparisonId && fetched.length > 0) setImages(fetched);
}

/** Gives back what was written before the edit. */
export function cancelEdit(): void {
  const { setAside } = useComposerStore.getState();
  setDraft(setAside?.draft ?? "");
  setImages(setAside?.images ?? []);
  changeComposer({
    editingId: null,
    setAside: null,
    ...(setAside !== null && { system: setAside.system, values: setAside.values }),
  });
}

async function fetchImages({ id, images = [] }: Comparison): Promise<readonly DraftImage[]> {
  const answers = await Promise.all(images.map((_, index) => call("comparison.image", { comparisonId: id, index })));
  const failed = answers.find((answer) => !answer.ok);
  if (failed !== undefined && !failed.ok) showProblem(`An image of this prompt is missing. ${failed.failure.message}`);
  return answers.flatMap((answer, index) =>
    answer.ok ? [{ ...answer.value, id: crypto.randomUUID(), bytes: images[index]?.bytes ?? 0 }] : [],
  );
}
