import type { ProviderKind } from "#shared/model.ts";

/** How a demo model likes to answer; see answers/render.ts. */
export type DemoStyle = "terse" | "bulleted" | "structured" | "thorough" | "code-first" | "table" | "conversational";

/** USD per million tokens. */
export type DemoPrice = { readonly inputUsd: number; readonly cacheReadUsd: number; readonly outputUsd: number };

/** How a demo model behaves on the wire. */
export type DemoProfile = {
  readonly style: DemoStyle;
  /** Multiplies the number of points made; 1 is the style's own. */
  readonly lengthFactor: number;
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
  /** How far times stray, as a share of each; `usualJitter` where it is absent. */
  readonly jitter?: number;
  /** Characters per event. Fast models send bigger pieces, as the real ones do, which also keeps the CPU idle. */
  readonly charactersPerEvent: number;
  /** Shows reasoning before the answer. */
  readonly reasons: boolean;
  readonly price: DemoPrice;
};

/** A model that a demo provider lists. */
export type DemoModel = DemoProfile & {
  readonly kind: ProviderKind;
  readonly id: string;
  readonly name: string;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
};

/** Up to so much shorter or longer. */
export const usualJitter = 0.3;

const free: DemoPrice = { inputUsd: 0, cacheReadUsd: 0, outputUsd: 0 };

/**
 * Part of each provider's real list, in its order. Speeds are plausible, not measured; prices as of 2026-11-22. Gemini 3.8
 * Flash is the same at Google AI and at OpenRouter but for 75 ms to the first token and 10 % of cost, so that a
 * comparison of routes in the demo has something known to find; they stray less than others, so that 20 runs find it.
 */
