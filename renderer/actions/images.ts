import type { DraftImage } from "#renderer/stores/composer-storage.ts";
import { setImages, useComposerStore } from "#renderer/stores/composer-store.ts";
import { checkImage, checkImages, largestImageBytes } from "#shared/check-images.ts";
import { imageTypeOf } from "#shared/image-type.ts";

/** Adds pasted, dropped or picked files to the draft. What cannot be sent is left out, and it is said why. */
export async function addImages(files: readonly File[]): Promise<void> {
  const problems: string[] = [];
  for (const file of files) {
    const problem = await addImage(file);
    if (problem !== null) problems.push(problem);
  }
  if (problems.length > 0) useComposerStore.setState({ imageProblem: [...new Set(problems)].join(" ") });
}

async function addImage(file: File): Promise<string | null> {
  const name = file.name === "" ? "The image" : file.name;
  const refuse = (problem: string) => `${name} was not added. ${problem}`;
  // Before it is read: a film of some gigabytes must not come into memory.
  if (file.size > largestImageBytes) return refuse(checkImage({ mimeType: "image/png", bytes: file.size }) ?? "");
  const bytes = await bytesOf(file);
  if (bytes === null) return refuse("It could not be read.");
  const image = { id: crypto.randomUUID(), mimeType: imageTypeOf(bytes) ?? "", bytes: bytes.length };
  const problem = checkImages([...currentImages(), image]);
  if (problem !== null) return refuse(problem);
  setImages([...currentImages(), { ...image, base64: base64Of(bytes) }]);
  return null;
}

/** Null for what is no file any more, or never was one, as a folder. */
async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function currentImages(): readonly DraftImage[] {
  return useComposerStore.getState().images;
}

const chunkSize = 32_768;

function base64Of(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += chunkSize) {
    binary += String.fromCharCode(...bytes.subarray(start, start + chunkSize));
  }
  return btoa(binary);
}
