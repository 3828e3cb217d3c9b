import type { Handlers } from "#electron/bridge/router.ts";
import { checkOwnPrices } from "#shared/check-own-price.ts";
import { refuse, succeed } from "#shared/failure.ts";
import type { ModelRef } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { noProvider } from "./provider-answers.ts";

/** Prices of the user's own. Each counts from the next attempt on. */
export function priceHandlers({
  workspace,
  catalog,
  batcher,
  clock,
}: HandlerDependencies): Pick<Handlers, "price.set"> {
  return {
    async "price.set"({ providerId, modelId, price }) {
      const model = { providerId, modelId };
      if (workspace.provider(providerId) === null) return noProvider();
      const own: OwnPrice | null = price === null ? null : { ...model, ...price, setAtMs: clock.epochMs() };
      const changed = await workspace.changeOwnPrices((prices) => {
        const others = prices.filter((one) => !isOf(one, model));
        const next = own === null ? others : [...others, own];
        const problem = checkOwnPrices(next);
        return problem === null ? succeed(next) : refuse("conflict", problem);
      });
      if (!changed.ok) return changed;
      // Its list shows the price that is in force now.
      batcher.emit({ topic: "models", list: catalog.list(providerId) });
      return succeed(own);
    },
  };
}

function isOf(price: OwnPrice, { providerId, modelId }: ModelRef): boolean {
  return price.providerId === providerId && price.modelId === modelId;
}
