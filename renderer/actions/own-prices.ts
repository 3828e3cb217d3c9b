import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { modelName } from "#renderer/stores/targets.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { ModelRef } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import { problemOf } from "./answers.ts";

/** Asks for a price of this model, or for another one, from wherever one is. */
export function openSetPrice({ providerId, modelId }: ModelRef): void {
  useViewStore.setState({ priceToSet: { providerId, modelId } });
}

/** USD per million tokens. Gives what went wrong, or null. */
export async function setPrice(
  model: ModelRef,
  price: Pick<OwnPrice, "inputUsd" | "outputUsd">,
): Promise<string | null> {
  const { providerId, modelId } = model;
  const problem = problemOf(await call("price.set", { providerId, modelId, price }));
  if (problem === null) tell({ text: `${nameOf(model)} has a price of yours now. It counts from the next answer on.` });
  return problem;
}

/** The lists decide again; Undo sets the price once more. */
export async function removePrice(own: OwnPrice): Promise<void> {
  const { providerId, modelId, inputUsd, outputUsd } = own;
  const name = nameOf(own);
  const problem = problemOf(await call("price.set", { providerId, modelId, price: null }));
  if (problem !== null) return refuse(`The price of ${name} is still there. ${problem}`);
  const undo = async () => {
    const fault = problemOf(await call("price.set", { providerId, modelId, price: { inputUsd, outputUsd } }));
    if (fault !== null) refuse(`The price of ${name} did not come back. ${fault}`);
  };
  tell({ text: `Your price of ${name} is removed.`, undo: () => void undo() });
}

/** Said in every view: one comes here from Spend and Providers, too. */
function refuse(text: string): void {
  tell({ text, tone: "bad" });
}

function nameOf(model: ModelRef): string {
  return modelName(useAppStore.getState().modelLists, model);
}
