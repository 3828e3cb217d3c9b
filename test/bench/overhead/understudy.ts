import { createExchangeRecorder } from "#electron/compose/exchange-recorder.ts";
import { createTransport } from "#electron/http/undici-transport.ts";
import { createRedactor } from "#electron/keys/redactor.ts";
import { createModelManager } from "#electron/manager/model-manager.ts";
import { createCatalog } from "#electron/providers/catalog/catalog.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import type { Provider } from "#shared/model.ts";
import type { RunEvent } from "#shared/run.ts";
import { createWorld } from "#test/support/engine-harness.ts";
import { keyedDirectory } from "#test/support/keyed-directory.ts";
import { type Client, newTiming, prompt, type Timed } from "./client.ts";

const target = { kind: "model", providerId: "openai", modelId: "gpt-4.1" } as const;

/** As in the program, but for the disk. */
function recorderOf(key: string) {
  const { redact, remember } = createRedactor();
  remember(key);
  const save = async () => undefined;
  return createExchangeRecorder({ clock: systemClock, redact, keeps: () => true, save, onFailure: console.error });
}

/** From ModelManager to RunEvents with the real transport, adapters and catalog; without a window and without a disk. */
export function understudy(baseUrl: string, key: string): Client {
  const provider: Provider = { id: "openai", name: "OpenAI", kind: "openai", baseUrl, keyOptional: false };
  const providers = () => [provider];
  const transport = createTransport();
  let hear: (event: RunEvent) => void = () => undefined;
  const { dependencies } = createWorld({
    instead: {
      clock: systemClock,
      transport,
      ids: systemIds,
      random: Math.random,
      catalog: createCatalog({ providers }),
      providers: keyedDirectory([provider], () => key),
      sink: { emit: (event) => hear(event), settled: async () => undefined },
      recorder: recorderOf(key),
    },
  });
  const manager = createModelManager(dependencies);
  const ask = () =>
    new Promise<Timed>((resolve) => {
      const timing = newTiming();
      hear = (event) => {
        if (event.type === "delta") timing.text(event.text);
        else if (event.type === "run-ended") resolve(timing.done());
      };
      const ids = { id: systemIds.next(), conversationId: "bench", sessionId: "bench" };
      const comparison = { ...ids, prompt, startedAtMs: systemClock.epochMs(), isDemo: false };
      manager.start(comparison, [{ columnId: "column", runId: systemIds.next(), target }]);
    });
  const close = async () => {
    await manager.close();
    await transport.close();
  };
  return { ask, close };
}
