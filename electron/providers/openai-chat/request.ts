import type { ChatRequest, HttpRequest } from "#electron/manager/dependencies.ts";
import { forServer } from "#electron/providers/compatible/for-server.ts";
import { chatRules } from "#electron/providers/openai-shape/capabilities.ts";
import { streamRequest } from "#electron/providers/openai-shape/endpoints.ts";
import type { Link } from "#shared/chain.ts";
import { mostOtherModels } from "#shared/check-chain.ts";
import type { Provider } from "#shared/model.ts";
import { settingFields } from "./fields.ts";
import { messagesOf } from "./messages.ts";

/** A streaming request with everything that the model or its server refuses left out. */
export function chatRequest(request: ChatRequest): HttpRequest {
  const { provider, key, link, prompt, omit } = request;
  const model = chatRules(provider, link.modelId);
  const body = {
    model: link.modelId,
    ...fallbackModels(provider, link),
    messages: messagesOf(prompt, model.systemRole),
    ...prompt.tools?.fields,
    ...settingFields(request, model),
    stream: true,
    ...streamOptions(provider, model.streamUsage && !omit.includes("stream_options")),
  };
  return streamRequest(provider, key, {
    path: "/chat/completions",
    body: forServer(provider, link.modelId, body),
  });
}

/** Models that OpenRouter itself may answer with where the link's own, which comes first, fails there (§7). */
function fallbackModels(provider: Provider, { modelId, models = [] }: Link): object {
  const listed = [...new Set([modelId, ...models])].slice(0, 1 + mostOtherModels);
  return provider.kind === "openrouter" && listed.length > 1 ? { models: listed } : {};
}

/** OpenRouter sends usage always; only OpenAI pads its events unless told not to. */
function streamOptions(provider: Provider, mayAskForUsage: boolean): object {
  if (provider.kind === "openrouter" || !mayAskForUsage) return {};
  const padding = provider.kind === "openai" ? { include_obfuscation: false } : {};
  return { stream_options: { include_usage: true, ...padding } };
}
