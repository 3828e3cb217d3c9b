import type { KeychainState } from "#shared/provider-state.ts";
import { tellDemo } from "./demo-notices.ts";
import type { HandlerDependencies } from "./handlers/dependencies.ts";
import { refreshKeys } from "./handlers/key.ts";
import type { EnvironmentFacts } from "./ports.ts";

type Opening = Pick<HandlerDependencies, "workspace" | "keys" | "demo" | "batcher"> & {
  readonly environment: EnvironmentFacts;
};

/**
 * What the workspace does by itself when the program starts: it leaves the demo where the environment gives a key,
 * starts the demo servers where the demo is on, and follows the keychain. Resolves before the keychain has answered,
 * because that may take seconds.
 */
export async function openWorkspace(opening: Opening): Promise<void> {
  const { workspace, keys, demo } = opening;
  await leaveDemoForEnvironment(opening);
  if (workspace.settings().demo) {
    const started = await demo.on();
    if (!started.ok) workspace.notify({ tone: "danger", title: "The demo could not start", body: started.message });
  }
  const follow = (state: KeychainState) => {
    if (state.kind !== "checking") void refreshKeys(opening);
  };
  keys.onState(follow);
  follow(keys.state());
}

async function leaveDemoForEnvironment({ workspace, environment }: Opening): Promise<void> {
  const variables = Object.values(environment.keys).map((key) => key.variable);
  if (variables.length === 0 || !workspace.settings().demo) return;
  const changed = await workspace.changeSettings({ demo: false });
  if (!changed.ok) {
    tellDemo(workspace, "on", changed.failure.message);
    return;
  }
  tellDemo(workspace, "off", `${variables.join(", ")} is set, so prompts go to the real providers from now on.`);
}
