import { Banner } from "#renderer/ui/banner.tsx";
import { Button } from "#renderer/ui/button.tsx";
import styles from "./part-missing.module.css";

export type PartMissingProps = {
  /** As the subject of a sentence: `The command palette`. */
  readonly name: string;
  readonly tryAgain: () => void;
  readonly onDismiss?: () => void;
};

/** In place of what floats above the views, where it could not be loaded. */
export function PartMissing({ name, tryAgain, onDismiss }: PartMissingProps) {
  return (
    <div className={styles.floating}>
      <Banner
        tone="warning"
        icon="off"
        title={`${name} could not be loaded.`}
        onDismiss={onDismiss}
        actions={
          <Button size="small" onClick={tryAgain}>
            Try again
          </Button>
        }
      >
        Understudy did not answer.
      </Banner>
    </div>
  );
}
