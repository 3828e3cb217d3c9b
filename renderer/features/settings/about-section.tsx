import { useState } from "react";
import { arePreferencesUsual, resetSettings, showFirstRun } from "#renderer/actions/settings.ts";
import { useKeysOf } from "#renderer/parts/shortcuts.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { showOverlay } from "#renderer/stores/view-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import { Section } from "#renderer/ui/section.tsx";
import { DiagnosticsRow } from "./diagnostics-row.tsx";
import { SettingRow } from "./setting-row.tsx";
import styles from "./settings-view.module.css";

/** Help, the way back to how it came, and which program this is. */
export function AboutSection() {
  const version = useAppStore((state) => state.capabilities?.version);
  const keys = useKeysOf("shell.shortcuts");
  return (
    <Section title="About and reset" level={2}>
      <ul className={styles.rows}>
        <SettingRow label="Keyboard shortcuts" hint="Every action has a button, too.">
          <Button onClick={() => showOverlay("shortcuts")}>
            Show all shortcuts
            {keys === undefined ? null : <Kbd>{keys}</Kbd>}
          </Button>
        </SettingRow>
        <FirstRunRow />
        <ResetRow />
        <DiagnosticsRow />
        <SettingRow
          label="Open-source licences"
          hint="What others made and this program carries. Its own licence is MIT."
        >
          <Button onClick={() => showOverlay("licences")}>Show licences</Button>
        </SettingRow>
        <SettingRow label="Version">
          <span className="num">Understudy {version}</span>
        </SettingRow>
      </ul>
    </Section>
  );
}

function FirstRunRow() {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <SettingRow label="First-run page" hint="Demo, keys and local servers, as at the first start." problem={problem}>
      <Button onClick={() => void showFirstRun().then(setProblem)}>Show it again</Button>
    </SettingRow>
  );
}

function ResetRow() {
  const isUsual = useAppStore((state) => arePreferencesUsual(state.settings));
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <SettingRow
      label="Reset settings"
      hint="Look, keys and requests as they came. Keys of providers, chains and answers stay."
      problem={problem}
    >
      <Button disabled={isUsual} onClick={() => void resetSettings().then(setProblem)}>
        {isUsual ? "Nothing to reset" : "Reset"}
      </Button>
    </SettingRow>
  );
}
