import { useState } from "react";
import { exportEverything, exportSetup } from "#renderer/actions/export.ts";
import { openArchive, openSetup } from "#renderer/actions/import.ts";
import { copyDataFolder, openDataFolder } from "#renderer/actions/settings.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Section } from "#renderer/ui/section.tsx";
import { FileButton } from "./file-button.tsx";
import { SettingRow } from "./setting-row.tsx";
import styles from "./settings-view.module.css";

/** Where everything but keys is kept, and how it leaves and comes back. */
export function DataSection() {
  return (
    <Section title="Data" level={2}>
      <ul className={styles.rows}>
        <DataFolder />
        <EverythingRow />
        <SetupRow />
      </ul>
    </Section>
  );
}

function DataFolder() {
  const host = useAppStore((state) => state.capabilities);
  const [problem, setProblem] = useState<string | null>(null);
  if (host === null) return null;
  return (
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
  );
}

function EverythingRow() {
  const [problem, setProblem] = useState<string | null>(null);
  const isBusy = useAppStore((state) => state.jobs.some((job) => job.state === "running"));
  return (
    <SettingRow
      label="Everything"
      hint="History, spend, chains and settings as one JSON file in the folder “exports” of the data folder. Keys are never in it."
      problem={problem}
    >
      <span className={styles.buttons}>
        <Button
          aria-label="Export everything"
          disabled={isBusy}
          onClick={() => void exportEverything().then(setProblem)}
        >
          Export
        </Button>
        <FileButton label="Import archive…" disabled={isBusy} onPick={openArchive} />
      </span>
    </SettingRow>
  );
}

/** Understudy and Portkey write JSON, LiteLLM reads YAML. */
const setupFiles = ".json,.yaml,.yml,application/json,application/yaml";

function SetupRow() {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <SettingRow
      label="Chains and settings"
      hint="With column sets, own prices and added providers, to share or to take along. An import also reads the chains of LiteLLM (YAML) and Portkey (JSON), and shows first what it would change."
      problem={problem}
    >
      <span className={styles.buttons}>
        <Button aria-label="Export chains and settings" onClick={() => void exportSetup().then(setProblem)}>
          Export
        </Button>
        <FileButton label="Import chains and settings…" accept={setupFiles} onPick={openSetup} />
      </span>
    </SettingRow>
  );
}
