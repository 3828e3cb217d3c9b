import { call } from "#renderer/bridge/host.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { type FoundServer, serverPresets } from "#shared/server-presets.ts";
import { problemOf } from "./answers.ts";
import { leaveFirstRun } from "./first-run.ts";
import { addProvider } from "./providers.ts";

/** None while the demo is on, and none where the host could not look: an offer is all that is lost. */
export async function discoverServers(isDemo: boolean): Promise<readonly FoundServer[]> {
  if (isDemo) return [];
  const answer = await call("provider.discover", {});
  return answer.ok ? answer.value : [];
}

/** Makes a provider of a server that runs here, and shows it. Gives what went wrong in words, or null. */
export function addServer(server: FoundServer): Promise<string | null> {
  return addProvider(providerOf(server));
}

export function serverName({ id }: FoundServer): string {
  return serverPresets.find((preset) => preset.id === id)?.name ?? id;
}

function providerOf(server: FoundServer) {
  return { name: serverName(server), baseUrl: server.baseUrl, keyOptional: true };
}

/** The most columns that a first comparison starts with. */
const firstColumns = 2;

/** Makes a provider of it and opens Compare on the models it has. */
export async function startWithServer(server: FoundServer): Promise<string | null> {
  const added = await call("provider.add", providerOf(server));
  if (!added.ok) return problemOf(added);
  const { id: providerId } = added.value.provider;
  const listed = await call("models.refresh", { providerId });
  const problem = await leaveFirstRun();
  if (problem !== null || !listed.ok || listed.value.models.length === 0) return problem;
  const columns = listed.value.models
    .slice(0, firstColumns)
    .map(({ modelId }) => ({ id: crypto.randomUUID(), target: { kind: "model", providerId, modelId } as const }));
  useColumnsStore.setState({ columns });
  return null;
}
