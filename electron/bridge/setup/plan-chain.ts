import { inputMessage } from "#electron/bridge/input-message.ts";
import type { Chain } from "#shared/chain.ts";
import { longestName } from "#shared/check-chain.ts";
import { type Draft, type Here, nameOf, type Planned, refused } from "./draft.ts";
import { planNamed } from "./plan-named.ts";
import { chainSchema } from "./setup-schema.ts";

/** `known`: providers that are here or could be imported with it, by their ids in the file. */
export function planChain(raw: unknown, index: number, here: Here & { readonly known: ReadonlySet<string> }): Planned {
  const place = { key: `chain ${index}`, kind: "chain", name: nameOf(raw, `Chain ${index + 1}`) } as const;
  const parsed = chainSchema.safeParse(raw);
  if (!parsed.success) return refused(place, inputMessage(parsed.error));
  const chain = parsed.data;
  const base = { ...place, key: `chain ${index} ${chain.id}`, name: chain.name };
  const lost = chain.links.findIndex((link) => !here.known.has(link.provider));
  if (lost >= 0) return refused(base, `Its link ${lost + 1} names a provider that is not there.`);
  return planNamed<Chain>({
    base,
    thing: chain,
    here: here.chains,
    details: detailsOf(chain),
    longestName,
    nextId: here.nextId,
    fitted,
    list: (draft) => draft.chains,
    withList: (draft, chains, id) => ({ ...draft, chains, chainIds: new Map([...draft.chainIds, [chain.id, id]]) }),
  });
}

function detailsOf({ links }: Chain): string {
  if (links.length === 0) return "No links.";
  const names = links.slice(0, 4).map(({ name }) => name);
  const more = links.length > names.length ? ` → ${links.length - names.length} more` : "";
  return `${links.length === 1 ? "1 link" : `${links.length} links`}: ${names.join(" → ")}${more}.`;
}

/** Its providers by their ids here; null where one of them was not imported. */
function fitted(chain: Chain, draft: Draft): Chain | null {
  const providerIds = chain.links.map((link) => providerIdHere(link.provider, draft));
  if (providerIds.includes(null)) return null;
  return { ...chain, links: chain.links.map((link, at) => ({ ...link, provider: providerIds[at] ?? link.provider })) };
}

/** What the file calls a provider may be another one here. */
export function providerIdHere(fileId: string, draft: Draft): string | null {
  const mapped = draft.providerIds.get(fileId);
  if (mapped !== undefined) return mapped;
  return draft.providers.some(({ id }) => id === fileId) ? fileId : null;
}
