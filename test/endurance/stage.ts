import { newLink, type Target } from "#shared/chain.ts";
import type { Call } from "#shared/contract.ts";
import type { ModelRef } from "#shared/model.ts";
import { valueFrom } from "#test/support/calls.ts";
import { price } from "./answers.ts";
import type { Ledger } from "./ledger.ts";
import type { Life } from "./life.ts";
import { type EnduranceServers, localLinks, wellKnownLinks } from "./servers.ts";
import type { EnduranceWindow } from "./window.ts";

/** What can be asked, as it was set up at the first start. */
export type Catalog = {
  readonly models: readonly ModelRef[];
  readonly chains: readonly { readonly id: string; readonly name: string }[];
  readonly linkOf: (providerId: string) => string;
};

/** Everything that a lane of work in one life of the program needs. */
export type Stage = {
  /** From 1. */
  readonly number: number;
  readonly life: Life;
  readonly ledger: Ledger;
  readonly catalog: Catalog;
  readonly random: () => number;
  /** Of this lane. */
  readonly window: EnduranceWindow;
  /** A word that no other question has, of letters, digits and hyphens. */
  readonly newId: (kind: string) => string;
};

const modelsEach = 4;
const chainLinks = 3;

/** Providers, prices and chains, saved as a user would save them. */
export async function setUp(call: Call, { server }: EnduranceServers): Promise<Catalog> {
  await valueFrom(call("settings.save", { parallelRequests: 32, welcomed: true }));
  const linkOf = new Map<string, string>(wellKnownLinks.map((link) => [link, link]));
  for (const link of localLinks) {
    const added = { name: link, baseUrl: server.baseUrlOf(link), keyOptional: true };
    linkOf.set((await valueFrom(call("provider.add", added))).provider.id, link);
  }
  const models = [...linkOf.keys()].flatMap((providerId) =>
    Array.from({ length: modelsEach }, (_, index) => ({ providerId, modelId: `endurance-${index}` })),
  );
  for (const model of models) await valueFrom(call("price.set", { ...model, price }));
  const providers = [...linkOf.keys()];
  const chains = providers.map((_, first) => chainOf(providers, first));
  for (const chain of chains) await valueFrom(call("chain.save", { chain }));
  return { models, chains, linkOf: (providerId) => linkOf.get(providerId) ?? providerId };
}

/** Links of three providers; every other chain gives up where an answer breaks off. */
function chainOf(providers: readonly string[], first: number) {
  const links = Array.from({ length: chainLinks }, (_, index) => {
    const providerId = providers[(first + index * 3) % providers.length] ?? "";
    return newLink(`link-${index}`, `link ${index}`, { providerId, modelId: `endurance-${index}` });
  });
  return {
    id: `endurance-${first}`,
    name: `endurance-${first}`,
    links,
    onMidStream: first % 2 === 0 ? "restart" : "fail",
    rules: { deadlines: { firstContentMs: 1_000, lastHopeFirstContentMs: 2_000, idleMs: 1_000 } },
  } as const;
}

export function pick<T>(random: () => number, list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error("There is nothing to choose from.");
  return one;
}

/** Three of eight columns ask a chain. */
export function targetsOf({ catalog, random }: Stage, count: number): readonly Target[] {
  return Array.from({ length: count }, (_, index) => {
    if (index % 8 < 3) return { kind: "chain", chainId: pick(random, catalog.chains).id };
    return { kind: "model", ...pick(random, catalog.models) };
  });
}
