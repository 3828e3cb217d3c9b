import { z } from "zod";
import type { DeadlineName, Trigger } from "#shared/chain.ts";
import {
  checkChainName,
  checkCost,
  checkDeadline,
  checkLinkCount,
  checkLinkName,
  checkMaxTokens,
  checkOtherModels,
  checkProviderName,
  checkTemperature,
} from "#shared/check-chain.ts";
import { checkOwnPrice } from "#shared/check-own-price.ts";
import { checkPrompt, longestPrompt } from "#shared/check-prompt.ts";
import { checkParallelRequests } from "#shared/check-settings.ts";
import type { Input, MethodName } from "#shared/contract.ts";
import { mostRemoved } from "#shared/history.ts";
import { budgetSettings } from "./budget-schemas.ts";
import { diagnosticsSchemas } from "./diagnostics-schemas.ts";
import { drillFaults, drillSpeed, drills } from "./drill-schemas.ts";
import {
  archiveSlice,
  chainsExport,
  comparisonExport,
  setupChoices,
  setupText,
  spendFormat,
  upload,
} from "./export-schemas.ts";
import { historyChange, historyQuery, optionalTime } from "./history-schemas.ts";
import { repeatSchemas } from "./repeat-schemas.ts";
import { checkUnique, counted, id, modelId, modelRef, passes, proxyChoice } from "./schema-parts.ts";
import { columnSet, columns, effort, imageIndex, images, startColumns, systemText, template } from "./send-schemas.ts";
import { sessionName, spendRange } from "./spend-schemas.ts";

/** What a field may hold, said with the field's own words. Sizes that are no field check are capped here. */
const mostCountedModels = 256;
const longestTitle = 200;
const longestUrl = 2048;
/** Longer than any key the keychain takes; the exact rules are the key check's. */
const longestKey = 8192;
const mostHiddenChains = 1000;
const highestPort = 65_535;
const mostDays = 366;
const lastDays = z.strictObject({ chainId: id, days: z.int().min(1).max(mostDays) });

const url = z.string().min(1).max(longestUrl);
const providerName = z.string().superRefine(passes(checkProviderName));
const price = z.number().nullable().superRefine(passes(checkCost));
const ownPrice = z.number().superRefine(passes(checkOwnPrice));
const title = z.string().max(longestTitle);

const deadline = (name: DeadlineName) =>
  z
    .number()
    .superRefine(passes((ms) => checkDeadline(name, ms)))
    .exactOptional();
const leadsOn = z.boolean().exactOptional();

/** Classes that never lead on to the next link are no fields here (engine.md §2). */
const triggers = z
  .strictObject({
    RATE_LIMIT: leadsOn,
    QUOTA_DAY: leadsOn,
    BILLING: leadsOn,
    AUTH: leadsOn,
    MODEL_GONE: leadsOn,
    SERVER: leadsOn,
    NETWORK: leadsOn,
    TIMEOUT: leadsOn,
    EMPTY: leadsOn,
    CONTEXT_LENGTH: leadsOn,
    UNSUPPORTED: leadsOn,
    CONTENT_POLICY: leadsOn,
  } satisfies Record<Trigger, typeof leadsOn>)
  .readonly();

const rules = z
  .strictObject({
    deadlines: z
      .strictObject({
        connectMs: deadline("connectMs"),
        firstContentMs: deadline("firstContentMs"),
        lastHopeFirstContentMs: deadline("lastHopeFirstContentMs"),
        idleMs: deadline("idleMs"),
        totalMs: deadline("totalMs"),
      })
      .readonly()
      .exactOptional(),
    retries: z.union([z.literal(0), z.literal(1)]).exactOptional(),
    triggers: triggers.exactOptional(),
  })
  .readonly()
  .exactOptional();

const link = z
  .strictObject({
    id,
    name: z.string().superRefine(passes(checkLinkName)),
    provider: id,
    modelId,
    maxTokens: z.number().superRefine(passes(checkMaxTokens)),
    temperature: z.number().superRefine(passes(checkTemperature)),
    costPer1kInput: price,
    costPer1kOutput: price,
    rules,
    models: z.array(z.string()).readonly().exactOptional(),
  })
  .superRefine(passes(({ models = [], modelId: own }) => checkOtherModels(models, own)))
  .readonly();

const chain = z
  .strictObject({
    id,
    name: z.string().superRefine(passes(checkChainName)),
    links: counted(
      z
        .array(link)
        .superRefine(passes((links) => checkUnique(links, (one) => one.id, "link id")))
        .readonly(),
      checkLinkCount,
    ),
    onMidStream: z.enum(["restart", "fail"]),
    rules,
    drills: drills.exactOptional(),
  })
  .readonly();

const nothing = z.strictObject({});
const onlyProvider = z.strictObject({ providerId: id });

/** The table seen by method, so that a method and its input stay one type. */
export type Schemas = { readonly [M in MethodName]: z.ZodType<Input<M>> };

