import { call } from "#renderer/bridge/host.ts";
import { keepSentImages, useSentImagesStore } from "#renderer/stores/sent-images-store.ts";

/** Reads the images of a sent prompt, once. */
export async function loadImages(comparisonId: string, count: number): Promise<void> {
  if (count === 0 || comparisonId in useSentImagesStore.getState().images) return;
  const places = Array.from({ length: count }, (_, index) => index);
  const answers = await Promise.all(places.map((index) => call("comparison.image", { comparisonId, index })));
  // Nothing came of it while the prompt was on its way: the next drawing asks again.
  if (answers.every((answer) => !answer.ok)) return;
  keepSentImages(
    comparisonId,
    answers.map((answer) => (answer.ok ? answer.value : undefined)),
  );
}
