import type { ChainFacts } from "#electron/exports/chains/chain-facts.ts";

/** The name that stands for each chain in a program, in the order of the chains: its own, numbered where two have the same. */
export function chainNames({ chains }: Pick<ChainFacts, "chains">): readonly string[] {
  const taken = new Set<string>();
  return chains.map(({ chain }) => {
    let name = chain.name;
    for (let number = 2; taken.has(name); number += 1) name = `${chain.name} ${number}`;
    taken.add(name);
    return name;
  });
}

/** `smart` for the one chain “Smart!”, else `chains`: the beginning of the file's name. */
export function programName({ chains }: Pick<ChainFacts, "chains">): string {
  const [only] = chains;
  if (chains.length !== 1 || only === undefined) return "chains";
  const words = only.chain.name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return ["chain", ...words].join("_").slice(0, 40);
}
