import { type Chain, newLink } from "#shared/chain.ts";
import type { ModelRef } from "#shared/model.ts";

type Row = ModelRef & { readonly name: string };

/**
 * The best model through the aggregator, then the same model direct, then another vendor's best: an outage of the
 * route, of the vendor or of the model leaves one link standing.
 */
const smart: readonly Row[] = [
  { providerId: "openrouter", modelId: "anthropic/claude-sonnet-5.5", name: "Claude Sonnet 5.5" },
  { providerId: "anthropic", modelId: "claude-sonnet-5-5", name: "Claude Sonnet 5.5" },
  { providerId: "openai", modelId: "gpt-6.1-sol", name: "GPT-6.1 Sol" },
];

const fast: readonly Row[] = [
  { providerId: "openrouter", modelId: "google/gemini-3.8-flash", name: "Gemini 3.8 Flash" },
  { providerId: "openai", modelId: "gpt-6-luna", name: "GPT-6 Luna" },
];

/**
 * Free variants come and go: these ids are checked against OpenRouter's own list whenever it is fetched, and one that
 * is gone shows up as such in the chain editor.
 */
const free: readonly Row[] = [
  { providerId: "openrouter", modelId: "openai/gpt-oss-120b:free", name: "GPT-OSS 120B (free)" },
  { providerId: "openrouter", modelId: "meta-llama/llama-3.3-70b-instruct:free", name: "Llama 3.3 70B (free)" },
  { providerId: "openrouter", modelId: "qwen/qwen3-coder:free", name: "Qwen3 Coder (free)" },
];

/** The chains of a first start. Afterwards they are the user's own, to change or remove. */
export const defaultChains: readonly Chain[] = [chainOf("smart", smart), chainOf("fast", fast), chainOf("free", free)];

function chainOf(id: string, rows: readonly Row[]): Chain {
  return {
    id,
    name: id,
    links: rows.map(({ name, ...ref }, index) => newLink(`${id}-${index + 1}`, name, ref)),
    onMidStream: "restart",
  };
}
