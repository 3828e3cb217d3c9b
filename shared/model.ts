/** How a provider speaks on the wire. */
export type Dialect = "openai-chat" | "openai-responses" | "anthropic-messages" | "google-generate";

/**
 * Which rules of the wire apply beyond the dialect: OpenRouter's headers and cost, Google's key header,
 * or the tolerance list of OpenAI-compatible servers.
 */
export type ProviderKind = "openrouter" | "openai" | "anthropic" | "google" | "openai-compatible";

/** An endpoint with its own key and base URL. */
export type Provider = {
  readonly id: string;
  readonly name: string;
  readonly kind: ProviderKind;
  /** Without a trailing slash. OpenAI shape: with the version; Anthropic and Google: without. */
  readonly baseUrl: string;
  /** True for a server that answers without a key (Ollama, LM Studio, llama.cpp on this machine). */
  readonly keyOptional: boolean;
};

/** One model behind one provider. */
export type ModelRef = { readonly providerId: string; readonly modelId: string };

/** USD per million tokens. A null part is not known, or not sold; it never means free. */
export type TokenPrices = {
  readonly inputUsd: number;
  readonly cacheReadUsd: number | null;
  readonly cacheWrite5mUsd: number | null;
  readonly cacheWrite1hUsd: number | null;
  readonly outputUsd: number;
};

/** Prices with where they come from and since when. */
export type Price = TokenPrices & {
  /** Above this many input tokens the whole request is billed at these prices. */
  readonly longPrompt: (TokenPrices & { readonly aboveTokens: number }) | null;
  /** `link`: set on the link; `own`: set by the user for the model. */
  readonly source: "link" | "own" | "provider list" | "override" | "genai-prices";
  /** ISO date (YYYY-MM-DD) on which the price was read. */
  readonly asOf: string;
};

/** What is known of a model; null where the provider does not say. */
export type ModelInfo = ModelRef & {
  readonly name: string;
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly price: Price | null;
  readonly isFree: boolean;
  /** True where the model is known to refuse a temperature, which is then left out of its requests. */
  readonly refusesTemperature?: boolean;
  /** True where the model thinks before it answers, so that its first token may come late (engine.md R14). */
  readonly reasons?: boolean;
  /** Absent where it is not known whether the model takes images. */
  readonly takesImages?: boolean;
  /** Absent where it is not known whether the model can call tools. */
  readonly takesTools?: boolean;
};

/** Where a model list came from and when; `bundled` is what ships with the program. */
export type ModelList = {
  readonly providerId: string;
  readonly source: "provider" | "bundled";
  /** Epoch ms of the fetch; null for the bundled list. */
  readonly fetchedAtMs: number | null;
  readonly models: readonly ModelInfo[];
};

/** What key tests and model lists speak, and prompts where nothing asks for another. */
export const defaultDialect: Readonly<Record<ProviderKind, Dialect>> = {
  openrouter: "openai-chat",
  openai: "openai-chat",
  anthropic: "anthropic-messages",
  google: "google-generate",
  "openai-compatible": "openai-chat",
};
