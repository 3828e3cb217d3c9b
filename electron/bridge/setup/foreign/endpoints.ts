import type { Here } from "#electron/bridge/setup/draft.ts";
import { checkBaseUrl } from "#shared/check-base-url.ts";
import type { Provider, ProviderKind } from "#shared/model.ts";
import { type ServerId, serverPresets } from "#shared/server-presets.ts";

/** By what other programs call them. */
const kinds: Readonly<Record<string, ProviderKind>> = {
  openai: "openai",
  anthropic: "anthropic",
  gemini: "google",
  google: "google",
  openrouter: "openrouter",
};
const servers: Readonly<Record<string, ServerId>> = {
  mistral: "mistral",
  "mistral-ai": "mistral",
  groq: "groq",
  deepseek: "deepseek",
  xai: "xai",
  "x-ai": "xai",
  together_ai: "together",
  "together-ai": "together",
  ollama: "ollama",
  ollama_chat: "ollama",
  lm_studio: "lm-studio",
  hosted_vllm: "vllm",
};

/** `name`: as the other program calls the provider; `address`: where its file says that it is, else null. */
export type AskedEndpoint = { readonly name: string; readonly address: string | null; readonly hasKey: boolean };

export type FoundEndpoint =
  | { readonly ok: true; readonly providerId: string; readonly kind: ProviderKind }
  | { readonly ok: false; readonly why: string };

/** Finds the provider that a link of a foreign file asks, and gathers those that have to be added for it. */
export type Endpoints = { find(asked: AskedEndpoint): FoundEndpoint; added(): readonly Provider[] };

export function createEndpoints(here: Pick<Here, "providers">): Endpoints {
  const added = new Map<string, Provider>();
  const find = ({ name, address, hasKey }: AskedEndpoint): FoundEndpoint => {
    const server = serverPresets.find(({ id }) => Object.hasOwn(servers, name) && id === servers[name]);
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined && server === undefined) return { ok: false, why: unknownWords(name) };
    const own = here.providers.find((one) => one.kind === kind);
    const asked = address === null ? (server?.baseUrl ?? null) : withPath(address, server?.baseUrl ?? null);
    if (asked === null) return own === undefined ? { ok: false, why: unknownWords(name) } : found(own);
    const checked = checkBaseUrl(asked, (text) => URL.parse(text));
    if (!checked.ok) return { ok: false, why: checked.message };
    const there = [...here.providers, ...added.values()].filter(({ baseUrl }) =>
      isSameAddress(baseUrl, checked.baseUrl),
    );
    const known = there.find((one) => one.kind === kind) ?? there.find((one) => !hasOwnShape(one.kind));
    if (known !== undefined && hasOwnShape(known.kind) === hasOwnShape(kind)) return found(known);
    if (hasOwnShape(kind)) {
      return {
        ok: false,
        why: "Understudy asks this provider only at the address that it has here, so its links are left out.",
      };
    }
    const provider = serverAt(checked.baseUrl, { name: server?.name ?? null, keyOptional: !hasKey });
    added.set(provider.id, provider);
    return found(provider);
  };
  return { find, added: () => [...added.values()] };
}

/** Whether it is asked otherwise than in OpenAI’s shape, so that another one at its address cannot stand in for it. */
function hasOwnShape(kind: ProviderKind | undefined): boolean {
  return kind === "anthropic" || kind === "google";
}

function found({ id, kind }: Provider): FoundEndpoint {
  return { ok: true, providerId: id, kind };
}

/** An address without a path is one of a known server, whose path other programs add by themselves. */
function withPath(address: string, usual: string | null): string {
  const parsed = usual === null ? null : URL.parse(address);
  if (usual === null || parsed === null || parsed.pathname !== "/") return address;
  return `${address.replace(/\/$/, "")}${new URL(usual).pathname.replace(/\/$/, "")}`;
}

/** Other programs leave the version out, or put it in. */
function isSameAddress(one: string, other: string): boolean {
  const bare = (url: string) => url.replace(/\/v1(?:beta)?$/, "");
  return bare(one) === bare(other);
}

/** Named by its address, and the same for the same address, so that a second import finds what the first one added. */
function serverAt(baseUrl: string, { name, keyOptional }: { name: string | null; keyOptional: boolean }): Provider {
  const { host, pathname } = new URL(baseUrl);
  const path = pathname === "/" || pathname === "/v1" ? "" : pathname;
  return {
    id: `at-${textHash(baseUrl)}`,
    name: (name ?? `${host}${path}`).slice(0, 64),
    kind: "openai-compatible",
    baseUrl,
    keyOptional,
  };
}

/** 53 bits of a text, as a short word. Not for secrets. */
export function textHash(text: string): string {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9_007_199_254_740_881;
  return hash.toString(36);
}

function unknownWords(name: string): string {
  const shown = /^[a-z][a-z0-9_-]{0,29}$/.test(name) ? ` “${name}”` : "";
  return `Understudy knows no provider${shown}, so what asks it is left out.`;
}
