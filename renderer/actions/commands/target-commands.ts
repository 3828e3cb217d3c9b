import { addColumn } from "#renderer/actions/columns.ts";
import { columnSelector, focusWhenDrawn } from "#renderer/actions/focus.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { providerName, targetKey } from "#renderer/stores/targets.ts";
import type { Target } from "#shared/chain.ts";
import { mostColumns } from "#shared/repeat.ts";
import { type Command, unless } from "./command.ts";

/** Every chain and every model as a column that can be added. */
export function targetCommands(): readonly Command[] {
  const { chains, modelLists, providers } = useAppStore.getState();
  const ofChains = chains.map((chain) =>
    addCommand({ kind: "chain", chainId: chain.id }, chain.name, { detail: "chain", sign: "chain" }),
  );
  const ofModels = modelLists.flatMap((list) =>
    list.models.map(({ providerId, modelId, name }) =>
      addCommand({ kind: "model", providerId, modelId }, name, {
        detail: providerName(providers, providerId),
        sign: "model",
        words: modelId,
        isRare: true,
      }),
    ),
  );
  return [...ofChains, ...ofModels];
}

type Look = Pick<Command, "detail" | "sign" | "words" | "isRare">;

function addCommand(target: Target, name: string, look: Look): Command {
  const count = useColumnsStore.getState().columns.length;
  return {
    ...look,
    id: `column.add-${targetKey(target)}`,
    label: `Add column ${name}`,
    group: "columns",
    ...unless(count < mostColumns, `There are ${mostColumns} columns`),
    run: () => {
      openView("compare");
      const columnId = addColumn(target);
      if (columnId !== null) focusWhenDrawn(columnSelector(columnId));
    },
  };
}
