import type { Clock, ProviderAccess, ProviderDirectory, Redact, Transport } from "#electron/manager/dependencies.ts";
import { findableKey } from "#shared/check-key.ts";
import type { ModelInfo, ModelList } from "#shared/model.ts";
import type { KeyTest } from "#shared/provider-state.ts";
import { type Exchange, exchange } from "./exchange.ts";
import { parseJson } from "./json.ts";
import { notJsonWords, refusalWords, transportWords } from "./trouble-words.ts";

export type ProviderChecks = {
  /** Asks the provider's cheapest endpoint that proves a key. Never rejects over a provider's trouble. */
  testKey(providerId: string): Promise<KeyTest>;
  /** All pages of the model list. `message` says in plain words why there is none. */
  fetchModels(providerId: string): Promise<FetchedModels>;
};

export type FetchedModels =
  | { readonly ok: true; readonly list: ModelList }
  | { readonly ok: false; readonly message: string };

export type ProviderChecksOptions = {
  readonly directory: ProviderDirectory;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly redact: Redact;
};

type Ready = Extract<ProviderAccess, { kind: "ready" }>;

/** For the whole check, all pages together. */
const checkLimitMs = 15_000;
/** No provider needs more; a server that never ends its list does. */
const mostPages = 20;

export function createProviderChecks(options: ProviderChecksOptions): ProviderChecks {
  const { directory, clock } = options;
  return {
    testKey: async (providerId) => {
      const startMs = clock.monotonicMs();
      const found = await withDeadline(clock, async (signal) => {
        const access = await directory.access(providerId, false);
        return access.kind === "ready" ? testOf(options, access, signal) : failed(null, access.message);
      });
      return { ...found, atMs: clock.epochMs(), tookMs: Math.round(clock.monotonicMs() - startMs) };
    },
    fetchModels: (providerId) =>
      withDeadline(clock, async (signal) => {
        const access = await directory.access(providerId, false);
        return access.kind === "ready" ? allPages(options, access, signal) : { ok: false, message: access.message };
      }),
  };
}

/** Runs a task under the limit of a check; the signal aborts when the limit has passed. */
async function withDeadline<T>(clock: Clock, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const cancel = clock.after(checkLimitMs, () => controller.abort());
  try {
    return await task(controller.signal);
  } finally {
    cancel();
  }
}

type TestResult = Omit<KeyTest, "atMs" | "tookMs">;

function failed(status: number | null, message: string): TestResult {
  return { ok: false, status, modelCount: null, message };
}

async function testOf(options: ProviderChecksOptions, access: Ready, signal: AbortSignal): Promise<TestResult> {
  const { provider, adapter, key } = access;
  const request = adapter.keyTestRequest(provider, key);
  const answer = await exchange(options.transport, request, signal);
  const trouble = troubleOf(options, access, answer);
  if (answer.kind === "failure") return failed(null, trouble ?? "");
  if (trouble !== null) return failed(answer.status, trouble);
  if (!parseJson(answer.body).ok) return failed(answer.status, notJsonWords(provider));
  const modelCount = countOf(access, answer.body, options.clock.epochMs());
  const works = key === null ? `${provider.name} answers without a key.` : "The key works.";
  const sees = modelCount === null ? "" : ` It sees ${modelCount} ${modelCount === 1 ? "model" : "models"}.`;
  const account = adapter.readAccount?.(provider, answer.body) ?? null;
  const test = { ok: true, status: answer.status, modelCount, message: `${works}${sees}` };
  return account === null ? test : { ...test, account };
}

/** Only the OpenAI shape tests a key by its whole model list; the others ask for one model or for the key itself. */
function countOf({ provider, adapter }: Ready, body: string, nowMs: number): number | null {
  if (provider.kind !== "openai" && provider.kind !== "openai-compatible") return null;
  try {
    return adapter.readModels(provider, body, nowMs).models.length;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A name that holds the key is no model's: whoever listed it says back what it was shown. */
function keyless(models: readonly ModelInfo[], shown: string | null): readonly ModelInfo[] {
  const key = findableKey(shown);
  return key === null ? models : models.filter(({ modelId, name }) => !modelId.includes(key) && !name.includes(key));
}

async function allPages(options: ProviderChecksOptions, access: Ready, signal: AbortSignal): Promise<FetchedModels> {
  const { provider, adapter, key } = access;
  const models = new Map<string, ModelInfo>();
  const nowMs = options.clock.epochMs();
  let pageToken: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const request = adapter.modelsRequest(provider, key, pageToken);
    const answer: Exchange = await exchange(options.transport, request, signal);
    const trouble = troubleOf(options, access, answer);
    if (answer.kind === "failure" || trouble !== null) return { ok: false, message: trouble ?? "" };
    const read = readPage(access, answer.body, nowMs);
    if (read === null) return { ok: false, message: notJsonWords(provider) };
    for (const model of keyless(read.models, key)) models.set(model.modelId, model);
    // A server that hands out the same page again would do so for ever.
    if (read.next === null || read.next === pageToken) break;
    pageToken = read.next;
  }
  const list: ModelList = {
    providerId: provider.id,
    source: "provider",
    fetchedAtMs: nowMs,
    models: [...models.values()],
  };
  return { ok: true, list };
}

function readPage({ provider, adapter }: Ready, body: string, nowMs: number) {
  try {
    return adapter.readModels(provider, body, nowMs);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** In plain words why the provider gave no usable answer; null where it gave one. */
function troubleOf({ redact }: ProviderChecksOptions, { provider, adapter }: Ready, answer: Exchange): string | null {
  if (answer.kind === "failure") return redact(transportWords(provider, answer.failure, checkLimitMs));
  if (answer.status >= 200 && answer.status < 300) return null;
  const { status, headers, body } = answer;
  return redact(refusalWords(provider, adapter.readFailure({ status, headers, body }), status));
}
