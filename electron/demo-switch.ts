import type { DemoPort } from "./bridge/ports.ts";
import { type Demo, startDemo } from "./demo/demo-server.ts";

/** Starts the demo providers when they are first wanted and keeps them until the program ends or demo is left. */
export type DemoSwitch = DemoPort & { running(): Demo | null };

export function createDemoSwitch(workerUrl: URL, onFailure: (message: string) => void): DemoSwitch {
  let demo: Demo | null = null;
  let starting: ReturnType<typeof startDemo> | null = null;
  return {
    running: () => demo,
    on: async () => {
      if (demo !== null) return { ok: true };
      starting ??= startDemo({
        workerUrl,
        onFailure: (message) => {
          demo = null;
          onFailure(message);
        },
      });
      const started = await starting;
      starting = null;
      if (!started.ok) return started;
      demo = started.demo;
      return { ok: true };
    },
    off: async () => {
      const ending = demo;
      demo = null;
      await ending?.close();
    },
  };
}
