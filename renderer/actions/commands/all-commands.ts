import { useAppStore } from "#renderer/stores/app-store.ts";
import { answerCommands } from "./answer-commands.ts";
import { chainCommands } from "./chain-commands.ts";
import { columnCommands } from "./column-commands.ts";
import { columnSetCommands } from "./column-set-commands.ts";
import type { Command } from "./command.ts";
import { compareCommands } from "./compare-commands.ts";
import { drillCommands } from "./drill-commands.ts";
import { exportCommands } from "./export-commands.ts";
import { historyCommands } from "./history-commands.ts";
import { priceCommands } from "./price-commands.ts";
import { promptCommands } from "./prompt-commands.ts";
import { providerCommands } from "./provider-commands.ts";
import { repeatCommands } from "./repeat-commands.ts";
import { settingsCommands } from "./settings-commands.ts";
import { keyboardCommands, shellCommands } from "./shell-commands.ts";
import { spendCommands } from "./spend-commands.ts";
import { targetCommands } from "./target-commands.ts";
import { viewCommands } from "./view-commands.ts";

/** Everything that can be done now, as the palette offers it. */
export function allCommands(): readonly Command[] {
  return [
    ...namedCommands(),
    ...columnSetCommands(),
    ...targetCommands(),
    ...providerCommands(),
    ...priceCommands(),
    ...answerCommands(),
  ];
}

/** The commands that may have keys; few enough to be made for each press of one. */
export function keyedCommands(): readonly Command[] {
  if (!isWindowOpen()) return [];
  return [...namedCommands(), ...keyboardCommands()].filter((command) => command.keys !== undefined);
}

function namedCommands(): readonly Command[] {
  return [
    ...compareCommands(),
    ...promptCommands(),
    ...repeatCommands(),
    ...columnCommands(),
    ...chainCommands(),
    ...drillCommands(),
    ...historyCommands(),
    ...exportCommands(),
    ...spendCommands(),
    ...viewCommands(),
    ...shellCommands(),
    ...settingsCommands(),
  ];
}

/** The first-run page stands alone: what it hides cannot be reached by keys either. */
function isWindowOpen(): boolean {
  const { isReady, settings } = useAppStore.getState();
  return isReady && settings.welcomed;
}
