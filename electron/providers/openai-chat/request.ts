import type { ChatRequest, HttpRequest } from "#electron/manager/dependencies.ts";
import { chatCapabilities } from "#electron/providers/capabilities.ts";
import { forServer } from "#electron/providers/compatible/for-server.ts";
import { streamRequest } from "#electron/providers/openai-shape/endpoints.ts";
import { alternateTurns } from "#electron/providers/turns.ts";
import type { Provider } from "#shared/model.ts";

/** A streaming request with everything that the model refuses left out. */
export function chatRequest({ provider, key, link, prompt, omit }: ChatRequest): HttpRequest {
  const model = chatCapabilities(provider.kind, link.modelId);
  const system = prompt.system?.trim() ? [{ role: model.systemRole, content: prompt.system }] : [];
  // Templates of local models want roles in alternation, and no server minds it.
  const turns = alternateTurns(prompt.messages).map(({ role, text }) => ({ role, content: text }));
  const body = {
    model: link.modelId,
    messages: [...system, ...turns],
    [model.maxTokensField]: link.maxTokens,
    ...(model.temperature && { temperature: link.temperature }),
    stream: true,
    ...streamOptions(provider, model.streamUsage && !omit.includes("stream_options")),
  };
  return streamRequest(provider, key, {
    path: "/chat/completions",
    body: forServer(provider, link.modelId, body),
  });
}

/** OpenRouter sends usage always; only OpenAI pads its events unless told not to. */
function streamOptions(provider: Provider, mayAskForUsage: boolean): object {
  if (provider.kind === "openrouter" || !mayAskForUsage) return {};
  const padding = provider.kind === "openai" ? { include_obfuscation: false } : {};
  return { stream_options: { include_usage: true, ...padding } };
}
