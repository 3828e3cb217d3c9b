import type { StartColumn } from "#shared/contract.ts";
import { refuse } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

/** Says which target is not there any more; null where all are. */
export function checkTargets({ workspace }: HandlerDependencies, columns: readonly Pick<StartColumn, "target">[]) {
  return columns.map(({ target }) => checkTarget(workspace, target)).find((one) => one !== null) ?? null;
}

function checkTarget(workspace: HandlerDependencies["workspace"], target: StartColumn["target"]) {
  if (target.kind === "model") {
    return workspace.provider(target.providerId) === null
      ? refuse("not-found", `There is no provider ${target.providerId} any more. Pick another model.`)
      : null;
  }
  const chain = workspace.chains().find((one) => one.id === target.chainId);
  if (chain === undefined) return refuse("not-found", "This chain is not there any more. Pick another target.");
  return chain.links.length > 0 ? null : refuse("conflict", `The chain ${chain.name} has no links yet. Add one first.`);
}
