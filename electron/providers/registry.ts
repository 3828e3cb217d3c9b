import type { Adapter } from "#electron/manager/dependencies.ts";
import { type Dialect, defaultDialect, type Provider, type ProviderKind } from "#shared/model.ts";
import { anthropicMessages } from "./anthropic-messages/adapter.ts";
import { googleGenerate } from "./google-generate/adapter.ts";
import { openAiChat } from "./openai-chat/adapter.ts";

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
  "anthropic-messages": anthropicMessages,
  "google-generate": googleGenerate,
};

export function adapterFor(kind: ProviderKind): Adapter {
  return adapters[defaultDialect[kind]];
}
