import { Page } from "#renderer/parts/page.tsx";
import { Button } from "#renderer/ui/button.tsx";
import styles from "./gate.module.css";

/** A bug in one view; the others go on. */
export function ViewFailed({ tryAgain }: { readonly tryAgain: () => void }) {
  return (
    <Page title="Understudy">
      <div className={styles.center} role="alert">
        <h2>This view could not be drawn.</h2>
        <p className="sub">Answers that stream go on and are saved.</p>
        <div>
          <Button onClick={tryAgain}>Draw it again</Button>
        </div>
      </div>
    </Page>
  );
}
