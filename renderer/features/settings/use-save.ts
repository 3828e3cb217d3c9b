import { useState } from "react";
import { changeSettings } from "#renderer/actions/settings.ts";
import type { SettingsChange } from "#shared/contract.ts";

/** Saves at once; what went wrong stays at the field until the next change. */
export function useSave() {
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (change: SettingsChange) => {
    const found = await changeSettings(change);
    setProblem(found);
    return found === null;
  };
  return { problem, save, forgive: () => setProblem(null) };
}
