import { z } from "zod";
import type { Failure } from "#shared/failure.ts";
import type { ModelInfo, ModelList, Provider } from "#shared/model.ts";
import type { ImageInfo } from "#shared/prompt.ts";
import type { Column, Comparison, Run, Waiting } from "#shared/run.ts";
import type { SavedLimit } from "#shared/saved-limit.ts";
import type { Session } from "#shared/session.ts";
import type { Settings } from "#shared/settings.ts";
import { budgetRefusal } from "./budget-schemas.ts";
import { chain, link, oneOf } from "./chain-schemas.ts";
import { price } from "./price-schemas.ts";
import { repeatPause, repeatPlan } from "./repeat-schemas.ts";
import {
  attemptKinds,
  attemptStatuses,
  costSources,
  failureClasses,
  failureReasons,
  finishReasons,
  listSources,
  providerKinds,
  repeatStatuses,
  runStatuses,
  textChannels,
  usageSources,
} from "./row-words.ts";
import { columnSet, overrides, target, template } from "./send-schemas.ts";
import { settingSchemas } from "./setting-schemas.ts";

/** What rows must look like before they become values. */

const count = z.number();
const optionalNumber = z.number().nullable();
const optionalText = z.string().nullable();

export const failure = z.object({
  class: oneOf(failureClasses),
  reason: oneOf(failureReasons).nullable(),
  status: optionalNumber,
  code: optionalText,
  message: z.string(),
  hintMs: optionalNumber,
  retryAtMs: optionalNumber,
  budget: budgetRefusal.exactOptional(),
}) satisfies z.ZodType<Failure>;

const modelInfo = z.object({
  providerId: z.string(),
  modelId: z.string(),
  name: z.string(),
  contextTokens: optionalNumber,
  maxOutputTokens: optionalNumber,
  price: price.nullable(),
  isFree: z.boolean(),
  refusesTemperature: z.boolean().exactOptional(),
  reasons: z.boolean().exactOptional(),
  takesImages: z.boolean().exactOptional(),
  takesTools: z.boolean().exactOptional(),
}) satisfies z.ZodType<ModelInfo>;

const modelList = z.object({
  providerId: z.string(),
  source: oneOf(listSources),
  fetchedAtMs: optionalNumber,
  models: z.array(modelInfo),
}) satisfies z.ZodType<ModelList>;

const waiting = z.object({
  linkIndex: count,
  class: oneOf(failureClasses),
  untilMs: z.number(),
  isProbed: z.boolean().exactOptional(),
}) satisfies z.ZodType<Waiting>;

const flag = z.number().transform((value) => value !== 0);

/** A text column that holds JSON of this shape. */
export function jsonOf<T>(schema: z.ZodType<T>): z.ZodType<T, string> {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "not JSON" });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

export const chainRow = z.object({ id: z.string(), value: jsonOf(chain) });
export const columnSetRow = z.object({ id: z.string(), value: jsonOf(columnSet) });
export const modelListRow = z.object({ id: z.string(), value: jsonOf(modelList) });
export const providerRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: oneOf(providerKinds),
  baseUrl: z.string(),
  keyOptional: flag,
}) satisfies z.ZodType<Provider>;
export const limitRow = z.object({
  scope: z.string(),
  providerId: z.string(),
  reason: oneOf(failureClasses),
  limitedAtMs: z.number(),
  untilMs: z.number(),
  level: count,
  consecutiveErrors: count,
}) satisfies z.ZodType<SavedLimit>;
export const keyRecordRow = z.object({ origin: z.string(), last4: z.string(), savedAtMs: z.number() });
export const conversationRow = z
  .object({ id: z.string(), title: z.string(), createdAtMs: z.number(), system: optionalText })
  .transform(({ system, ...row }) => ({ ...row, ...(system !== null && { system }) }));
export const columnRow = z
  .object({ id: z.string(), target: jsonOf(target), overrides: jsonOf(overrides).nullable() })
  .transform(({ overrides: own, ...column }): Column => ({ ...column, ...(own !== null && { overrides: own }) }));
