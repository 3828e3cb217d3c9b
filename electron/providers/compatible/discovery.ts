import type { Clock, Transport } from "#electron/manager/dependencies.ts";
import { exchange } from "#electron/providers/exchange.ts";
import { isRecord, parseJson, textAt } from "#electron/providers/json.ts";
import { type FoundServer, type ServerId, serverPresets } from "#shared/server-presets.ts";

/** Finds servers that run on this machine. Asked, never by a timer. */
export type Discovery = {
  /** Those that answer within half a second, in the order of the presets. Never rejects over a server's trouble. */
  find(): Promise<readonly FoundServer[]>;
};

/** A server that may run here. `paths` are asked from the root, one after the other, until one gives a model list. */
export type LocalServer = { readonly id: ServerId; readonly baseUrl: string; readonly paths: readonly string[] };

/**
 * Only servers whose port is their own. At 8000 and 8080, where vLLM and llama.cpp answer, anything may listen, and what
 * is no model server should not be asked (protocols.md §8).
 */
export const localServers: readonly LocalServer[] = [
  local("ollama", ["/api/tags"]),
  // Older versions have no list of their own, and answer an unknown path with a 200.
  local("lm-studio", ["/api/v1/models", "/v1/models"]),
];

function local(id: ServerId, paths: readonly string[]): LocalServer {
  const preset = serverPresets.find((one) => one.id === id);
  if (preset === undefined) throw new Error(`There is no preset ${id}`);
  return { id, baseUrl: preset.baseUrl, paths };
}

export type DiscoveryOptions = {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly servers?: readonly LocalServer[];
};

/** For one server with all its paths: what runs on this machine answers within a few ms. */
const limitMs = 500;

export function createDiscovery({ transport, clock, servers = localServers }: DiscoveryOptions): Discovery {
  const probe = async (server: LocalServer): Promise<FoundServer[]> => {
    const controller = new AbortController();
    const cancel = clock.after(limitMs, () => controller.abort());
    try {
      const modelCount = await countModels(transport, server, controller.signal);
      return modelCount === null ? [] : [{ id: server.id, baseUrl: server.baseUrl, modelCount }];
    } finally {
      cancel();
    }
  };
  return { find: async () => (await Promise.all(servers.map(probe))).flat() };
}

/** Null where nothing answers, or what answers is no model server. No key is sent. */
async function countModels(transport: Transport, server: LocalServer, signal: AbortSignal): Promise<number | null> {
  for (const path of server.paths) {
    const url = new URL(path, server.baseUrl).href;
    const request = { method: "GET", url, headers: { accept: "application/json" }, body: null } as const;
    const answer = await exchange(transport, request, signal);
    if (answer.kind === "failure") return null;
    const count = answer.status === 200 ? countIn(answer.body) : null;
    if (count !== null) return count;
  }
  return null;
}

/** Ollama and LM Studio list `models`, the OpenAI shape lists `data`. */
function countIn(body: string): number | null {
  const parsed = parseJson(body);
  const list = parsed.ok && isRecord(parsed.value) ? (parsed.value.models ?? parsed.value.data) : null;
  return Array.isArray(list) ? list.filter(answersPrompts).length : null;
}

function answersPrompts(model: unknown): boolean {
  const names = `${textAt(model, "type")} ${textAt(model, "id")} ${textAt(model, "name")}`;
  return !/embed/i.test(names);
}
