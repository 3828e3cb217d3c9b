import { amountAt, isRecord, type JsonRecord, listAt, recordAt, textAt } from "#electron/providers/json.ts";
import type { ModelInfo, Provider } from "#shared/model.ts";
import { listedPrice } from "./model-price.ts";

/**
 * Models that answer no chat prompt, by id, where the list does not say what a model is for. Deep research answers only
 * with a search tool, which is never sent here.
 */
const otherPurpose =
  /embed|whisper|tts|transcri|moderation|dall-e|(?:^|[-/])(?:image|sora|audio|realtime|rerank|davinci|babbage|computer-use)(?:[-.\d]|$)|gpt-(?:image|audio|realtime)|-(?:realtime|audio|image)(?:-|$)|instruct-\d{4}$|-deep-research/i;

/**
 * One page of `GET /models`: OpenAI, OpenRouter, Together's bare list, Mistral, Groq, vLLM, llama.cpp.
 * Throws a SyntaxError where the body is no such list.
 */
export function readChatModels(
  provider: Provider,
  body: string,
  nowMs: number,
): { models: ModelInfo[]; next: string | null } {
  const page: unknown = JSON.parse(body);
  const entries = Array.isArray(page) ? page : isRecord(page) ? (page.data ?? page.models) : null;
  if (!Array.isArray(entries)) throw new SyntaxError("This is no list of models.");
  const models = new Map<string, ModelInfo>();
  for (const entry of entries) {
    const modelId = textAt(entry, "id");
    if (!isRecord(entry) || modelId === null || modelId === "") continue;
    if (answersChat(entry, modelId, provider) && !isRetired(entry, nowMs)) {
      models.set(modelId, modelOf(entry, modelId, { provider, nowMs }));
    }
  }
  return { models: [...models.values()], next: nextOffset(page) };
}

function answersChat(entry: JsonRecord, modelId: string, provider: Provider): boolean {
  if (entry.active === false) return false;
  const capability = recordAt(entry, "capabilities")?.completion_chat;
  if (typeof capability === "boolean") return capability;
  const outputs = listAt(recordAt(entry, "architecture"), "output_modalities");
  if (outputs.length > 0) return outputs.includes("text");
  const type = provider.kind === "openai-compatible" ? textAt(entry, "type") : null;
  if (type !== null && type !== "model") return ["chat", "language", "code", "llm", "vlm"].includes(type);
  return !otherPurpose.test(modelId);
}

/** OpenAI, OpenRouter and Mistral name the day from which a model is gone. */
function isRetired(entry: JsonRecord, nowMs: number): boolean {
  const day = textAt(entry, "shutdown_date") ?? textAt(entry, "expiration_date") ?? textAt(entry, "deprecation") ?? "";
  const atMs = Date.parse(day);
  return Number.isFinite(atMs) && atMs <= nowMs;
}

type Listing = { readonly provider: Provider; readonly nowMs: number };

function modelOf(entry: JsonRecord, modelId: string, { provider, nowMs }: Listing): ModelInfo {
  const price = listedPrice(recordAt(entry, "pricing"), nowMs);
  return {
    providerId: provider.id,
    modelId,
    name: textAt(entry, "display_name") || textAt(entry, "name") || modelId,
    contextTokens: contextTokens(entry),
    maxOutputTokens:
      amountAt(recordAt(entry, "top_provider"), "max_completion_tokens") ?? amountAt(entry, "max_completion_tokens"),
    price,
    isFree: modelId.endsWith(":free") || (price !== null && price.inputUsd === 0 && price.outputUsd === 0),
    ...imageInput(entry),
    ...toolInput(entry),
    // OpenRouter: this model cannot be told not to think.
    ...(recordAt(entry, "reasoning")?.mandatory === true && { reasons: true }),
  };
}

/** OpenRouter lists what goes in, Mistral whether a model sees. */
function imageInput(entry: JsonRecord): { takesImages?: boolean } {
  const inputs = listAt(recordAt(entry, "architecture"), "input_modalities");
  if (inputs.length > 0) return { takesImages: inputs.includes("image") };
  const vision = recordAt(entry, "capabilities")?.vision;
  return typeof vision === "boolean" ? { takesImages: vision } : {};
}

/** OpenRouter lists the parameters that a model takes, Mistral whether it calls functions. */
function toolInput(entry: JsonRecord): { takesTools?: boolean } {
  const parameters = listAt(entry, "supported_parameters");
  if (parameters.length > 0) return { takesTools: parameters.includes("tools") };
  const calls = recordAt(entry, "capabilities")?.function_calling;
  return typeof calls === "boolean" ? { takesTools: calls } : {};
}

/** The serving provider's own limit first: OpenRouter may list a larger one of the model. */
function contextTokens(entry: JsonRecord): number | null {
  return (
    amountAt(recordAt(entry, "top_provider"), "context_length") ??
    amountAt(entry, "context_length") ??
    amountAt(entry, "max_context_length") ??
    amountAt(entry, "context_window") ??
    amountAt(entry, "max_model_len") ??
    amountAt(recordAt(entry, "meta"), "n_ctx") ??
    amountAt(recordAt(entry, "meta"), "n_ctx_train")
  );
}

/** Only the offset of `links.next` is used, never its address: the next page is asked of the same server. */
function nextOffset(page: unknown): string | null {
  const next = textAt(recordAt(page, "links"), "next");
  const offset = next === null ? null : new URLSearchParams(next.slice(next.indexOf("?") + 1)).get("offset");
  return offset !== null && /^\d+$/.test(offset) ? offset : null;
}
