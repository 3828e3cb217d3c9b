import { Button } from "#renderer/ui/button.tsx";
import styles from "./column/undrawable.module.css";

/** In place of the list or the diff where its chunk did not come; prompt and composer stay. */
export function LayoutMissing({ tryAgain }: { readonly tryAgain: () => void }) {
  return (
    <div className={styles.undrawable}>
      <p className="strong">This layout of the answers could not be loaded.</p>
      <p className="sub">Understudy did not answer. The answers are saved, and the columns are still there.</p>
      <Button size="small" onClick={tryAgain}>
        Try again
      </Button>
    </div>
  );
}
