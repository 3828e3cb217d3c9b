import type { Demo } from "#electron/demo/demo-server.ts";
import { createTransport } from "#electron/http/undici-transport.ts";
import { createModelManager, type ModelManager } from "#electron/manager/model-manager.ts";
import { createCatalog } from "#electron/providers/catalog/catalog.ts";
import { createDirectory } from "#electron/providers/directory.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import type { ModelRef } from "#shared/model.ts";
import type { Run } from "#shared/run.ts";
import { type Sample, sampleOf } from "#shared/statistics/samples.ts";
import { createWorld, runOf, type World } from "./engine-harness.ts";

/** Nobody waits for a place: waiting would be measured, too. */
const mostAtOnce = 100;

/** Two routes that are measured by the real engine, over real sockets, at the demo providers. */
export type DemoRoutes = {
  /** As the catalog knows them, the asked one first. */
  routesOf(model: ModelRef): readonly ModelRef[];
  /** So many answers of each; `atOnce` rounds are asked at a time. */
  measure(routes: readonly ModelRef[], rounds: number, atOnce: number): Promise<readonly (readonly Sample[])[]>;
  close(): Promise<void>;
};

/** The demo stays; the rest ends with `close`. */
export function openDemoRoutes(demo: Demo): DemoRoutes {
  const catalog = createCatalog();
  const transport = createTransport({});
  const directory = createDirectory({
    providers: () => builtInProviders,
    readKey: async () => ({ kind: "none" }),
    demo: async () => ({ ok: true, demo }),
  });
  const world = createWorld({
    instead: { clock: systemClock, transport, ids: systemIds, random: Math.random, catalog, providers: directory },
  });
  const manager = createModelManager(world.dependencies, { places: mostAtOnce });
  return {
    routesOf: (model) => catalog.routes(model),
    measure: async (routes, rounds, atOnce) => {
      const samples: Sample[][] = routes.map(() => []);
      for (let round = 0; round < rounds; round += atOnce) {
        const asked = Array.from({ length: Math.min(atOnce, rounds - round) }, () => ask({ world, manager, routes }));
        const answered = (await Promise.all(asked)).flat();
        for (const [index, run] of answered.entries()) samples[index % routes.length]?.push(sampleOf(run));
      }
      return samples;
    },
    close: async () => {
      await manager.close();
      await transport.close();
    },
  };
}

type Asking = { readonly world: World; readonly manager: ModelManager; readonly routes: readonly ModelRef[] };

/** One prompt to every route at the same time. */
async function ask({ world, manager, routes }: Asking): Promise<readonly Run[]> {
  const id = systemIds.next();
  const columns = routes.map(({ providerId, modelId }, index) => ({
    ...{
      columnId: `column-${index}`,
      runId: `${id}-${index}`,
      target: { kind: "model", providerId, modelId } as const,
    },
    overrides: { maxTokens: 24 },
  }));
  const comparison = { id, conversationId: "conversation", sessionId: "session", prompt: "Say hello.", isDemo: true };
  manager.start({ ...comparison, startedAtMs: Date.now() }, columns);
  const isOver = (runId: string) => world.events.some((event) => event.type === "run-ended" && event.runId === runId);
  while (!columns.every(({ runId }) => isOver(runId))) await new Promise((resolve) => setTimeout(resolve, 20));
  return columns.map(({ runId }) => runOf(world.events, runId));
}
