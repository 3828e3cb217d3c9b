import { Button } from "#renderer/ui/button.tsx";
import styles from "./undrawable.module.css";

/** In place of an answer whose drawing failed. */
export function Undrawable({ tryAgain }: { readonly tryAgain: () => void }) {
  return (
    <div className={styles.undrawable}>
      <p className="strong">This answer could not be drawn.</p>
      <p className="sub">It is saved, and the other columns go on.</p>
      <Button size="small" onClick={tryAgain}>
        Draw it again
      </Button>
    </div>
  );
}
