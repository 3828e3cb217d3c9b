import { createTransport } from "#electron/http/undici-transport.ts";
import { createModelManager, type ModelManager } from "#electron/manager/model-manager.ts";
import { createCatalog } from "#electron/providers/catalog/catalog.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import { newLink } from "#shared/chain.ts";
import type { Provider } from "#shared/model.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import { type Run, type RunEvent, runIdOf } from "#shared/run.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import { createWorld } from "#test/support/engine-harness.ts";
import { fastClock } from "#test/support/fast-clock.ts";
import { keyedDirectory } from "#test/support/keyed-directory.ts";

const kinds = { first: "openai-compatible", second: "anthropic", third: "google" } as const;
const names = ["first", "second", "third"] as const;

/** What a run may say: the whole answer of one link, and of no other. */
const answers = new Set(names.map((name) => Array.from({ length: 10 }, (_, index) => `${name}${index} `).join("")));

export type SoakOptions = {
  readonly baseUrls: Readonly<Record<string, string>>;
  /** How many of the engine's seconds pass in one. */
  readonly speed: number;
  readonly seed: number;
};

export type Soak = {
  /** Plays so many runs, `parallel` at a time, and resolves when all have ended. */
  play(runs: number, parallel: number): Promise<void>;
  figures(): { answered: number; failed: number; attempts: number; wrongAnswers: number; bugs: number };
  close(): Promise<void>;
};

/** The real engine, transport and adapters before the endurance run's servers, with nothing that remembers runs. */
export function openSoak({ baseUrls, speed, seed }: SoakOptions): Soak {
  const providers = names.map(
    (name): Provider => ({
      id: name,
      name,
      kind: kinds[name],
      baseUrl: baseUrls[name] ?? "",
      keyOptional: false,
    }),
  );
  const transport = createTransport();
  const figures = { answered: 0, failed: 0, attempts: 0, wrongAnswers: 0, bugs: 0 };
  const open = new Map<string, { run: Run | undefined; readonly ended: () => void }>();
  const hear = (event: RunEvent) => {
    const entry = open.get(runIdOf(event));
    if (entry === undefined) return;
    entry.run = reduceRun(entry.run, event);
    if (event.type !== "run-ended" || entry.run === undefined) return;
    open.delete(runIdOf(event));
    count(figures, entry.run);
    entry.ended();
  };
  const { dependencies } = createWorld({
    chain: {
      links: names.map((name) => newLink(name, name, { providerId: name, modelId: `${name}-model` })),
      onMidStream: "restart",
    },
    instead: {
      clock: fastClock(speed),
      transport,
      ids: systemIds,
      random: seededRandom(seed),
      catalog: createCatalog({ providers: () => providers }),
      providers: keyedDirectory(providers),
      sink: { emit: hear, settled: async () => undefined },
      saveLimits: () => undefined,
      reportBug: (error) => {
        figures.bugs += 1;
        console.error(error);
      },
    },
  });
  const manager = createModelManager(dependencies);
  const playOne = () =>
    new Promise<void>((ended) => {
      const runId = systemIds.next();
      open.set(runId, { run: undefined, ended });
      startRun(manager, runId);
    });
  return {
    play: async (runs, parallel) => {
      let left = runs;
      const keepPlaying = async () => {
        while (left > 0) {
          left -= 1;
          await playOne();
        }
      };
      await Promise.all(Array.from({ length: parallel }, keepPlaying));
    },
    figures: () => ({ ...figures }),
    close: async () => {
      await manager.close();
      await transport.close();
    },
  };
}

function count(figures: { -readonly [Name in keyof ReturnType<Soak["figures"]>]: number }, run: Run): void {
  figures.attempts += run.attempts.filter(({ kind }) => kind !== "skip").length;
  if (run.status !== "done") figures.failed += 1;
  else if (answers.has(run.text)) figures.answered += 1;
  else {
    figures.wrongAnswers += 1;
    console.error(`A run was taken for done with the text "${run.text}"`);
  }
}

function startRun(manager: ModelManager, runId: string): void {
  const ids = { id: `comparison-${runId}`, conversationId: "soak", sessionId: "soak" };
  const comparison = { ...ids, prompt: "Hello", startedAtMs: systemClock.epochMs(), isDemo: false };
  manager.start(comparison, [{ columnId: "column", runId, target: { kind: "chain", chainId: "abc" } }]);
}
