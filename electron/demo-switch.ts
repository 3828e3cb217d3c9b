import type { DemoPort, Done } from "./bridge/ports.ts";
import { type Demo, startDemo } from "./demo/demo-server.ts";

/** Starts the demo providers when they are first wanted and keeps them until the program ends or demo is left. */
export type DemoSwitch = DemoPort & { running(): Demo | null; close(): Promise<void> };

export type DemoSwitchOptions = {
  readonly workerUrl: URL;
  readonly onFailure: (message: string) => void;
  /** True while any run streams. */
  readonly isBusy: () => boolean;
};

export function createDemoSwitch({ workerUrl, onFailure, isBusy }: DemoSwitchOptions): DemoSwitch {
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
  const close = async () => {
    // A start on its way would otherwise be left running with nobody to end it.
    await starting;
    const ending = demo;
    demo = null;
    await ending?.close();
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
    // Answers that still stream are not cut off: the server then idles until the program ends.
    off: async () => {
      if (!isBusy()) await close();
    },
    close,
  };
}