export const sessionRow = z.object({
  id: z.string(),
  name: optionalText,
  startedAtMs: z.number(),
  endedAtMs: optionalNumber,
}) satisfies z.ZodType<Session>;
export const imageInfoRow = z.object({ mimeType: z.string(), bytes: count }) satisfies z.ZodType<ImageInfo>;
export const imageRow = z.object({ mimeType: z.string(), bytes: z.instanceof(Uint8Array) });
export const comparisonRow = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    sessionId: z.string(),
    prompt: z.string(),
    startedAtMs: z.number(),
    isDemo: flag,
    system: optionalText,
    template: jsonOf(template).nullable(),
    followsId: optionalText,
    client: optionalText,
    repeat: jsonOf(repeatPlan).nullable(),
  })
  .transform(
    ({ system, template: written, followsId, client, repeat, ...comparison }): Comparison => ({
      ...comparison,
      ...(system !== null && { system }),
      ...(written !== null && { template: written }),
      ...(followsId !== null && { followsId }),
      ...(client !== null && { client }),
      ...(repeat !== null && { repeat }),
    }),
  );

export const repeatRow = z.object({
  id: z.string(),
  conversationId: z.string(),
  status: oneOf(repeatStatuses),
  pause: jsonOf(repeatPause).nullable(),
});

export const runRow = z
  .object({
    id: z.string(),
    comparisonId: z.string(),
    columnId: z.string(),
    target: jsonOf(target),
    title: z.string(),
    isDemo: flag,
    status: oneOf(runStatuses),
    startedAtMs: z.number(),
    endMs: optionalNumber,
    links: jsonOf(z.array(link)),
    text: z.string(),
    reasoning: z.string(),
    waiting: jsonOf(waiting).nullable(),
    answeredBy: optionalText,
    failure: jsonOf(failure).nullable(),
    overrides: jsonOf(overrides).nullable(),
    sessionId: optionalText,
    round: optionalNumber,
  })
  .transform(
    ({ overrides: own, sessionId, round, ...run }): Omit<Run, "attempts"> => ({
      ...run,
      ...(own !== null && { overrides: own }),
      ...(sessionId !== null && { sessionId }),
      ...(round !== null && { round }),
    }),
  );

export const runTextRow = z.object({ channel: oneOf(textChannels), text: jsonOf(z.string()) });

/** Flat: the usage and the cost have columns of their own, to be summed. */
export const attemptRow = z.object({
  id: z.string(),
  linkIndex: count,
  providerId: z.string(),
  modelId: z.string(),
  kind: oneOf(attemptKinds),
  status: oneOf(attemptStatuses),
  startMs: z.number(),
  waitedMs: z.number(),
  connectedMs: optionalNumber,
  headersMs: optionalNumber,
  firstContentMs: optionalNumber,
  firstAnswerMs: optionalNumber,
  lastContentMs: optionalNumber,
  endMs: optionalNumber,
  httpStatus: optionalNumber,
  finish: oneOf(finishReasons).nullable(),
  nativeFinish: optionalText,
  failure: jsonOf(failure).nullable(),
  inputTokens: optionalNumber,
  cacheReadTokens: optionalNumber,
  cacheWrite5mTokens: optionalNumber,
  cacheWrite1hTokens: optionalNumber,
  outputTokens: optionalNumber,
  reasoningTokens: optionalNumber,
  usageSource: oneOf(usageSources).nullable(),
  costNanoUsd: optionalNumber,
  costSource: oneOf(costSources),
  price: jsonOf(price).nullable(),
  promptTokens: optionalNumber,
  reservedNanoUsd: optionalNumber,
  computedNanoUsd: optionalNumber,
  modelServed: optionalText,
  upstreamProvider: optionalText,
  generationId: optionalText,
  malformedEvents: count,
  droppedText: z.string(),
});
export type AttemptRow = z.infer<typeof attemptRow>;

/** A row's value, or what is wrong with it in words. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export function readRow<T>(schema: z.ZodType<T>, row: unknown): Read<T> {
  const read = schema.safeParse(row);
  if (read.success) return { ok: true, value: read.data };
  const issue = read.error.issues[0];
  return { ok: false, problem: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unreadable"}` };
}

/** For a setting's JSON text. */
export function readSetting<K extends keyof Settings>(name: K, text: unknown): Read<Settings[K]> {
  const schema: z.ZodType<Settings[K], string> = jsonOf(settingSchemas[name]);
  return readRow(schema, text);
}
