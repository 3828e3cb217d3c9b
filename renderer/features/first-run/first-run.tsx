import { type ReactNode, useEffect, useState } from "react";
import { leaveFirstRun } from "#renderer/actions/first-run.ts";
import { focusIfLost, promptSelector } from "#renderer/actions/focus.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { DemoCard } from "./demo-card.tsx";
import { Example } from "./example.tsx";
import styles from "./first-run.module.css";
import { KeyCard } from "./key-card.tsx";
import { LocalServers } from "./local-servers.tsx";

/** Where this page was asked for again, as from Settings, nothing has to be chosen. */
function BackToCompare() {
  const isAgain = useAppStore(({ settings }) => settings.demo || settings.conversationId !== null);
  const [problem, setProblem] = useState<string | null>(null);
  if (!isAgain) return null;
  return (
    <>
      <Problem message={problem} />
      <Button tone="ghost" onClick={() => void leaveFirstRun().then(setProblem)}>
        Back to Compare
      </Button>
    </>
  );
}

/** The whole window until the user chose how to start. */
export function FirstRun({ brand }: { readonly brand: ReactNode }) {
  // Whatever the user chose, the next thing is a prompt.
  useEffect(() => () => focusIfLost(promptSelector), []);
  return (
    <>
      <header className={styles.bar}>
        {brand}
        <span className="grow" />
        <BackToCompare />
      </header>
      <main className={`scroll ${styles.main}`}>
        <div className={styles.page}>
          <h1 className={styles.hero}>See which model answers, and what happens when it can't.</h1>
          <p className={styles.lead}>
            Send one prompt to several models, put them in fallback chains, and rehearse the failures before production
            does.
          </p>
          <div className={styles.options}>
            <DemoCard />
            <KeyCard />
          </div>
          <LocalServers />
          <Example />
        </div>
      </main>
    </>
  );
}
