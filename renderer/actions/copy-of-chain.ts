import type { Chain } from "#shared/chain.ts";
import type { Drill } from "#shared/drill.ts";

/** The same chain under another name and ids of its own; its drills name the new links. */
export function copyOfChain(chain: Chain, name: string): Chain {
  const newIds = new Map(chain.links.map((link) => [link.id, crypto.randomUUID()]));
  const links = chain.links.map((link) => ({ ...link, id: newIds.get(link.id) ?? link.id }));
  const drills = chain.drills?.map((drill) => copyOfDrill(drill, newIds));
  return { ...chain, id: crypto.randomUUID(), name, links, ...(drills !== undefined && { drills }) };
}

/** Faults of links that the chain has no more are left out. */
function copyOfDrill(drill: Drill, newIds: ReadonlyMap<string, string>): Drill {
  const faults = Object.entries(drill.faults).flatMap(([linkId, fault]) => {
    const newId = newIds.get(linkId);
    return newId === undefined ? [] : [[newId, fault] as const];
  });
  return { id: crypto.randomUUID(), faults: Object.fromEntries(faults) };
}
