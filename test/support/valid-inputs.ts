import { newLink } from "#shared/chain.ts";
import type { Input, MethodName } from "#shared/contract.ts";

/** For each method of the contract one input that fits, with every field that it may have: what is bad is made of it. */

const id = "an-id";
const model = { providerId: "openai", modelId: "gpt-5" } as const;
const target = { kind: "model", ...model } as const;
const overrides = {
  system: "Be brief.",
  maxTokens: 100,
  temperature: 1,
  topP: 0.5,
  stop: ["END"],
  seed: 7,
  effort: "low",
  jsonSchema: { name: "answer", schema: { type: "object" }, strict: true },
} as const;
const startColumn = { columnId: "c1", runId: "r1", target, overrides } as const;
const prompt = {
  prompt: "Hello",
  system: "Be kind.",
  images: [{ mimeType: "image/png", base64: "AAAA" }],
  followsId: "x0",
} as const;
const template = { text: "Hello {{name}}", system: "", values: { name: "Ada" } } as const;
const deadlines = {
  connectMs: 900,
  firstContentMs: 5_000,
  lastHopeFirstContentMs: 5_000,
  idleMs: 5_000,
  totalMs: 60_000,
};
const rules = { deadlines, retries: 0, triggers: { RATE_LIMIT: true } } as const;
const link = {
  ...newLink("l1", "GPT", model),
  costPer1kInput: 0.001,
  costPer1kOutput: 0.002,
  rules,
  models: ["gpt-5-mini"],
};
const faults = { l1: { kind: "rate-limit", retryAfterS: 7 } } as const;
const chain = {
  id: "smart",
  name: "smart",
  links: [link],
  onMidStream: "restart",
  rules,
  drills: [{ id: "d1", faults }],
} as const;
const repeatColumn = { columnId: "c1", target, overrides } as const;
const repeat = { purpose: "repeat", times: 2, rows: [{ name: "Ada" }], seed: 7, perProvider: 2 } as const;
const budgets = {
  budgets: [{ id: "b1", period: "day", providerId: "openai", limitNanoUsd: 1_000_000 }],
  hardStop: true,
  warns: true,
  countsGateway: true,
} as const;
const filters = {
  target,
  providerId: "openai",
  sessionId: "s1",
  status: "done",
  atLeastNanoUsd: 0,
  atMostNanoUsd: 1_000,
  fromMs: 0,
  untilMs: 1,
  isPinned: true,
  tag: "work",
  isDemo: false,
  client: "curl",
  repeats: true,
} as const;
const range = { kind: "days", days: 7 } as const;

export const validInputs = {
  "app.snapshot": {},
  "comparison.start": { comparisonId: "x1", conversationId: "v1", columns: [startColumn], template, ...prompt },
  "comparison.retry": { comparisonId: "x1", columns: [startColumn] },
  "comparison.image": { comparisonId: "x1", index: 0 },
  "comparison.stop": { comparisonId: "x1" },
  "repeat.start": {
    comparisonId: "x2",
    conversationId: "v1",
    columns: [repeatColumn],
    repeat,
    template,
    ...prompt,
  },
  "repeat.check": { conversationId: "v1", columns: [repeatColumn], repeat, ...prompt },
  "repeat.pause": { comparisonId: id },
  "repeat.resume": { comparisonId: id },
  "repeat.stop": { comparisonId: id },
  "repeat.state": { comparisonId: id },
  "repeat.readData": { text: "name\nAda\n" },
  "model.routes": model,
  "run.stop": { runId: id },
  "attempt.exchange": { runId: id, attemptId: id },
  "run.sendNow": { runId: id },
  "limit.clear": { providerId: "openai" },
  "tokens.count": { text: "Hello", models: [model] },
  "model.accepts": { models: [model], effort: "low" },
  "conversation.save": { id: "v1", title: "Hello", columns: [{ id: "c1", target, overrides }], system: "Be kind." },
  "conversation.open": { conversationId: id },
  "history.search": { text: "Hello", filters, cursor: null },
  "history.get": { comparisonId: id },
  "history.change": { comparisonId: id, title: "Hello", isPinned: true, tags: ["work"] },
  "history.tags": {},
  "history.remove": { comparisonIds: [id] },
  "history.clear": { fromMs: 0, untilMs: 1, fromBackups: false },
  "history.restore": { undoId: id },
  "columnSet.save": { set: { id: "set1", name: "Set", columns: [{ target, overrides }] } },
  "columnSet.remove": { setId: id },
  "chain.save": { chain, index: 0 },
  "chain.remove": { chainId: id },
  "chain.statistics": { chainId: "smart", days: 7 },
  "chain.health": { chainId: "smart", days: 7 },
  "chain.whatIf": { chainId: "smart", days: 7 },
  "drill.start": { runId: "d1", chainId: "smart", faults, speed: 10 },
  "drill.stop": { runId: id },
  "provider.add": { name: "Local", baseUrl: "http://127.0.0.1:9/v1", keyOptional: true },
  "provider.change": { providerId: id, name: "Local", baseUrl: "http://127.0.0.1:9/v1" },
  "provider.remove": { providerId: id },
  "provider.discover": {},
  "key.set": { providerId: id, key: "sk-proj-0123456789abcdef" },
  "key.test": { providerId: id },
  "key.remove": { providerId: id },
  "keychain.retry": {},
  "models.refresh": { providerId: id },
  "price.set": { ...model, price: { inputUsd: 1, outputUsd: 2 } },
  "budget.allowUnknown": model,
  "settings.save": {
    theme: "dark",
    density: "compact",
    sendWith: "enter",
    parallelRequests: 4,
    proxy: { kind: "url", url: "http://127.0.0.1:9" },
    demo: false,
    welcomed: true,
    budgets,
    gateway: { saveTexts: true, hiddenChainIds: ["smart"], directModels: true },
  },
  "session.list": {},
  "session.start": { name: "Mine" },
  "session.rename": { sessionId: id, name: "Mine" },
  "session.resume": { sessionId: id },
  "spend.report": { range },
  "spend.whatIf": { range, model },
  "export.comparison": { comparisonId: id, format: "json" },
  "export.spend": { range, format: "csv" },
  "export.setup": {},
  "export.chains": { chainIds: ["smart"], format: "python" },
  "import.preview": { text: "{}" },
  "import.apply": { previewId: id, choices: { "chain:smart": "add" } },
  "archive.export": {},
  "archive.upload": { uploadId: id, index: 0, text: "AAAA" },
  "archive.check": { uploadId: id },
  "archive.import": { uploadId: id },
  "archive.discard": { uploadId: id },
  "job.stop": { jobId: id },
  "data.open": {},
  "diagnostics.report": { browser: "Chromium 150" },
  "log.report": { kind: "policy", directive: "img-src", blocked: "http" },
  "log.open": {},
  "gateway.turnOn": { port: 0 },
  "gateway.turnOff": {},
  "gateway.renewKey": {},
  "link.open": { url: "https://example.test/" },
  "notice.dismiss": { id },
} satisfies { readonly [M in MethodName]: Input<M> };
