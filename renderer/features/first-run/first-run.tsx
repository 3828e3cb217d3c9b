import { type ReactNode, useEffect } from "react";
import { DemoCard } from "./demo-card.tsx";
import { Example } from "./example.tsx";
import styles from "./first-run.module.css";
import { focusPromptSoon } from "./focus-prompt.ts";
import { KeyCard } from "./key-card.tsx";
import { LocalServers } from "./local-servers.tsx";

/** The whole window until the user chose how to start. */
export function FirstRun({ brand }: { readonly brand: ReactNode }) {
  // Whatever the user chose, the next thing is a prompt.
  useEffect(() => focusPromptSoon, []);
  return (
    <>
      <header className={styles.bar}>{brand}</header>
      <main className={`scroll ${styles.main}`}>
        <div className={styles.page}>
          <h1 className={styles.hero}>See which model answers, and what happens when it can't.</h1>
          <p className={styles.lead}>
            Send one prompt to several models, put them in fallback chains, and see every attempt with its time and its
            cost.
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
