import type { Handlers } from "#electron/bridge/router.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { fetchModels } from "./fetch-models.ts";

export function modelsHandlers(dependencies: HandlerDependencies): Pick<Handlers, "models.refresh"> {
  return { "models.refresh": ({ providerId }) => fetchModels(dependencies, providerId) };
}
