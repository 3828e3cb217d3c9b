import type { Link } from "#shared/chain.ts";
import { billedRates } from "#shared/cost.ts";
import type { Price } from "#shared/model.ts";
import type { Overrides, Prompt } from "#shared/prompt.ts";
import { mostImageTokens } from "./image-tokens.ts";

/** One attempt that is about to be made. */
export type Asking = {
  readonly prompt: Prompt;
  readonly link: Link;
  readonly overrides: Overrides;
  /** Every price that its answer may be billed at: the link's, and that of each other model it lists. Null is unknown. */
  readonly prices: readonly (Price | null)[];
};

/**
 * The most that one attempt can cost by its prices, in integer nano-USD rounded up; null where one of them is unknown.
 * Every byte of the prompt counts as a token, every image as the most that any of its models takes for one, the answer
 * as the longest that may be asked for, and each at the dearest rate that could apply: fresh or written to a cache, on
 * either side of the edge of a long prompt. Budgets set it aside before the request.
 */
export function mostNanoUsdOf(asking: Asking): number | null {
  const { inputTokens, outputTokens } = mostTokensOf(asking);
  let most = 0;
  for (const price of asking.prices) {
    if (price === null) return null;
    most = Math.max(most, mostAtPrice(price, inputTokens, outputTokens));
  }
  return most;
}

/** No usage of this attempt has more tokens. */
export function mostTokensOf({ prompt, link, overrides }: Omit<Asking, "prices">) {
  const { bytes, images } = sizeOf(prompt);
  const schemaBytes = overrides.jsonSchema === undefined ? 0 : bytesOf(overrides.jsonSchema);
  const perImage = Math.max(...[link.modelId, ...(link.models ?? [])].map(mostImageTokens));
  return {
    inputTokens: bytes + schemaBytes + images * perImage + tokensBeforePrompt,
    outputTokens: Math.max(fewestOutputTokens, overrides.maxTokens ?? link.maxTokens),
  };
}

/**
 * What providers put before a prompt by themselves and bill: some 350 tokens on the use of tools at Anthropic, some 70
 * of the frame of gpt-oss, the marks between turns.
 */
const tokensBeforePrompt = 500;

/**
 * The Responses API is asked for at least 16, Gemini 2.5 Pro thinks for at least 128 and 2.5 Flash Lite for at least
 * 512, whatever the limit (openai-responses/request.ts, google-generate/model-rules.ts).
 */
const fewestOutputTokens = 512;

function mostAtPrice(price: Price, inputTokens: number, outputTokens: number): number {
  const edge = price.longPrompt?.aboveTokens ?? Number.POSITIVE_INFINITY;
  const most = (tokens: number) => {
    const { output, ...input } = billedRates(price, tokens);
    return tokens * Math.max(...Object.values(input)) + outputTokens * output;
  };
  // A long prompt may be the cheaper one; the usage may lie on either side of the edge.
  const microUsd = inputTokens > edge ? Math.max(most(edge), most(inputTokens)) : most(inputTokens);
  return Math.ceil(microUsd * 1_000);
}

type Size = { readonly bytes: number; readonly images: number };

/** A prompt is asked for once for each link and attempt, and can be a megabyte. */
const sizes = new WeakMap<Prompt, Size>();

function sizeOf(prompt: Prompt): Size {
  const known = sizes.get(prompt);
  if (known !== undefined) return known;
  const size = measure(prompt);
  sizes.set(prompt, size);
  return size;
}

/** An image's bytes are no text: it is counted, whether it came with a turn or inside a program's own. */
function measure({ system, messages, tools }: Prompt): Size {
  // What a program says of its tools has no images, and may call a parameter by that name.
  if (tools !== undefined) {
    const turns = withoutImages(tools.messages, "image_url");
    return { ...turns, bytes: turns.bytes + bytesOf(tools.fields) };
  }
  return withoutImages({ system, messages }, "images");
}

function withoutImages(sent: object, field: "images" | "image_url"): Size {
  let images = 0;
  const text = JSON.stringify(sent, (name, value: unknown) => {
    if (name !== field) return value;
    images += Array.isArray(value) ? value.length : 1;
    return "";
  });
  return { bytes: Buffer.byteLength(text), images };
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}
