import { runAllDrills, runDrill, stopDrill } from "#renderer/actions/drills.ts";
import { addUsualDrills, saveDrill } from "#renderer/actions/saved-drills.ts";
import { isDrilling, useDrillsStore } from "#renderer/stores/drills-store.ts";
import { keymap } from "#shared/keymap.ts";
import { chainOnScreen } from "./chain-commands.ts";
import { type Command, unless } from "./command.ts";

/** Of the chain that is on screen, where its drills are. */
export function drillCommands(): readonly Command[] {
  const chain = chainOnScreen();
  if (chain === undefined || chain.links.length === 0) return [];
  const isRunning = isDrilling(useDrillsStore.getState(), chain.id);
  const common = { group: "commands", sign: "drill", detail: chain.name, words: "rehearse fault failure" } as const;
  const ready = unless(!isRunning, "A drill is running.");
  const hasDrills = (chain.drills ?? []).length > 0;
  return [
    {
      ...common,
      ...ready,
      id: "drill.run",
      label: "Run drill",
      keys: keymap["drill.run"],
      run: () => void runDrill(chain.id),
    },
    ...(isRunning ? [{ ...common, id: "drill.stop", label: "Stop drill", run: () => stopDrill(chain.id) }] : []),
    { ...common, id: "drill.save", label: "Save drill", run: () => saveDrill(chain.id) },
    { ...common, id: "drill.usual", label: "Add the usual drills", run: () => addUsualDrills(chain.id) },
    ...(hasDrills
      ? [{ ...common, ...ready, id: "drill.run-all", label: "Run all drills", run: () => void runAllDrills(chain.id) }]
      : []),
  ];
}
