import { takeDemoBack } from "#electron/bridge/demo-notices.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import { createSerial } from "#electron/bridge/serial.ts";
import { messageOf, refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type SettingsHandlers = Pick<Handlers, "settings.save" | "data.open">;

export function settingsHandlers(dependencies: HandlerDependencies): SettingsHandlers {
  const { workspace, demo, preferences, budgets, openFolder, capabilities } = dependencies;
  const inTurn = createSerial();
  return {
    async "data.open"() {
      if (openFolder === undefined)
        return refuse("unavailable", "This host cannot open folders. Copy the path instead.");
      try {
        await openFolder(capabilities.dataDir);
        return succeed(null);
      } catch (error) {
        return refuse("unavailable", `The folder could not be opened: ${messageOf(error)}`);
      }
    },
    // In turn, so that the demo servers and the switch never end up apart.
    "settings.save": ({ gateway, ...patch }) =>
      inTurn(async () => {
        if (patch.demo === true) {
          const started = await demo.on();
          if (!started.ok) return refuse("unavailable", `The demo could not start: ${started.message}`);
        }
        const wasDemo = workspace.settings().demo;
        const changed = await workspace.changeSettings((settings) =>
          gateway === undefined ? patch : { ...patch, gateway: { ...settings.gateway, ...gateway } },
        );
        if (changed.ok) preferences.apply(changed.value);
        const isMoneyOther = patch.demo !== undefined || patch.budgets !== undefined;
        if (changed.ok && isMoneyOther) budgets.tellAll();
        if (workspace.settings().demo !== wasDemo) {
          takeDemoBack(workspace);
          forgetAccounts(dependencies);
        }
        if (!workspace.settings().demo) await demo.off();
        return changed;
      }),
  };
}

/** The demo's figures are not those of the real providers, nor the other way round. */
function forgetAccounts({ workspace, manager }: HandlerDependencies): void {
  for (const { provider } of workspace.providers()) {
    manager.keyReplaced(provider.id);
    workspace.tellProvider(provider.id);
  }
}
