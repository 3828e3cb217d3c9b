import { alternateTurns } from "#electron/providers/turns.ts";
import type { Image, Message, Prompt } from "#shared/prompt.ts";

type Turn = { readonly role: string; readonly content: string | readonly ContentPart[] };

type ContentPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image_url"; readonly image_url: { readonly url: string } };

/** The turns of a chat, or those that a program wrote itself, exactly as it wrote them. */
export function messagesOf(prompt: Prompt, systemRole: "system" | "developer"): readonly object[] {
  if (prompt.tools !== undefined) return prompt.tools.messages;
  const system = prompt.system?.trim() ? [{ role: systemRole, content: prompt.system }] : [];
  // Templates of local models want roles in alternation, and no server minds it.
  return [...system, ...alternateTurns(prompt.messages).map(turnOf)];
}

function turnOf({ role, text, images = [] }: Message): Turn {
  if (images.length === 0) return { role, content: text };
  const words: ContentPart[] = text.trim() === "" ? [] : [{ type: "text", text }];
  return { role, content: [...words, ...images.map(imagePart)] };
}

function imagePart(image: Image): ContentPart {
  const url = image.kind === "url" ? image.url : `data:${image.mimeType};base64,${image.base64}`;
  return { type: "image_url", image_url: { url } };
}
