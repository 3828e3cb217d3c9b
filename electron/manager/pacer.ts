import type { Link } from "#shared/chain.ts";
import type { Underway } from "./account-allowances.ts";
import { scopesOfLink } from "./availability.ts";
import type { Engine } from "./engine.ts";
import type { Hold } from "./pacing.ts";
import type { Scopes } from "./scopes.ts";

/** Says when a request that nobody waits for may be sent, so that it causes no limit that was foretold. */
export type Pacer = {
  /** Null where the provider cannot be asked at all: then its failure is told at once. */
  scopesOf(link: Pick<Link, "provider" | "modelId">, isDemo: boolean): Promise<Scopes | null>;
  hold(request: Omit<Underway, "id">): Hold | null;
  /** The first request of a run, by its id, that is started in this turn. */
  expect(request: Underway): void;
  /** Calls back once, when a limit changed. Returns how to cancel. */
  onceChanged(callback: () => void): () => void;
};

export function createPacer({ board, providers }: Pick<Engine, "board" | "providers">): Pacer {
  return {
    scopesOf: async (link, isDemo) => {
      const access = await providers.access(link.provider, isDemo);
      return access.kind === "ready" ? scopesOfLink(link, access) : null;
    },
    hold: board.hold,
    expect: board.expect,
    onceChanged: board.onceChanged,
  };
}
