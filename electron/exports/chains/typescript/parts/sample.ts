// biome-ignore lint/style/noRestrictedImports: part of a program, and not of this one
import { createOpenAI } from "@ai-sdk/openai";
// biome-ignore lint/style/noRestrictedImports: part of a program, and not of this one
import type { LanguageModel } from "ai";
import { addressIn, stayingFetch } from "./ai-environment.ts";
import { keyIn } from "./ai-key.ts";
import { anthropicMessages } from "./anthropic-messages.ts";
import type { Dialect } from "./dialect.ts";
import type { Provider } from "./fetch-wire.ts";
import { googleGenerate } from "./google-generate.ts";
import { openAiChat } from "./openai-chat.ts";
import { openAiResponses } from "./openai-responses.ts";
import type { Speaker } from "./speaker.ts";
import type { Chain } from "./words.ts";

/** In a program what was exported stands in the place of these. */
export const chains: ReadonlyMap<string, Chain> = new Map();
export const providers: ReadonlyMap<string, Provider> = new Map();
export const models: ReadonlyMap<string, (modelId: string) => LanguageModel> = new Map([
  [
    "openai",
    (modelId: string) =>
      createOpenAI({
        apiKey: keyIn("OPENAI_API_KEY"),
        baseURL: addressIn("OPENAI_BASE_URL", "https://api.openai.com/v1"),
        fetch: stayingFetch,
      })(modelId),
  ],
]);
export const dialects: Readonly<Record<Dialect, Speaker>> = {
  "openai-chat": openAiChat,
  "openai-responses": openAiResponses,
  "anthropic-messages": anthropicMessages,
  "google-generate": googleGenerate,
};
