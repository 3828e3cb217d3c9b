import type { Handlers } from "#electron/bridge/router.ts";
import { notSaved } from "#electron/bridge/workspace.ts";
import { refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { noProvider, refuseInDemo } from "./provider.ts";

type ModelsHandlers = Pick<Handlers, "models.refresh">;

export function modelsHandlers(dependencies: HandlerDependencies): ModelsHandlers {
  const { workspace, checks, store, catalog, batcher } = dependencies;
  return {
    async "models.refresh"({ providerId }) {
      if (workspace.provider(providerId) === null) return noProvider();
      const refused = refuseInDemo(workspace);
      if (refused !== null) return refused;
      const fetched = await checks.fetchModels(providerId);
      if (!fetched.ok) return refuse("unavailable", fetched.message);
      // It may have been removed while the list was on its way.
      if (workspace.provider(providerId) === null) return noProvider();
      const saved = await store.saveModelList(fetched.value);
      if (!saved.ok) return notSaved(saved);
      catalog.setList(fetched.value);
      // With the names, windows and prices that the provider's own list leaves out.
      const list = catalog.list(providerId);
      batcher.emit({ topic: "models", list });
      return succeed(list);
    },
  };
}
