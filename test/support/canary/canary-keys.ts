import { type Canary, createCanary, type Shape } from "./canaries.ts";

/** The 25 keys of K1: every provider of the registry, every server known by name, and every way a key comes and goes. */
const shapeOf = {
  "first run, at the provider's own origin": "openrouter",
  openrouter: "openrouter",
  openai: "openai",
  anthropic: "anthropic",
  google: "google",
  "openai, replaced": "openai",
  "anthropic, replaced": "anthropic",
  mistral: "plain",
  groq: "groq",
  deepseek: "plain",
  xai: "xai",
  together: "together",
  ollama: "odd",
  "lm-studio": "odd",
  vllm: "odd",
  "llama-cpp": "plain",
  "removed key": "plain",
  "removed provider": "odd",
  "typed with a space first": "odd",
  OPENROUTER_API_KEY: "openrouter",
  OPENAI_API_KEY: "openai",
  ANTHROPIC_API_KEY: "anthropic",
  GEMINI_API_KEY: "google",
  "password of the proxy": "password",
  "in memory, without a keychain": "odd",
} as const satisfies Record<string, Shape>;

export type KeyName = keyof typeof shapeOf;

export const environmentKeys = [
  "OPENROUTER_API_KEY",
  "OPENAI_API_KEY",
  "ANTHROPIC_API_KEY",
  "GEMINI_API_KEY",
] as const satisfies readonly KeyName[];

export type Keys = {
  readonly all: readonly Canary[];
  canary(name: KeyName): Canary;
  key(name: KeyName): string;
};

export function createKeys(): Keys {
  const all = Object.entries(shapeOf).map(([name, shape]) => createCanary(name, shape));
  const canary = (name: KeyName) => {
    const found = all.find((one) => one.name === name);
    if (found === undefined) throw new Error(`There is no canary ${name}.`);
    return found;
  };
  return { all, canary, key: (name) => canary(name).key };
}

/** Secrets beside the 25: what the user typed or gave where no key belongs, and the key that is our own. */
export type Strays = {
  readonly inBaseUrl: Canary;
  readonly inImportedFile: Canary;
  readonly gatewayToken: Canary;
};

export const createStrays = (): Strays => ({
  inBaseUrl: createCanary("password in a base URL that was refused", "password"),
  inImportedFile: createCanary("key in an imported file", "openai"),
  gatewayToken: createCanary("UNDERSTUDY_GATEWAY_TOKEN", "plain"),
});
