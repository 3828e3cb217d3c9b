import type { Handlers } from "#electron/bridge/router.ts";
import { refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

/** Rehearsals of a chain as it is saved. */
export function drillHandlers({
  workspace,
  drills,
}: HandlerDependencies): Pick<Handlers, "drill.start" | "drill.stop"> {
  return {
    async "drill.start"({ runId, chainId, faults, speed }) {
      const chain = workspace.chains().find((one) => one.id === chainId);
      if (chain === undefined) return refuse("not-found", "This chain is not there any more.");
      if (chain.links.length === 0)
        return refuse("conflict", `The chain ${chain.name} has no links yet. Add one first.`);
      return await drills.start({ runId, chain, faults, speed });
    },
    async "drill.stop"({ runId }) {
      drills.stop(runId);
      return succeed(null);
    },
  };
}
