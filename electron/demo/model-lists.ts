import type { ProviderKind } from "#shared/model.ts";
import { type DemoModel, demoModels } from "./demo-models.ts";

const createdAtSeconds = 1_790_000_000;

/** The answer to a GET of a model list or an account, or null where no provider has such a path. */
export function listFor(path: string, query: URLSearchParams, isAnthropic: boolean): object | null {
  switch (path) {
    case "/v1/models":
      return isAnthropic ? anthropicList(query) : openaiList();
    case "/v1beta/models":
      return googleList(query);
    case "/api/v1/models":
      return { data: modelsOf("openrouter").map(openrouterModel) };
    case "/api/v1/key":
      return { data: openrouterKey };
    default:
      return null;
  }
}

function modelsOf(kind: ProviderKind): readonly DemoModel[] {
  return demoModels.filter((model) => model.kind === kind);
}

function openaiList(): object {
  const data = modelsOf("openai").map((model) => ({
    id: model.id,
    object: "model",
    created: createdAtSeconds,
    owned_by: "system",
  }));
  return { object: "list", data };
}

/** Pages by `limit` and `after_id`, as the real one does. */
function anthropicList(query: URLSearchParams): object {
  const models = modelsOf("anthropic");
  const start = models.findIndex((model) => model.id === query.get("after_id")) + 1;
  const page = models.slice(start, start + pageSize(query.get("limit"), 20));
  return {
    data: page.map((model) => ({
      type: "model",
      id: model.id,
      display_name: model.name,
      created_at: new Date(createdAtSeconds * 1000).toISOString(),
      max_input_tokens: model.contextTokens,
      max_tokens: model.maxOutputTokens,
    })),
    has_more: start + page.length < models.length,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}

/** Pages by `pageSize` and `pageToken`; the token is the number of models before the page. */
function googleList(query: URLSearchParams): object {
  const models = modelsOf("google");
  const start = pageSize(query.get("pageToken"), 0);
  const end = start + pageSize(query.get("pageSize"), 50);
  return {
    models: models.slice(start, end).map((model) => ({
      name: `models/${model.id}`,
      version: "001",
      displayName: model.name,
      description: `${model.name} for text.`,
      inputTokenLimit: model.contextTokens,
      outputTokenLimit: model.maxOutputTokens,
      supportedGenerationMethods: ["generateContent", "countTokens"],
    })),
    ...(end < models.length ? { nextPageToken: String(end) } : {}),
  };
}

function pageSize(text: string | null, fallback: number): number {
  return text !== null && /^\d{1,4}$/.test(text) ? Number(text) : fallback;
}

/** Prices are decimal strings in USD per token. */
function openrouterModel(model: DemoModel): object {
  return {
    id: model.id,
    canonical_slug: model.id,
    name: model.name,
    created: createdAtSeconds,
    description: `${model.name} for text.`,
    context_length: model.contextTokens,
    architecture: {
      modality: "text->text",
      input_modalities: ["text"],
      output_modalities: ["text"],
      tokenizer: "Other",
    },
    pricing: {
      prompt: perToken(model.price.inputUsd),
      completion: perToken(model.price.outputUsd),
      request: "0",
      image: "0",
      input_cache_read: perToken(model.price.cacheReadUsd),
    },
    top_provider: {
      context_length: model.contextTokens,
      max_completion_tokens: model.maxOutputTokens,
      is_moderated: false,
    },
    supported_parameters: [
      "max_tokens",
      "temperature",
      "top_p",
      "stop",
      "tools",
      "tool_choice",
      ...(model.reasons ? ["reasoning"] : []),
    ],
    expiration_date: null,
  };
}

/** Written without an exponent, which the real list never has. */
function perToken(usdPerMillion: number): string {
  return (usdPerMillion / 1_000_000).toFixed(12).replace(/\.?0+$/, "");
}

const openrouterKey = {
  label: "sk-or-v1-dem…emo",
  limit: 10,
  limit_remaining: 7.5,
  limit_reset: null,
  usage: 2.5,
  usage_daily: 0.25,
  usage_weekly: 1,
  usage_monthly: 2.5,
  is_free_tier: true,
  is_management_key: false,
  expires_at: null,
  free_model_daily_requests: { limit: 50, used: 12, remaining: 38 },
};
