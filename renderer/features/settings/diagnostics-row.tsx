import { useState } from "react";
import { copyDiagnostics, openLogFolder } from "#renderer/actions/diagnostics.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { showOverlay } from "#renderer/stores/view-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { SettingRow } from "./setting-row.tsx";
import styles from "./settings-view.module.css";

/** What a bug report needs: to be read, copied, or looked at where it is written. */
export function DiagnosticsRow() {
  const opensFolders = useAppStore((state) => state.capabilities?.opensFolders === true);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <SettingRow
      label="Diagnostics"
      hint="Versions, settings, counts and the log, for a bug report. No prompt, answer, key, address or name of yours is in it."
      problem={problem}
    >
      <span className={styles.buttons}>
        <Button aria-label="Show diagnostics" onClick={() => showOverlay("diagnostics")}>
          Show
        </Button>
        <Button icon="copy" aria-label="Copy diagnostics" onClick={() => void copyDiagnostics()}>
          Copy
        </Button>
        {opensFolders ? <Button onClick={() => void openLogFolder().then(setProblem)}>Open log folder</Button> : null}
      </span>
    </SettingRow>
  );
}
