import type { DemoPort } from "#electron/bridge/ports.ts";
import { type Demo, type DemoStart, startDemo } from "#electron/demo/demo-server.ts";

/** Starts the demo providers when they are first wanted and keeps them until the program ends or demo is left. */
export type DemoSwitch = DemoPort & {
  /** The servers, started where they do not run: also where their thread died. */
  servers(): Promise<DemoStart>;
  close(): Promise<void>;
};

export type DemoSwitchOptions = {
  readonly workerUrl: URL;
  readonly onFailure: (message: string) => void;
  /** True while any run streams. */
  readonly isBusy: () => boolean;
};

export function createDemoSwitch({ workerUrl, onFailure, isBusy }: DemoSwitchOptions): DemoSwitch {
  let demo: Demo | null = null;
  let starting: Promise<DemoStart> | null = null;
  const start = async (): Promise<DemoStart> => {
    const started = await startDemo({
      workerUrl,
      onFailure: (message) => {
        demo = null;
        onFailure(message);
      },
    });
    if (started.ok) demo = started.demo;
    return started;
  };
  const servers = async (): Promise<DemoStart> => {
    if (demo !== null) return { ok: true, demo };
    starting ??= start().finally(() => {
      starting = null;
    });
    return await starting;
  };
  const close = async () => {
    // A start on its way would otherwise be left running with nobody to end it.
    await starting;
    const ending = demo;
    demo = null;
    await ending?.close();
  };
  return {
    servers,
    on: async () => {
      const started = await servers();
      return started.ok ? { ok: true } : started;
    },
    // Answers that still stream are not cut off: the server then idles until the program ends.
    off: async () => {
      if (!isBusy()) await close();
    },
    close,
  };
}
