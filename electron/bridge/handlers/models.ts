import type { Handlers } from "#electron/bridge/router.ts";
import { succeed } from "#shared/failure.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { fetchModels } from "./fetch-models.ts";

type ModelsHandlers = Pick<Handlers, "models.refresh" | "model.accepts" | "model.routes">;

export function modelsHandlers(dependencies: HandlerDependencies): ModelsHandlers {
  const { workspace, accepts, catalog } = dependencies;
  return {
    "models.refresh": ({ providerId }) => fetchModels(dependencies, providerId),
    "model.accepts": async ({ models, effort }) =>
      succeed(
        models.flatMap(({ providerId, modelId }) => {
          const known = workspace.provider(providerId);
          return known === null ? [] : [accepts.of(known.provider, modelId, effort)];
        }),
      ),
    "model.routes": async (model) => {
      const isDemo = workspace.settings().demo;
      return succeed(
        catalog.routes(model).map((route) => {
          const state = workspace.provider(route.providerId);
          return { ...route, isReady: state !== null && (isDemo || hasKey(state)) };
        }),
      );
    },
  };
}

/** A keychain that is locked gives no key; the demo asks for none. */
function hasKey({ key, provider }: ProviderState): boolean {
  return provider.keyOptional || (key.kind !== "none" && key.kind !== "locked-or-missing");
}
