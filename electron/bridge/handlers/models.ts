import type { Handlers } from "#electron/bridge/router.ts";
import { succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { fetchModels } from "./fetch-models.ts";

type ModelsHandlers = Pick<Handlers, "models.refresh" | "model.accepts">;

export function modelsHandlers(dependencies: HandlerDependencies): ModelsHandlers {
  const { workspace, accepts } = dependencies;
  return {
    "models.refresh": ({ providerId }) => fetchModels(dependencies, providerId),
    "model.accepts": async ({ models, effort }) =>
      succeed(
        models.flatMap(({ providerId, modelId }) => {
          const known = workspace.provider(providerId);
          return known === null ? [] : [accepts.of(known.provider, modelId, effort)];
        }),
      ),
  };
}
