import { roughTokens } from "#shared/cost.ts";
import type { Prompt, ToolRequest } from "#shared/prompt.ts";

/** By size and provider an image takes from some 250 to some 1,600 tokens; its size is not known here. */
const tokensPerImage = 1000;

/** Input tokens of a prompt by rules of thumb: its texts, each image, and tools with their calls and results. */
export function promptTokens({ system, messages, tools }: Prompt): number {
  if (tools !== undefined) return toolTokens(tools);
  const texts = messages.reduce((sum, message) => sum + message.text.length, system?.length ?? 0);
  const images = messages.reduce((sum, message) => sum + (message.images?.length ?? 0), 0);
  return roughTokens(texts) + images * tokensPerImage;
}

/** A prompt with tools is sent as its program wrote it, its turns too. An image's bytes are no text. */
function toolTokens({ messages, fields }: ToolRequest): number {
  let images = 0;
  const turns = JSON.stringify(messages, (name, value: unknown) => {
    if (name !== "image_url") return value;
    images += 1;
    return "";
  });
  return roughTokens(turns.length + JSON.stringify(fields).length) + images * tokensPerImage;
}
