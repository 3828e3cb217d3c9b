import { useState } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { TextField } from "#renderer/ui/field.tsx";
import { Section } from "#renderer/ui/section.tsx";
import { checkParallelRequests, mostParallelRequests } from "#shared/check-settings.ts";
import { ProxyRows } from "./proxy-rows.tsx";
import { SettingRow } from "./setting-row.tsx";
import styles from "./settings-view.module.css";
import { useSave } from "./use-save.ts";

/** How requests go out. */
export function NetworkSection() {
  return (
    <Section title="Requests" level={2}>
      <ul className={styles.rows}>
        <ParallelRow />
        <ProxyRows />
      </ul>
    </Section>
  );
}

function ParallelRow() {
  const saved = useAppStore((state) => state.settings.parallelRequests);
  const { problem, save, forgive } = useSave();
  const [typed, setTyped] = useState<string | null>(null);
  const type = async (text: string) => {
    forgive();
    setTyped(text);
    const isFine = checkParallelRequests(numberIn(text)) === null;
    // Until the host has it, what was typed stays; then the saved one is the same.
    if (isFine && (await save({ parallelRequests: numberIn(text) }))) setTyped((now) => (now === text ? null : now));
  };
  const fault = typed === null ? null : checkParallelRequests(numberIn(typed));
  return (
    <SettingRow
      label="Parallel requests"
      hint="What one key is asked at a time. More requests wait in line, and their wait is shown."
    >
      <TextField
        label="Parallel requests"
        hideLabel
        type="number"
        min={1}
        max={mostParallelRequests}
        value={typed ?? String(saved)}
        error={fault ?? problem}
        onChange={(event) => void type(event.target.value)}
        onBlur={() => setTyped((now) => (checkParallelRequests(numberIn(now ?? "")) === null ? now : null))}
      />
    </SettingRow>
  );
}

function numberIn(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
