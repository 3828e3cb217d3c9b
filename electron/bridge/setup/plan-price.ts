import { inputMessage } from "#electron/bridge/input-message.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { SetupItem } from "#shared/setup.ts";
import { type Draft, type Here, isSame, keep, type Planned, refused } from "./draft.ts";
import { providerIdHere } from "./plan-chain.ts";
import { ownPriceSchema } from "./setup-schema.ts";

export function planPrice(raw: unknown, index: number, here: Here & { readonly known: ReadonlySet<string> }): Planned {
  const place = { key: `own-price ${index}`, kind: "own-price", name: `Price ${index + 1}` } as const;
  const parsed = ownPriceSchema.safeParse(raw);
  if (!parsed.success) return refused(place, inputMessage(parsed.error));
  const price = parsed.data;
  const base = { ...place, key: `own-price ${index} ${price.providerId} ${price.modelId}`, name: price.modelId };
  if (!here.known.has(price.providerId)) return refused(base, "Its provider is not there.");
  const rival = here.ownPrices.find((one) => isOf(one, price));
  const item: SetupItem = { ...base, details: `${words(price)}.`, state: "new", choices: ["add", "skip"] };
  const take = (draft: Draft, choice: string) => (choice === "skip" ? draft : withPrice(draft, price));
  if (rival === undefined) return { item, take };
  if (isSame(rival, price)) return { item: { ...item, state: "same", choices: [] }, take: keep };
  const details = `${words(price)}. Here it is ${words(rival)}.`;
  return { item: { ...item, details, state: "conflict", choices: ["skip", "replace"] }, take };
}

function words({ inputUsd, outputUsd }: OwnPrice): string {
  return `$${inputUsd} in, $${outputUsd} out per million tokens`;
}

function isOf(one: OwnPrice, other: OwnPrice): boolean {
  return one.providerId === other.providerId && one.modelId === other.modelId;
}

function withPrice(draft: Draft, price: OwnPrice): Draft | null {
  const providerId = providerIdHere(price.providerId, draft);
  if (providerId === null) return null;
  const fitted = { ...price, providerId };
  const isKnown = draft.ownPrices.some((one) => isOf(one, fitted));
  const ownPrices = isKnown
    ? draft.ownPrices.map((one) => (isOf(one, fitted) ? fitted : one))
    : [...draft.ownPrices, fitted];
  return { ...draft, ownPrices };
}
