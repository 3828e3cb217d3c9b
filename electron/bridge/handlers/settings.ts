import type { Handlers } from "#electron/bridge/router.ts";
import { createSerial } from "#electron/bridge/serial.ts";
import { refuse } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type SettingsHandlers = Pick<Handlers, "settings.save">;

export function settingsHandlers({ workspace, demo }: HandlerDependencies): SettingsHandlers {
  const inTurn = createSerial();
  return {
    // In turn, so that the demo servers and the switch never end up apart.
    "settings.save": ({ gateway, ...patch }) =>
      inTurn(async () => {
        if (patch.demo === true) {
          const started = await demo.on();
          if (!started.ok) return refuse("unavailable", `The demo could not start: ${started.message}`);
        }
        const changed = await workspace.changeSettings((settings) =>
          gateway === undefined ? patch : { ...patch, gateway: { ...settings.gateway, ...gateway } },
        );
        if (!workspace.settings().demo) await demo.off();
        return changed;
      }),
  };
}
