import type { Workspace } from "#electron/bridge/workspace.ts";
import type { Gateway } from "#electron/gateway/gateway.ts";

/** Parts that know each other: the engine asks the workspace for chains, the workspace the engine for limits. */
export type Late = { workspace: Workspace | null; gateway: Gateway | null };

export function workspaceOf(late: Late): Workspace {
  if (late.workspace === null) throw new Error("The workspace was asked for before it was there");
  return late.workspace;
}
