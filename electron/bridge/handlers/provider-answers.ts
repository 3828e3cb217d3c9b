import type { Workspace } from "#electron/bridge/workspace.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { ProviderState } from "#shared/provider-state.ts";

export function noProvider() {
  return refuse("not-found", "This provider is not there any more.");
}

/** In the demo no real origin is called, and what the demo servers say of keys and models is true of nobody. */
export function refuseInDemo(workspace: Workspace) {
  if (!workspace.settings().demo) return null;
  return refuse("unavailable", "The demo is on, so no real provider is called. Turn the demo off first.");
}

export function stateOf(workspace: Workspace, providerId: string): Answer<ProviderState> {
  const state = workspace.provider(providerId);
  return state === null ? noProvider() : succeed(state);
}
