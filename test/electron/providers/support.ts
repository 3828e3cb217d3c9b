import assert from "node:assert/strict";
import type { ChatRequest, HttpRequest, Part } from "#electron/manager/dependencies.ts";
import type { Provider, ProviderKind } from "#shared/model.ts";
import type { Message, Overrides, ToolRequest } from "#shared/prompt.ts";

export function providerOf(kind: ProviderKind, baseUrl: string): Provider {
  return { id: kind, name: kind, kind, baseUrl, keyOptional: false };
}

export type Asked = {
  readonly provider: Provider;
  readonly modelId: string;
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly system?: string | null;
  readonly messages?: readonly Message[];
  readonly key?: string | null;
  readonly overrides?: Overrides;
  readonly tools?: ToolRequest;
};

/** A chat request with one question and a key that must never show up in an address. */
export function askedFor(asked: Asked): ChatRequest {
  const { provider, modelId, maxTokens = 200, temperature = 0.2, system = null } = asked;
  return {
    provider,
    key: asked.key === undefined ? "test-key" : asked.key,
    link: {
      id: "link",
      name: modelId,
      provider: provider.id,
      modelId,
      maxTokens,
      temperature,
      costPer1kInput: null,
      costPer1kOutput: null,
    },
    prompt: {
      system,
      messages: asked.messages ?? [{ role: "user", text: "Quoi ?" }],
      ...(asked.tools && { tools: asked.tools }),
    },
    overrides: asked.overrides ?? {},
    omit: [],
  };
}

export function bodyOf(request: HttpRequest): unknown {
  assert.ok(request.body !== null, "the request has no body");
  return JSON.parse(request.body);
}

/** The text of all deltas of one type. */
export function textOf(parts: readonly Part[], type: "text-delta" | "reasoning-delta" | "tool-delta"): string {
  return parts.map((part) => (part.type === type ? part.text : "")).join("");
}

/** The last part of a type, which is the one that counts. */
export function lastOf<Type extends Part["type"]>(parts: readonly Part[], type: Type): Extract<Part, { type: Type }> {
  const found = parts.findLast((part): part is Extract<Part, { type: Type }> => part.type === type);
  assert.ok(found, `there is no ${type} part`);
  return found;
}

export function textFrom(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