export const demoModels: readonly DemoModel[] = [
  {
    kind: "openrouter",
    id: "anthropic/claude-sonnet-5.5",
    name: "Anthropic: Claude Sonnet 5.5",
    style: "structured",
    lengthFactor: 1,
    firstTokenMs: 880,
    tokensPerSecond: 74,
    charactersPerEvent: 13,
    reasons: false,
    price: { inputUsd: 2, cacheReadUsd: 0.1, outputUsd: 10 },
    contextTokens: 1_000_000,
    maxOutputTokens: 128_000,
  },
  {
    kind: "openrouter",
    id: "google/gemini-3.8-flash",
    name: "Google: Gemini 3.8 Flash",
    style: "bulleted",
    lengthFactor: 1,
    firstTokenMs: 465,
    tokensPerSecond: 188,
    jitter: 0.1,
    charactersPerEvent: 56,
    reasons: false,
    price: { inputUsd: 0.825, cacheReadUsd: 0.0825, outputUsd: 4.125 },
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
  },
  {
    kind: "openrouter",
    id: "openai/gpt-5.5",
    name: "OpenAI: GPT-5.5",
    style: "thorough",
    lengthFactor: 1,
    firstTokenMs: 1080,
    tokensPerSecond: 61,
    charactersPerEvent: 8,
    reasons: false,
    price: { inputUsd: 5, cacheReadUsd: 0.5, outputUsd: 30 },
    contextTokens: 1_050_000,
    maxOutputTokens: 128_000,
  },
  {
    kind: "openrouter",
    id: "openai/gpt-oss-120b:free",
    name: "OpenAI: gpt-oss-120b (free)",
    style: "table",
    lengthFactor: 1,
    firstTokenMs: 640,
    tokensPerSecond: 124,
    charactersPerEvent: 17,
    reasons: true,
    price: free,
    contextTokens: 131_072,
    maxOutputTokens: 32_768,
  },
  {
    kind: "openrouter",
    id: "meta-llama/llama-3.3-70b-instruct:free",
    name: "Meta: Llama 3.3 70B Instruct (free)",
    style: "conversational",
    lengthFactor: 0.8,
    firstTokenMs: 520,
    tokensPerSecond: 92,
    charactersPerEvent: 12,
    reasons: false,
    price: free,
    contextTokens: 131_072,
    maxOutputTokens: 32_768,
  },
  {
    kind: "openrouter",
    id: "qwen/qwen3-coder:free",
    name: "Qwen: Qwen3 Coder (free)",
    style: "code-first",
    lengthFactor: 1,
    firstTokenMs: 590,
    tokensPerSecond: 86,
    charactersPerEvent: 11,
    reasons: false,
    price: free,
    contextTokens: 262_144,
    maxOutputTokens: 65_536,
  },
  {
    kind: "openai",
    id: "gpt-6.1-sol",
    name: "GPT-6.1 Sol",
    style: "table",
    lengthFactor: 1.2,
    firstTokenMs: 1120,
    tokensPerSecond: 66,
    charactersPerEvent: 9,
    reasons: true,
    price: { inputUsd: 2, cacheReadUsd: 0.1, outputUsd: 10 },
    contextTokens: 1_050_000,
    maxOutputTokens: 128_000,
  },
  {
    kind: "openai",
    id: "gpt-6-luna",
    name: "GPT-6 Luna",
    style: "terse",
    lengthFactor: 1,
    firstTokenMs: 290,
    tokensPerSecond: 196,
    charactersPerEvent: 26,
    reasons: false,
    price: { inputUsd: 0.1, cacheReadUsd: 0.01, outputUsd: 0.5 },
    contextTokens: 1_050_000,
    maxOutputTokens: 128_000,
  },
  {
    kind: "openai",
    id: "gpt-5.4-mini",
    name: "GPT-5.4 mini",
    style: "bulleted",
    lengthFactor: 0.8,
    firstTokenMs: 430,
    tokensPerSecond: 112,
    charactersPerEvent: 15,
    reasons: false,
    price: { inputUsd: 0.75, cacheReadUsd: 0.075, outputUsd: 4.5 },
    contextTokens: 400_000,
    maxOutputTokens: 128_000,
  },
  {
    kind: "openai",
    id: "gpt-4.1",
    name: "GPT-4.1",
    style: "structured",
    lengthFactor: 0.8,
    firstTokenMs: 610,
    tokensPerSecond: 71,
    charactersPerEvent: 10,
    reasons: false,
    price: { inputUsd: 2, cacheReadUsd: 0.5, outputUsd: 8 },
    contextTokens: 1_047_576,
    maxOutputTokens: 32_768,
  },
  {
    kind: "anthropic",
    id: "claude-sonnet-5-5",
    name: "Claude Sonnet 5.5",
    style: "structured",
    lengthFactor: 1,
    firstTokenMs: 760,
    tokensPerSecond: 79,
    charactersPerEvent: 14,
    reasons: false,
    price: { inputUsd: 2, cacheReadUsd: 0.1, outputUsd: 10 },
    contextTokens: 1_000_000,
    maxOutputTokens: 128_000,
  },
  {
    kind: "anthropic",
    id: "claude-opus-5-5",
    name: "Claude Opus 5.5",
    style: "thorough",
    lengthFactor: 1.2,
    firstTokenMs: 1380,
    tokensPerSecond: 52,
    charactersPerEvent: 10,
    reasons: true,
    price: { inputUsd: 4, cacheReadUsd: 0.2, outputUsd: 20 },
    contextTokens: 1_000_000,
    maxOutputTokens: 128_000,
  },
  {
    kind: "anthropic",
    id: "claude-haiku-5-5",
    name: "Claude Haiku 5.5",
    style: "conversational",
    lengthFactor: 1,
    firstTokenMs: 340,
    tokensPerSecond: 152,
    charactersPerEvent: 22,
    reasons: false,
    price: { inputUsd: 0.1, cacheReadUsd: 0.01, outputUsd: 0.5 },
    contextTokens: 1_000_000,
    maxOutputTokens: 128_000,
  },
  {
    kind: "google",
    id: "gemini-3.8-flash",
    name: "Gemini 3.8 Flash",
    style: "bulleted",
    lengthFactor: 1,
    firstTokenMs: 390,
    tokensPerSecond: 188,
    jitter: 0.1,
    charactersPerEvent: 56,
    reasons: false,
    price: { inputUsd: 0.75, cacheReadUsd: 0.075, outputUsd: 3.75 },
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
  },
  {
    kind: "google",
    id: "gemini-2.5-pro",
    name: "Gemini 2.5 Pro",
    style: "table",
    lengthFactor: 1.2,
    firstTokenMs: 1590,
    tokensPerSecond: 84,
    charactersPerEvent: 48,
    reasons: true,
    price: { inputUsd: 1.25, cacheReadUsd: 0.125, outputUsd: 10 },
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
  },
  {
    kind: "google",
    id: "gemini-2.5-flash-lite",
    name: "Gemini 2.5 Flash-Lite",
    style: "terse",
    lengthFactor: 1,
    firstTokenMs: 230,
    tokensPerSecond: 274,
    charactersPerEvent: 60,
    reasons: false,
    price: { inputUsd: 0.1, cacheReadUsd: 0.01, outputUsd: 0.4 },
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
  },
];

const otherPrice: DemoPrice = { inputUsd: 0.5, cacheReadUsd: 0.05, outputUsd: 2 };

/** For ids that no demo provider lists: one of these by the id, so that two such models still differ. */
export const otherProfiles: readonly DemoProfile[] = [
  {
    style: "structured",
    lengthFactor: 0.9,
    firstTokenMs: 560,
    tokensPerSecond: 90,
    charactersPerEvent: 13,
    reasons: false,
    price: otherPrice,
  },
  {
    style: "conversational",
    lengthFactor: 1,
    firstTokenMs: 420,
    tokensPerSecond: 120,
    charactersPerEvent: 17,
    reasons: false,
    price: otherPrice,
  },
  {
    style: "bulleted",
    lengthFactor: 1.1,
    firstTokenMs: 700,
    tokensPerSecond: 72,
    charactersPerEvent: 11,
    reasons: false,
    price: otherPrice,
  },
  {
    style: "code-first",
    lengthFactor: 0.9,
    firstTokenMs: 340,
    tokensPerSecond: 150,
    charactersPerEvent: 21,
    reasons: false,
    price: otherPrice,
  },
];
