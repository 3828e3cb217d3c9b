import { inputMessage } from "#electron/bridge/input-message.ts";
import { longestName } from "#shared/check-chain.ts";
import type { Provider } from "#shared/model.ts";
import type { SetupChoice, SetupItem } from "#shared/setup.ts";
import { type Draft, freeName, type Here, isSame, nameOf, type Planned, refused } from "./draft.ts";
import { providerSchema } from "./setup-schema.ts";

/** `index`: its place in the file, for one that cannot be read. */
export function planProvider(raw: unknown, index: number, here: Here): Planned {
  const parsed = providerSchema.safeParse(raw);
  const place = { key: `provider ${index}`, kind: "provider", name: nameOf(raw, `Provider ${index + 1}`) } as const;
  if (!parsed.success) return refused(place, inputMessage(parsed.error));
  const provider = parsed.data;
  const base = { ...place, key: `provider ${index} ${provider.id}`, name: provider.name };
  const ofId = here.providers.find(({ id }) => id === provider.id);
  if (ofId !== undefined) return known({ base, provider, ofId, here });
  if (provider.kind !== "openai-compatible") return refused(base, "Only servers of the OpenAI shape can be added.");
  const ofAddress = here.providers.find(({ baseUrl, kind }) => baseUrl === provider.baseUrl && kind === provider.kind);
  if (ofAddress !== undefined) return same(base, provider.id, ofAddress);
  const isTaken = here.providers.some(({ name }) => name.toLowerCase() === provider.name.toLowerCase());
  if (!isTaken) return { item: { ...base, details: provider.baseUrl, state: "new", choices: ["add", "skip"] }, take };
  const details = `${provider.baseUrl}. Another provider has this name.`;
  return { item: { ...base, details, state: "conflict", choices: ["skip", "keep-both"] }, take };

  function take(draft: Draft, choice: SetupChoice): Draft {
    if (choice === "skip") return draft;
    return withProvider(draft, provider.id, choice === "add" ? provider : renamed(provider, draft, provider.id));
  }
}

type Base = Pick<SetupItem, "key" | "kind" | "name">;
type Known = { readonly base: Base; readonly provider: Provider; readonly ofId: Provider; readonly here: Here };

function known({ base, provider, ofId, here }: Known): Planned {
  if (isSame(provider, ofId)) return same(base, provider.id, ofId);
  if (provider.kind !== ofId.kind) return refused(base, "A provider of another kind has this id.");
  const isNameTaken = here.providers.some(
    ({ id, name }) => id !== provider.id && name.toLowerCase() === provider.name.toLowerCase(),
  );
  const choices: readonly SetupChoice[] = [
    "skip",
    ...(isNameTaken ? [] : ["replace" as const]),
    ...(here.isBuiltIn(provider.id) ? [] : ["keep-both" as const]),
  ];
  const details =
    provider.baseUrl === ofId.baseUrl
      ? `${provider.baseUrl}. Its name here is ${ofId.name}.`
      : `${provider.baseUrl}. Here it is ${ofId.baseUrl}; a key is not sent to another address.`;
  return {
    item: { ...base, details, state: "conflict", choices },
    take(draft, choice) {
      if (choice === "replace") return withProvider(draft, provider.id, provider);
      if (choice !== "keep-both") return withProvider(draft, provider.id, ofId);
      return withProvider(draft, provider.id, renamed(provider, draft, here.nextId()));
    },
  };
}

/** It is here already, maybe under another id. */
function same(base: Base, fileId: string, provider: Provider): Planned {
  const details = `Here already: ${provider.name}, ${provider.baseUrl}`;
  return {
    item: { ...base, details, state: "same", choices: [] },
    take: (draft) => withProvider(draft, fileId, provider),
  };
}

function renamed(provider: Provider, draft: Draft, id: string): Provider {
  const taken = draft.providers.map(({ name }) => name);
  const isTaken = taken.some((name) => name.toLowerCase() === provider.name.toLowerCase());
  return { ...provider, id, name: isTaken ? freeName(provider.name, taken, longestName) : provider.name };
}

function withProvider(draft: Draft, fileId: string, provider: Provider): Draft {
  const isKnown = draft.providers.some(({ id }) => id === provider.id);
  const providers = isKnown
    ? draft.providers.map((one) => (one.id === provider.id ? provider : one))
    : [...draft.providers, provider];
  return { ...draft, providers, providerIds: new Map([...draft.providerIds, [fileId, provider.id]]) };
}
