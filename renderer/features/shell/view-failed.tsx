import { type ReactNode, useEffect } from "react";
import { announce } from "#renderer/actions/announce.ts";
import { Page } from "#renderer/parts/page.tsx";
import { Button } from "#renderer/ui/button.tsx";
import styles from "./gate.module.css";

type RetryProps = { readonly tryAgain: () => void };

/** A bug in one view; the others go on. */
export function ViewFailed({ tryAgain }: RetryProps) {
  return (
    <InsteadOfView title="This view could not be drawn." verb="Draw it again" onRetry={tryAgain}>
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

type InsteadOfViewProps = {
  readonly title: string;
  readonly verb: string;
  readonly onRetry: () => void;
  readonly children: ReactNode;
};

function InsteadOfView({ title, verb, onRetry, children }: InsteadOfViewProps) {
  useEffect(() => announce(title), [title]);
  return (
    <Page title="Understudy">
      <div className={styles.center}>
        <h2>{title}</h2>
        <p className="sub">{children}</p>
        <div>
          <Button onClick={onRetry}>{verb}</Button>
        </div>
      </div>
    </Page>
  );
}
