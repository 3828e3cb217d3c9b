import { notSaved } from "#electron/bridge/not-saved.ts";
import { type Answer, messageOf, refuse, succeed } from "#shared/failure.ts";
import type { ModelList } from "#shared/model.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { noProvider, refuseInDemo } from "./provider-answers.ts";

/** Asks a provider for its model list, keeps it for the next start and shows it. */
export async function fetchModels(dependencies: HandlerDependencies, providerId: string): Promise<Answer<ModelList>> {
  const { workspace, checks, store, catalog, batcher } = dependencies;
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
}

/**
 * The same without being asked, as soon as a provider can answer. Where it cannot, the list that came with the program
 * stays, and Refresh in the Providers view says why; nobody waits for it.
 */
export function fetchModelsSoon(dependencies: HandlerDependencies, providerId: string): void {
  fetchModels(dependencies, providerId).catch((error: unknown) => {
    const title = "A model list could not be read";
    dependencies.workspace.notify({ tone: "warning", title, body: messageOf(error) });
  });
}