/** The door of every method (design.md §4): what does not fit here never reaches a handler. */
export const schemas = {
  "app.snapshot": nothing,
  "comparison.start": z.strictObject({
    comparisonId: id,
    conversationId: id,
    prompt: z.string().superRefine(passes(checkPrompt)),
    columns: startColumns,
    system: systemText.exactOptional(),
    template: template.exactOptional(),
    images: images.exactOptional(),
    followsId: id.exactOptional(),
  }),
  "comparison.retry": z.strictObject({ comparisonId: id, columns: startColumns }),
  "comparison.image": z.strictObject({ comparisonId: id, index: imageIndex }),
  ...repeatSchemas,
  "comparison.stop": z.strictObject({ comparisonId: id }),
  "run.stop": z.strictObject({ runId: id }),
  "attempt.exchange": z.strictObject({ runId: id, attemptId: id }),
  "run.sendNow": z.strictObject({ runId: id }),
  "limit.clear": onlyProvider,
  "tokens.count": z.strictObject({
    text: z.string().max(longestPrompt),
    models: z.array(modelRef).max(mostCountedModels).readonly(),
  }),
  "model.accepts": z.strictObject({
    models: z.array(modelRef).max(mostCountedModels).readonly(),
    effort: effort.nullable(),
  }),
  "conversation.save": z.strictObject({ id, title, columns, system: systemText.exactOptional() }),
  "conversation.open": z.strictObject({ conversationId: id }),
  "history.search": historyQuery,
  "history.get": z.strictObject({ comparisonId: id }),
  "history.change": historyChange,
  "history.tags": nothing,
  "history.remove": z.strictObject({ comparisonIds: z.array(id).min(1).max(mostRemoved).readonly() }),
  "history.clear": z.strictObject({ fromMs: optionalTime, untilMs: optionalTime, fromBackups: z.boolean() }),
  "history.restore": z.strictObject({ undoId: id }),
  "columnSet.save": z.strictObject({ set: columnSet }),
  "columnSet.remove": z.strictObject({ setId: id }),
  "chain.save": z.strictObject({ chain, index: z.int().min(0).exactOptional() }),
  "chain.remove": z.strictObject({ chainId: id }),
  "chain.statistics": lastDays,
  "chain.health": lastDays,
  "chain.whatIf": lastDays,
  "drill.start": z.strictObject({ runId: id, chainId: id, faults: drillFaults, speed: drillSpeed }),
  "drill.stop": z.strictObject({ runId: id }),
  "provider.add": z.strictObject({ name: providerName, baseUrl: url, keyOptional: z.boolean() }),
  "provider.change": z.strictObject({ providerId: id, name: providerName, baseUrl: url }),
  "provider.remove": onlyProvider,
  "provider.discover": nothing,
  "key.set": z.strictObject({ providerId: id, key: z.string().min(1).max(longestKey) }),
  "key.test": onlyProvider,
  "key.remove": onlyProvider,
  "keychain.retry": nothing,
  "models.refresh": onlyProvider,
  "price.set": z.strictObject({
    providerId: id,
    modelId,
    price: z.strictObject({ inputUsd: ownPrice, outputUsd: ownPrice }).nullable(),
  }),
  "budget.allowUnknown": modelRef,
  "settings.save": z.strictObject({
    theme: z.enum(["system", "light", "dark"]).exactOptional(),
    density: z.enum(["comfortable", "compact"]).exactOptional(),
    sendWith: z.enum(["mod-enter", "enter"]).exactOptional(),
    parallelRequests: z.number().superRefine(passes(checkParallelRequests)).exactOptional(),
    proxy: proxyChoice.exactOptional(),
    demo: z.boolean().exactOptional(),
    welcomed: z.boolean().exactOptional(),
    budgets: budgetSettings.exactOptional(),
    gateway: z
      .strictObject({
        saveTexts: z.boolean().exactOptional(),
        hiddenChainIds: z.array(id).max(mostHiddenChains).readonly().exactOptional(),
        directModels: z.boolean().exactOptional(),
      })
      .exactOptional(),
  }),
  "session.list": nothing,
  "session.start": z.strictObject({ name: sessionName }),
  "session.rename": z.strictObject({ sessionId: id, name: sessionName }),
  "session.resume": z.strictObject({ sessionId: id }),
  "spend.report": z.strictObject({ range: spendRange }),
  "spend.whatIf": z.strictObject({ range: spendRange, model: modelRef }),
  "export.comparison": comparisonExport,
  "export.spend": z.strictObject({ range: spendRange, format: spendFormat }),
  "export.setup": nothing,
  "export.chains": chainsExport,
  "import.preview": setupText,
  "import.apply": setupChoices,
  "archive.export": nothing,
  "archive.upload": archiveSlice,
  "archive.check": upload,
  "archive.import": upload,
  "archive.discard": upload,
  "job.stop": z.strictObject({ jobId: id }),
  "data.open": nothing,
  ...diagnosticsSchemas,
  "gateway.turnOn": z.strictObject({ port: z.int().min(0).max(highestPort) }),
  "gateway.turnOff": nothing,
  "gateway.renewKey": nothing,
  "link.open": z.strictObject({ url }),
  "notice.dismiss": z.strictObject({ id }),
} satisfies Schemas;

/** Own names only: `constructor` and `__proto__` are no methods. */
export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(schemas, name);
}
