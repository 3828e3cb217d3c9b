import type { DemoPort, Done } from "./bridge/ports.ts";
import { type Demo, startDemo } from "./demo/demo-server.ts";

/** Starts the demo providers when they are first wanted and keeps them until the program ends or demo is left. */
export type DemoSwitch = DemoPort & { running(): Demo | null };

export function createDemoSwitch(workerUrl: URL, onFailure: (message: string) => void): DemoSwitch {
  let demo: Demo | null = null;
  let starting: Promise<Done> | null = null;
  const start = async (): Promise<Done> => {
    const started = await startDemo({
      workerUrl,
      onFailure: (message) => {
        demo = null;
        onFailure(message);
      },
    });
    if (!started.ok) return started;
    demo = started.demo;
    return { ok: true };
  };
  return {
    running: () => demo,
    on: async () => {
      if (demo !== null) return { ok: true };
      starting ??= start().finally(() => {
        starting = null;
      });
      return await starting;
    },
    off: async () => {
      // A start on its way would otherwise be left running with nobody to end it.
      await starting;
      const ending = demo;
      demo = null;
      await ending?.close();
    },
  };
}
