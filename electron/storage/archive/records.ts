import { z } from "zod";
import { link, oneOf } from "#electron/storage/chain-schemas.ts";
import { exchangeSchema } from "#electron/storage/exchange-schema.ts";
import { price } from "#electron/storage/price-schemas.ts";
import { failure } from "#electron/storage/row-schemas.ts";
import {
  attemptKinds,
  attemptStatuses,
  costSources,
  finishReasons,
  usageSources,
} from "#electron/storage/row-words.ts";
import { overrides, target, template } from "#electron/storage/send-schemas.ts";
import { factsSchema, type SpendFacts } from "#electron/storage/spend/facts.ts";
import type { Exchange } from "#shared/exchange.ts";
import type { PromptImage } from "#shared/prompt.ts";
import type { Attempt, Comparison, Conversation, Run } from "#shared/run.ts";
import type { Session } from "#shared/session.ts";
import type { Cost, Usage } from "#shared/usage.ts";

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
};

/** Money of an attempt whose history was deleted. */
export type SpendRecord = {
  readonly type: "spend";
  readonly runId: string;
  readonly attemptId: string;
  readonly sessionId: string;
  readonly isDemo: boolean;
  readonly atMs: number;
  readonly facts: SpendFacts;
  readonly isAnswer: boolean;
  readonly isLost: boolean;
  readonly nanoUsd: number | null;
  readonly computedNanoUsd: number | null;
  readonly reservedNanoUsd: number | null;
  readonly inputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly cacheWrite5mTokens: number | null;
  readonly cacheWrite1hTokens: number | null;
  readonly outputTokens: number | null;
};

/** A run whose history was deleted. */
export type SpendRunRecord = {
  readonly type: "spend-run";
  readonly runId: string;
  readonly sessionId: string;
  readonly isDemo: boolean;
  readonly atMs: number;
  readonly status: string;
  readonly winnerIndex: number | null;
  readonly nanoUsd: number | null;
};

export const setupTypes = ["provider", "chain", "column-set", "own-price", "settings"] as const;

/** Judged where setups are; here it is only carried. */
export type SetupRecord = { readonly type: (typeof setupTypes)[number]; readonly value?: unknown };

export type ArchiveRecord =
  | { readonly type: "session"; readonly session: Session }
  | { readonly type: "conversation"; readonly conversation: Conversation }
  | ComparisonRecord
  | SpendRecord
  | SpendRunRecord
  | SetupRecord;

/**
 * One line of an archive. What is not known of a record is left behind; what is missing or of another kind refuses it.
 * Ids are as the window may name them, so that what came in can be opened, changed and removed like everything else.
 */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const number = z.number();
const optionalNumber = z.number().nullable();
const optionalText = z.string().nullable();

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
}) satisfies z.ZodType<Comparison>;

const comparisonRecord = z.object({
  type: z.literal("comparison"),
  comparison,
  runs: z.array(run),
  images: z.array(image),
  exchanges: z.array(z.object({ runId: id, exchange: exchangeSchema })),
  title: optionalText,
  isPinned: z.boolean(),
  tags: z.array(z.string()),
});

const sessionRecord = z.object({
  type: z.literal("session"),
  session: z.object({
    id,
    name: optionalText,
    startedAtMs: number,
    endedAtMs: optionalNumber,
  }) satisfies z.ZodType<Session>,
});

const conversationRecord = z.object({
  type: z.literal("conversation"),
  conversation: z.object({
    id,
    title: z.string(),
    createdAtMs: number,
    columns: z.array(z.object({ id, target, overrides: overrides.exactOptional() })),
    system: z.string().exactOptional(),
  }) satisfies z.ZodType<Conversation>,
});

const spendRecord = z.object({
  type: z.literal("spend"),
  runId: id,
  attemptId: id,
  sessionId: z.string(),
  isDemo: z.boolean(),
  atMs: number,
  facts: factsSchema,
  isAnswer: z.boolean(),
  isLost: z.boolean(),
  nanoUsd: optionalNumber,
  computedNanoUsd: optionalNumber,
  reservedNanoUsd: optionalNumber,
  inputTokens: optionalNumber,
  cacheReadTokens: optionalNumber,
  cacheWrite5mTokens: optionalNumber,
  cacheWrite1hTokens: optionalNumber,
  outputTokens: optionalNumber,
});

const spendRunRecord = z.object({
  type: z.literal("spend-run"),
  runId: id,
  sessionId: z.string(),
  isDemo: z.boolean(),
  atMs: number,
  status: z.string(),
  winnerIndex: optionalNumber,
  nanoUsd: optionalNumber,
});

const setupRecord = z.object({ type: z.enum(setupTypes), value: z.unknown() });

export const archiveRecord: z.ZodType<ArchiveRecord> = z.discriminatedUnion("type", [
  sessionRecord,
  conversationRecord,
  comparisonRecord,
  spendRecord,
  spendRunRecord,
  setupRecord,
]);
