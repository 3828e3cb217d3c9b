import type { Adapter, DialectQuestion } from "#electron/manager/dependencies.ts";
import { type Dialect, defaultDialect, type Provider, type ProviderKind } from "#shared/model.ts";
import { anthropicMessages } from "./anthropic-messages/adapter.ts";
import { dialectFor } from "./dialect-choice.ts";
import { googleGenerate } from "./google-generate/adapter.ts";
import { openAiChat } from "./openai-chat/adapter.ts";
import { openAiResponses } from "./openai-responses/adapter.ts";

/** The providers that every installation has; their keys and base URLs may change, they themselves stay. */
export const builtInProviders: readonly Provider[] = [
  {
    id: "openrouter",
    name: "OpenRouter",
    kind: "openrouter",
    baseUrl: "https://openrouter.ai/api/v1",
    keyOptional: false,
  },
  { id: "openai", name: "OpenAI", kind: "openai", baseUrl: "https://api.openai.com/v1", keyOptional: false },
  { id: "anthropic", name: "Anthropic", kind: "anthropic", baseUrl: "https://api.anthropic.com", keyOptional: false },
  {
    id: "google",
    name: "Google AI",
    kind: "google",
    baseUrl: "https://generativelanguage.googleapis.com",
    keyOptional: false,
  },
];

const adapters: Readonly<Record<Dialect, Adapter>> = {
  "openai-chat": openAiChat,
  "openai-responses": openAiResponses,
  "anthropic-messages": anthropicMessages,
  "google-generate": googleGenerate,
};

/** For key tests and model lists. */
export function adapterFor(kind: ProviderKind): Adapter {
  return adapters[defaultDialect[kind]];
}

/** For a prompt, where a provider has more than one dialect. */
export function chatAdapterFor(kind: ProviderKind, question: DialectQuestion): Adapter {
  return adapters[dialectFor(kind, question)];
}
