import { type ReactNode, useEffect } from "react";
import { announce } from "#renderer/actions/announce.ts";
import { Page } from "#renderer/parts/page.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { CopyDiagnostics } from "./copy-diagnostics.tsx";
import styles from "./gate.module.css";

type RetryProps = { readonly tryAgain: () => void };

/** A bug in one view; the others go on. */
export function ViewFailed({ tryAgain }: RetryProps) {
  return (
    <InsteadOfView title="This view could not be drawn." verb="Draw it again" onRetry={tryAgain} isMistake>
      Answers that stream go on and are saved.
    </InsteadOfView>
  );
}

/** A view is fetched when it is first opened; the program may be away by then. */
export function ViewMissing({ tryAgain }: RetryProps) {
  return (
    <InsteadOfView title="This view could not be loaded." verb="Try again" onRetry={tryAgain}>
      Understudy did not answer. Views that were open before are still there.
    </InsteadOfView>
  );
}

/** A bug outside every view: nothing of the window's own frame is drawn here, for it may be what fails. */
export function WindowFailed({ tryAgain }: RetryProps) {
  return (
    <main className={styles.center}>
      <div className={styles.words} role="alert">
        <h1>The window could not be drawn.</h1>
        <p className="sub">Answers that stream go on and are saved. What you wrote is kept.</p>
      </div>
      <div className={styles.buttons}>
        <Button onClick={tryAgain}>Draw it again</Button>
        <Button onClick={() => window.location.reload()}>Reload</Button>
        <CopyDiagnostics />
      </div>
    </main>
  );
}

type InsteadOfViewProps = {
  readonly title: string;
  readonly verb: string;
  readonly onRetry: () => void;
  /** One of ours, worth a report. */
  readonly isMistake?: boolean;
  readonly children: ReactNode;
};

function InsteadOfView({ title, verb, onRetry, isMistake = false, children }: InsteadOfViewProps) {
  useEffect(() => announce(title), [title]);
  return (
    <Page title="Understudy">
      <div className={styles.center}>
        <h2>{title}</h2>
        <p className="sub">{children}</p>
        <div className={styles.buttons}>
          <Button onClick={onRetry}>{verb}</Button>
          {isMistake ? <CopyDiagnostics /> : null}
        </div>
      </div>
    </Page>
  );
}
