import { z } from "zod";
import { link, oneOf } from "#electron/storage/chain-schemas.ts";
import { exchangeSchema } from "#electron/storage/exchange-schema.ts";
import { price } from "#electron/storage/price-schemas.ts";
import { repeatPlan } from "#electron/storage/repeat-schemas.ts";
import { failure } from "#electron/storage/row-schemas.ts";
import {
  attemptKinds,
  attemptStatuses,
  costSources,
  finishReasons,
  usageSources,
} from "#electron/storage/row-words.ts";
import { overrides, target, template } from "#electron/storage/send-schemas.ts";
import type { Exchange } from "#shared/exchange.ts";
import type { PromptImage } from "#shared/prompt.ts";
import type { Attempt, Comparison, Run } from "#shared/run.ts";
import type { Cost, Usage } from "#shared/usage.ts";
import { id, number, optionalNumber, optionalText } from "./record-parts.ts";

/** A comparison with everything that is kept of it: it comes in as a whole or not at all. */
export type ComparisonRecord = {
  readonly type: "comparison";
  readonly comparison: Comparison;
  /** They have all ended. */
  readonly runs: readonly Run[];
  readonly images: readonly PromptImage[];
  readonly exchanges: readonly { readonly runId: string; readonly exchange: Exchange }[];
  /** As the user named it. */
  readonly title: string | null;
  readonly isPinned: boolean;
  readonly tags: readonly string[];
  /** Only of one that is repeated: whether all was asked. What stands still comes in as stopped, and can go on. */
  readonly repeatStatus?: "stopped" | "done";
};

const usage = z.object({
  inputTokens: number,
  cacheReadTokens: number,
  cacheWrite5mTokens: number,
  cacheWrite1hTokens: number,
  outputTokens: number,
  reasoningTokens: number,
  source: oneOf(usageSources),
}) satisfies z.ZodType<Usage>;

const cost = z.object({ nanoUsd: optionalNumber, source: oneOf(costSources) }) satisfies z.ZodType<Cost>;

const attempt = z.object({
  id,
  linkIndex: z.int().min(0),
  providerId: z.string(),
  modelId: z.string(),
  kind: oneOf(attemptKinds),
  startMs: number,
  waitedMs: number,
  price: price.nullable(),
  promptTokens: number.exactOptional(),
  reservedNanoUsd: number.exactOptional(),
  status: oneOf(attemptStatuses),
  endMs: optionalNumber,
  connectedMs: optionalNumber,
  headersMs: optionalNumber,
  httpStatus: optionalNumber,
  firstContentMs: optionalNumber,
  firstAnswerMs: optionalNumber,
  lastContentMs: optionalNumber,
  finish: oneOf(finishReasons).nullable(),
  nativeFinish: optionalText,
  failure: failure.nullable(),
  usage: usage.nullable(),
  cost,
  computedNanoUsd: number.exactOptional(),
  modelServed: optionalText,
  upstreamProvider: optionalText,
  generationId: optionalText,
  malformedEvents: number,
  droppedText: z.string(),
}) satisfies z.ZodType<Attempt>;

/** Only what has ended: a run without an end would be one that a crash left. */
const run = z.object({
  id,
  comparisonId: id,
  columnId: id,
  target,
  title: z.string(),
  isDemo: z.boolean(),
  status: z.enum(["done", "failed", "stopped", "interrupted"]),
  sessionId: id.exactOptional(),
  startedAtMs: number,
  endMs: number,
  links: z.array(link),
  overrides: overrides.exactOptional(),
  round: z.int().min(0).exactOptional(),
  text: z.string(),
  reasoning: z.string(),
  attempts: z.array(attempt),
  waiting: z.null(),
  answeredBy: id.nullable(),
  failure: failure.nullable(),
}) satisfies z.ZodType<Run>;

const image = z.object({ mimeType: z.string().max(64), base64: z.base64() });

const comparison = z.object({
  id,
  conversationId: id,
  sessionId: id,
  prompt: z.string(),
  system: z.string().exactOptional(),
  template: template.exactOptional(),
  images: z.array(z.object({ mimeType: z.string(), bytes: number })).exactOptional(),
  followsId: id.exactOptional(),
  startedAtMs: number.min(0),
  isDemo: z.boolean(),
  client: z.string().exactOptional(),
  repeat: repeatPlan.exactOptional(),
}) satisfies z.ZodType<Comparison>;

export const comparisonRecord = z.object({
  type: z.literal("comparison"),
  comparison,
  runs: z.array(run),
  images: z.array(image),
  exchanges: z.array(z.object({ runId: id, exchange: exchangeSchema })),
  title: optionalText,
  isPinned: z.boolean(),
  tags: z.array(z.string()),
  repeatStatus: z.enum(["stopped", "done"]).exactOptional(),
}) satisfies z.ZodType<ComparisonRecord>;
