import { duplicateChain, newChain, removeChain } from "#renderer/actions/chains.ts";
import { focusWhenDrawn } from "#renderer/actions/focus.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { selectChain, useSelectionStore } from "#renderer/stores/selection-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { Chain } from "#shared/chain.ts";
import type { Command } from "./command.ts";

export function chainCommands(): readonly Command[] {
  const { chains } = useAppStore.getState();
  return [
    {
      id: "chain.new",
      label: "New chain",
      group: "commands",
      sign: "add",
      words: "create fallback",
      run: () => {
        openView("chains");
        newChain();
      },
    },
    ...chains.map(openCommand),
    ...changeCommands(),
  ];
}

function openCommand(chain: Chain): Command {
  const count = chain.links.length;
  return {
    id: `chain.open-${chain.id}`,
    label: `Edit fallback chain ${chain.name}`,
    group: "chains",
    sign: "chain",
    detail: count === 1 ? "1 link" : `${count} links`,
    words: "open links",
    run: () => {
      openView("chains");
      selectChain(chain.id);
      focusWhenDrawn(`[data-chain="${chain.id}"]`);
    },
  };
}

/** On the Chains view the chain that is shown; elsewhere nobody would see what happened to which. */
function changeCommands(): readonly Command[] {
  const chain = chainOnScreen();
  if (chain === undefined) return [];
  const common = { group: "commands", detail: chain.name } as const;
  return [
    {
      ...common,
      id: "chain.duplicate",
      label: "Duplicate chain",
      sign: "copy",
      words: "copy",
      run: () => duplicateChain(chain.id),
    },
    {
      ...common,
      id: "chain.remove",
      label: "Delete chain",
      sign: "remove",
      words: "remove",
      run: () => void removeChain(chain.id),
    },
  ];
}

/** The chain that the Chains view shows; the first until one was picked. */
export function chainOnScreen(): Chain | undefined {
  if (useViewStore.getState().view !== "chains") return undefined;
  const { chains } = useAppStore.getState();
  const { chainId } = useSelectionStore.getState();
  return chains.find((chain) => chain.id === chainId) ?? chains[0];
}
