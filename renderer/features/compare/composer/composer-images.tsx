import { useAppStore } from "#renderer/stores/app-store.ts";
import { removeImage, useComposerStore } from "#renderer/stores/composer-store.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { formatCount } from "#shared/format.ts";
import type { Column } from "#shared/run.ts";
import styles from "./composer-images.module.css";
import { imageNotes } from "./image-notes.ts";

/** Images of the prompt that is being written, and which targets will not take them. */
export function ComposerImages({ asked }: { readonly asked: readonly Column[] }) {
  const images = useComposerStore((state) => state.images);
  const areKept = useComposerStore((state) => state.areImagesKept);
  const problem = useComposerStore((state) => state.imageProblem);
  const chains = useAppStore((state) => state.chains);
  const modelLists = useAppStore((state) => state.modelLists);
  if (images.length === 0) return <Problem message={problem} className={styles.note} />;
  const notes = imageNotes({ chains, modelLists }, asked);
  return (
    <>
      <ul className={styles.images} aria-label="Images">
        {images.map(({ id, mimeType, base64, bytes }, index) => (
          <li key={id}>
            <img
              src={`data:${mimeType};base64,${base64}`}
              alt={`Attached ${index + 1}, ${formatCount(Math.ceil(bytes / 1024))} KB`}
            />
            <IconButton
              icon="close"
              size="small"
              label={`Remove image ${index + 1}`}
              className={styles.remove}
              onClick={() => removeImage(id)}
            />
          </li>
        ))}
      </ul>
      {notes.map((note) => (
        <p key={note} className={`warn ${styles.note}`}>
          {note}
        </p>
      ))}
      {areKept ? null : <p className={`sub ${styles.note}`}>These images are too large to survive a reload.</p>}
      <Problem message={problem} className={styles.note} />
    </>
  );
}
