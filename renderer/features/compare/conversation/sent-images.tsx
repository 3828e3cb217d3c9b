import { useEffect } from "react";
import { loadImages } from "#renderer/actions/sent-images.ts";
import { useSentImagesStore } from "#renderer/stores/sent-images-store.ts";
import type { Comparison } from "#shared/run.ts";
import styles from "./sent-prompt.module.css";

/** The images that went with a prompt, small. */
export function SentImages({ prompt }: { readonly prompt: Comparison }) {
  const { id, images = [] } = prompt;
  const loaded = useSentImagesStore((state) => state.images[id]);
  const count = images.length;
  useEffect(() => {
    void loadImages(id, count);
  }, [id, count]);
  if (count === 0) return null;
  return (
    <ul className={styles.images} aria-label="Images of the prompt">
      {images.map((_, index) => {
        const image = loaded?.[index];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the images of a sent prompt never change
          <li key={index}>
            {image === undefined ? (
              <span className={styles.blank} />
            ) : (
              <img src={`data:${image.mimeType};base64,${image.base64}`} alt={`Attached to the prompt, ${index + 1}`} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
