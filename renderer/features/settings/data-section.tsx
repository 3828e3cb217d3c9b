import { useState } from "react";
import { copyDataFolder, openDataFolder } from "#renderer/actions/settings.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Section } from "#renderer/ui/section.tsx";
import styles from "./settings-view.module.css";

/** Where everything but keys is kept. */
export function DataSection() {
  const host = useAppStore((state) => state.capabilities);
  const [problem, setProblem] = useState<string | null>(null);
  if (host === null) return null;
  return (
    <Section title="Data" level={2}>
      <ul className={styles.rows}>
        <li className={styles.folder}>
          <p className="medium">Data folder</p>
          <p className={styles.hint}>Conversations, answers, chains and settings. Keys are never in it.</p>
          <div className={styles.path}>
            <TextField
              label="Data folder"
              hideLabel
              isMono
              readOnly
              value={host.dataDir}
              error={problem}
              end={
                <>
                  <Button icon="copy" onClick={() => void copyDataFolder()}>
                    Copy path
                  </Button>
                  {host.opensFolders ? (
                    <Button onClick={() => void openDataFolder().then(setProblem)}>Open folder</Button>
                  ) : null}
                </>
              }
            />
          </div>
        </li>
      </ul>
    </Section>
  );
}
