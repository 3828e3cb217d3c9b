import { describe, expect, it } from "vitest";
import { acceptedOverrides } from "#electron/providers/accepted-overrides.ts";
import { bundledLists } from "#electron/providers/catalog/bundled-models.ts";
import { isRecord } from "#electron/providers/json.ts";
import { builtInProviders, chatAdapterFor } from "#electron/providers/registry.ts";
import type { Provider } from "#shared/model.ts";
import { type Effort, everyEffort, type Overrides } from "#shared/prompt.ts";
import { everything } from "./bodies/cases.ts";
import { askedFor, bodyOf, providerOf } from "./support.ts";

const servers = [
  ["https://api.mistral.ai/v1", "mistral-large-latest", "mistral-small-latest", "codestral-latest"],
  ["https://api.groq.com/openai/v1", "openai/gpt-oss-120b", "llama-3.3-70b-versatile", "qwen/qwen3-32b"],
  ["https://api.deepseek.com", "deepseek-flash", "deepseek-v4-pro"],
  ["https://api.x.ai/v1", "grok-4.7", "grok-4.20-0309-reasoning", "grok-4.20-0309-non-reasoning"],
  ["https://api.together.xyz/v1", "moonshotai/Kimi-K3.1-Pro"],
  ["http://localhost:11434/v1", "qwen3.5:9b", "llama3.2:3b"],
  ["http://localhost:1234/v1", "openai/gpt-oss-20b"],
  ["http://localhost:8000/v1", "Qwen/Qwen3-32B"],
  ["https://proxy.test/v1", "gpt-5.5", "gpt-4.1", "mistral-large-latest", "deepseek-v4-pro", "claude-sonnet-5.5"],
] as const;

const models: readonly { readonly provider: Provider; readonly modelId: string }[] = [
  ...builtInProviders.flatMap((provider) =>
    (bundledLists.find(({ providerId }) => providerId === provider.id)?.models ?? []).map(({ modelId }) => ({
      provider,
      modelId,
    })),
  ),
  ...servers.flatMap(([baseUrl, ...ids]) =>
    ids.map((modelId) => ({ provider: providerOf("openai-compatible", baseUrl), modelId })),
  ),
];

/** Names of fields anywhere in a body, but not those of a schema's own making nor those inside a text. */
function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...(schemas.has(name) ? [] : fieldsOf(inner))]);
}

const schemas = new Set(["schema", "responseJsonSchema"]);

function sent(provider: Provider, modelId: string, overrides: Overrides): string[] {
  const request = askedFor({ provider, modelId, maxTokens: 8000, overrides });
  const { prompt } = request;
  return fieldsOf(bodyOf(chatAdapterFor(provider.kind, { modelId, prompt, overrides }).chatRequest(request)));
}

const names = {
  temperature: ["temperature"],
  topP: ["top_p", "topP"],
  stop: ["stop", "stop_sequences", "stopSequences"],
  seed: ["seed", "random_seed"],
  // Plain JSON with the schema in words has none of them.
  jsonSchema: ["schema", "responseJsonSchema"],
} as const;

describe("what is said to be accepted is what is sent", () => {
  it.each(models)("$modelId at $provider.baseUrl", ({ provider, modelId }) => {
    for (const effort of [null, ...everyEffort]) {
      const accepted = acceptedOverrides(provider, modelId, effort);
      const asked: Overrides = effort === null ? {} : { effort };
      const { temperature: _, ...withoutTemperature } = everything;
      for (const key of ["temperature", "topP", "stop", "seed", "jsonSchema"] as const) {
        // A top_p beside an asked temperature is left out where both are refused together.
        const fields = sent(provider, modelId, { ...(key === "topP" ? withoutTemperature : everything), ...asked });
        const isSent = fields.some((field) => names[key].some((name) => name === field));
        expect([key, effort, isSent]).toEqual([key, effort, accepted[key]]);
      }
    }
  });

  it.each(models)("$modelId at $provider.baseUrl: each effort", ({ provider, modelId }) => {
    const { efforts: accepted } = acceptedOverrides(provider, modelId, null);
    const bodies = (list: readonly Effort[]) =>
      list.map((effort) => {
        const overrides = { effort };
        const request = askedFor({ provider, modelId, maxTokens: 30_000, overrides });
        const adapter = chatAdapterFor(provider.kind, { modelId, prompt: request.prompt, overrides });
        return adapter.chatRequest(request).body;
      });
    // Every effort that is named makes a request of its own, and no other effort makes another one.
    expect(new Set(bodies(accepted)).size).toBe(accepted.length);
    const every = bodies(everyEffort);
    expect(new Set(every).size).toBe(Math.max(1, accepted.length));
  });
});
