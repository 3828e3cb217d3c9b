import { useEffect } from "react";
import { useSentImagesStore } from "#renderer/stores/sent-images-store.ts";
import type { Comparison } from "#shared/run.ts";
import styles from "./sent-parts.module.css";

export type SentImagesProps = {
  readonly prompt: Comparison;
  /** Reads them into the store; always the same function. */
  readonly load: (comparisonId: string, count: number) => Promise<void>;
};

/** The images that went with a prompt, small. */
export function SentImages({ prompt, load }: SentImagesProps) {
  const { id, images = [] } = prompt;
  const loaded = useSentImagesStore((state) => state.images[id]);
  const count = images.length;
  useEffect(() => {
    void load(id, count);
  }, [load, id, count]);
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
