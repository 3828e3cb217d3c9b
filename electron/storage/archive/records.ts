import { z } from "zod";
import { overrides, target } from "#electron/storage/send-schemas.ts";
import { factsSchema, type SpendFacts } from "#electron/storage/spend/facts.ts";
import type { Conversation } from "#shared/run.ts";
import type { Session } from "#shared/session.ts";
import { type ComparisonRecord, comparisonRecord } from "./comparison-record.ts";
import { id, number, optionalNumber, optionalText } from "./record-parts.ts";

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

/** One line of an archive. What is not known of a record is left behind; what is missing or of another kind refuses it. */
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
