import type { Language } from "#renderer/stores/gateway-store.ts";

export type SnippetParts = {
  readonly baseUrl: string;
  /** As programs ask for it: `chain/smart`. */
  readonly model: string;
};

export const languages: readonly Language[] = ["Python", "TypeScript", "cURL"];

const fences = { Python: "python", TypeScript: "typescript", cURL: "bash" } as const;

/** How a program reaches the gateway, as Markdown. The key is named, never written. */
export function snippet(language: Language, parts: SnippetParts): string {
  return `~~~~${fences[language]}\n${codeOf(language, parts)}\n~~~~`;
}

export function codeOf(language: Language, { baseUrl, model }: SnippetParts): string {
  // JSON's strings are also Python's and TypeScript's.
  const [url, name] = [JSON.stringify(baseUrl), JSON.stringify(model)];
  switch (language) {
    case "Python":
      return `import os
from openai import OpenAI

client = OpenAI(
    base_url=${url},
    api_key=os.environ["UNDERSTUDY_KEY"],
)
r = client.chat.completions.create(
    model=${name},
    messages=messages, stream=True,
)`;
    case "TypeScript":
      return `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: ${url},
  apiKey: process.env.UNDERSTUDY_KEY,
});
const r = await client.chat.completions.create({
  model: ${name},
  messages, stream: true,
});`;
    case "cURL":
      return `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer $UNDERSTUDY_KEY" \\
  -H "Content-Type: application/json" \\
  -d ${shellQuoted(`{"model": ${name}, "stream": true,
  "messages": [{"role": "user", "content": "Hello"}]}`)}`;
  }
}

/** In single quotes nothing is special to a shell but the quote itself. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
