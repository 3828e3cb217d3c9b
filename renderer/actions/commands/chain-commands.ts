import { duplicateChain, newChain, removeChain, startRenaming } from "#renderer/actions/chains.ts";
import { runDrill } from "#renderer/actions/drills.ts";
import { chainSelector, columnInFocus, focusWhenDrawn } from "#renderer/actions/focus.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { openChainHealth } from "#renderer/stores/chain-health-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { selectChain, useSelectionStore } from "#renderer/stores/selection-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { Chain } from "#shared/chain.ts";
import { keymap } from "#shared/keymap.ts";
import { type Command, unless } from "./command.ts";

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
    ...chains.filter((chain) => chain.id !== chainOnScreen()?.id).map(drillCommand),
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
      showChain(chain.id);
      focusWhenDrawn("[data-chain-name]");
    },
  };
}

/** From everywhere else than the Chains view, where a drill has its own commands. */
function drillCommand(chain: Chain): Command {
  return {
    id: `drill.run-${chain.id}`,
    label: `Run a fallback drill on ${chain.name}`,
    group: "commands",
    sign: "drill",
    words: "rehearse simulate fault",
    ...(chainOnScreen() === undefined && chain.id === chainAtHand() ? { keys: keymap["drill.run"] } : {}),
    ...unless(chain.links.length > 0, "It has no links yet"),
    run: () => {
      showChain(chain.id);
      void runDrill(chain.id);
    },
  };
}

/** The chain that the keys mean: that of the column in focus, else the first. */
function chainAtHand(): string | undefined {
  const target = useColumnsStore.getState().columns.find((column) => column.id === columnInFocus())?.target;
  return target?.kind === "chain" ? target.chainId : useAppStore.getState().chains[0]?.id;
}

function showChain(chainId: string): void {
  openView("chains");
  selectChain(chainId);
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
      id: "chain.rename",
      label: "Rename chain",
      sign: "edit",
      words: "name title",
      run: () => startRenaming(chain.id),
    },
    {
      ...common,
      id: "chain.health",
      label: "Show what history says of chain",
      sign: "history",
      words: "health statistics who answered expected time cost orders links what if",
      ...unless(chain.links.length > 0, "It has no links yet"),
      run: () => openChainHealth(chain.id),
    },
    {
      ...common,
      id: "chain.remove",
      label: "Delete chain",
      sign: "remove",
      words: "remove",
      run: async () => {
        await removeChain(chain.id);
        // What had the focus may have gone with the chain.
        focusWhenDrawn(chainSelector);
      },
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
