import { serverOf } from "#electron/providers/compatible/recognise.ts";
import type { Provider } from "#shared/model.ts";
import type { ServerId } from "#shared/server-presets.ts";

/**
 * What a model is, whoever serves it. Two endpoints serve the same model where vendor and name are the same; a snapshot's
 * date is kept apart, because whether it matters depends on what else is listed.
 */
export type ModelIdentity = {
  /** Who made it, in one spelling. */
  readonly vendor: string;
  /** In one spelling: lower case, without vendor, date and `:free`. */
  readonly name: string;
  /** Of a dated snapshot, `20250929`; null where the id names none. */
  readonly date: string | null;
  readonly isFree: boolean;
};

/**
 * Null where nothing safe can be said: fine-tunes, routers, quantised files of local servers. Rather no identity than a
 * wrong one: what is merged by mistake would be measured as if it were the same model.
 */
export function identityOf(provider: Pick<Provider, "kind" | "baseUrl">, modelId: string): ModelIdentity | null {
  const identity = identityAt(provider, modelId);
  return identity === null || moving.has(`${identity.vendor}/${identity.name}`) ? null : identity;
}

function identityAt(provider: Pick<Provider, "kind" | "baseUrl">, modelId: string): ModelIdentity | null {
  switch (provider.kind) {
    case "openrouter":
      return identityAtOpenRouter(modelId);
    case "openai-compatible":
      return identityAtServer(serverOf(provider)?.id ?? null, modelId);
    default:
      return isPlain(modelId) ? named(provider.kind, modelId) : null;
  }
}

/** The vendor whose own endpoint this is; null for aggregators and for servers that only run other people's models. */
export function vendorServedBy(provider: Pick<Provider, "kind" | "baseUrl">): string | null {
  const { kind } = provider;
  if (kind === "openrouter") return null;
  if (kind !== "openai-compatible") return kind;
  const server = serverOf(provider);
  return server === null ? null : (ownModels[server.id] ?? null);
}

/** Hosted servers that serve the models of their own vendor, under names without a vendor. */
const ownModels: Readonly<Partial<Record<ServerId, string>>> = {
  mistral: "mistral",
  deepseek: "deepseek",
  xai: "xai",
};

/** Run what was quantised or renamed on this machine: `llama3.2:3b` is not what a vendor serves. */
const localServers: ReadonlySet<ServerId> = new Set(["ollama", "lm-studio", "llama-cpp"]);

/** Spellings of one vendor among aggregators and model hubs. An organisation that is not here is a vendor of its own. */
const vendors: ReadonlyMap<string, string> = new Map([
  ["mistralai", "mistral"],
  ["x-ai", "xai"],
  ["meta-llama", "meta"],
  ["deepseek-ai", "deepseek"],
  ["zai-org", "z-ai"],
]);

/** Names that a server has of its own for a model of another vendor, each checked against its documentation. */
const renamed: Readonly<Partial<Record<ServerId, Readonly<Record<string, string>>>>> = {
  groq: {
    "llama-3.3-70b-versatile": "meta-llama/llama-3.3-70b-instruct",
    "llama-3.1-8b-instant": "meta-llama/llama-3.1-8b-instruct",
  },
};

/** Names that mean the newest model at its vendor, and an older one at OpenRouter. */
const moving: ReadonlySet<string> = new Set(["deepseek/deepseek-chat", "deepseek/deepseek-reasoner"]);

/** By its name alone: families that only their vendor makes. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^(?:gpt-\d+(?:\.\d+)?o?(?:-|$)|o\d(?:-|$)|chatgpt-)/, "openai"],
  [/^claude-/, "anthropic"],
  [/^gemini-/, "google"],
];

const freeSuffix = ":free";

/** `vendor/name`, maybe with `:free`. Other suffixes ask for another way of serving it, or for another model. */
function identityAtOpenRouter(modelId: string): ModelIdentity | null {
  const isFree = modelId.endsWith(freeSuffix);
  const identity = qualified(isFree ? modelId.slice(0, -freeSuffix.length) : modelId);
  return identity === null || identity.vendor === "openrouter" ? null : { ...identity, isFree };
}

function identityAtServer(server: ServerId | null, modelId: string): ModelIdentity | null {
  if (server !== null && localServers.has(server)) return null;
  const own = server === null ? undefined : ownModels[server];
  if (own !== undefined) return isPlain(modelId) ? named(own, modelId) : null;
  const id = (server === null ? undefined : renamed[server]?.[modelId]) ?? modelId;
  if (!isPlain(id)) return qualified(id);
  const family = families.find(([pattern]) => pattern.test(id));
  return family === undefined ? null : named(family[1], id);
}

/** `vendor/name` and nothing else: `accounts/x/models/y` and `name:tag` are other things. */
function qualified(modelId: string): ModelIdentity | null {
  const [vendor, name, ...more] = modelId.split("/");
  if (vendor === undefined || name === undefined || more.length > 0) return null;
  return vendor !== "" && isPlain(name) ? named(vendor, name) : null;
}

function isPlain(name: string): boolean {
  return /^[\w.-]+$/.test(name);
}

/** As vendors write a snapshot: `-20250929`, `-2025-09-29`. Four digits (`-0613`, `-2512`) may be a version. */
const dated = /-(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])$/;

function named(vendor: string, name: string): ModelIdentity {
  const maker = vendors.get(vendor.toLowerCase()) ?? vendor.toLowerCase();
  const [date, year, month, day] = dated.exec(name) ?? [];
  const whole = (date === undefined ? name : name.slice(0, -date.length)).toLowerCase();
  return {
    vendor: maker,
    name: maker === "anthropic" ? whole.replace(/(?<=\d)\.(?=\d)/g, "-") : whole,
    date: date === undefined ? null : `${year}${month}${day}`,
    isFree: false,
  };
}
