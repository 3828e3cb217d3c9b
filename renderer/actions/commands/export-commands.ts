import { openChainExport } from "#renderer/actions/chain-export.ts";
import { exportEverything, exportSetup, openExport, shownComparisonId } from "#renderer/actions/export.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useHistoryStore } from "#renderer/stores/history-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { Chain } from "#shared/chain.ts";
import { keymap } from "#shared/keymap.ts";
import { chainOnScreen } from "./chain-commands.ts";
import { attempt, type Command, unless } from "./command.ts";

/** What leaves this program as a file, and what comes in by one. */
export function exportCommands(): readonly Command[] {
  return [
    comparisonCommand(),
    ...useAppStore.getState().chains.map(chainCommand),
    {
      id: "export.setup",
      label: "Export chains and settings",
      group: "commands",
      sign: "export",
      words: "save file json share backup",
      run: attempt(exportSetup),
    },
    {
      id: "export.everything",
      label: "Export everything",
      group: "commands",
      sign: "export",
      words: "archive backup json data history",
      run: attempt(exportEverything),
    },
    {
      id: "import.open",
      label: "Import chains, settings or an archive",
      group: "commands",
      sign: "export",
      words: "file json yaml litellm portkey restore open",
      // A file is only picked by a press of its own button.
      run: () => openView("settings"),
    },
  ];
}

/** On the Chains view the keys mean the chain that is shown. */
function chainCommand(chain: Chain): Command {
  return {
    id: `export.chain-${chain.id}`,
    label: "Export chain as code",
    group: "commands",
    sign: "export",
    detail: chain.name,
    ...(chainOnScreen()?.id === chain.id ? { keys: keymap["export.chain"] } : { isRare: true }),
    words: "litellm portkey openrouter python typescript curl json yaml production",
    ...unless(chain.links.length > 0, "It has no links yet"),
    run: () => openChainExport(chain.id),
  };
}

/** The one that History shows, else the one of Compare. */
function comparisonCommand(): Command {
  const id = comparisonOnShow();
  return {
    id: "export.comparison",
    label: "Export comparison",
    group: "commands",
    sign: "export",
    ...(chainOnScreen() === undefined ? { keys: keymap["export.comparison"] } : {}),
    words: "markdown json csv html save copy share file",
    ...unless(id !== null, "Nothing was sent yet"),
    run: () => {
      if (id !== null) openExport(id);
    },
  };
}

function comparisonOnShow(): string | null {
  return useViewStore.getState().view === "history" ? useHistoryStore.getState().selectedId : shownComparisonId();
}
