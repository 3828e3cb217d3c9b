import OpenAI from "openai";
import { onTestFinished } from "vitest";
import { createSerial } from "#electron/bridge/serial.ts";
import { isSameToken, newToken } from "#electron/bridge/token.ts";
import { createRunSink } from "#electron/compose/run-sink.ts";
import { type FaultLink, startFaultServer } from "#electron/demo/fault-server.ts";
import { createGateway } from "#electron/gateway/gateway.ts";
import { createGatewayKey, type KeyPlace } from "#electron/gateway/gateway-key.ts";
import type { serverLimits } from "#electron/gateway/server.ts";
import { createTransport } from "#electron/http/undici-transport.ts";
import { createLedger } from "#electron/manager/budget-ledger.ts";
import { createModelManager } from "#electron/manager/model-manager.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import { type BudgetSettings, defaultBudgetSettings } from "#shared/budget.ts";
import { type Chain, type LinkRules, newLink } from "#shared/chain.ts";
import type { HostEvent } from "#shared/contract.ts";
import type { GatewaySettings } from "#shared/gateway.ts";
import type { ModelList, Provider } from "#shared/model.ts";
import { unlimited } from "#shared/provider-state.ts";
import type { Comparison, Conversation, RunEvent } from "#shared/run.ts";
import { defaultSettings } from "#shared/settings.ts";
import { createWorld } from "./engine-harness.ts";
import { keyedDirectory } from "./keyed-directory.ts";

export type GatewayWorldOptions = {
  /** One provider each; the chain `smart` tries them in this order. */
  readonly links: Readonly<Record<string, FaultLink>>;
  /** Of all links, or of each by its name. */
  readonly rules?: LinkRules | ((link: string) => LinkRules);
  readonly settings?: Partial<GatewaySettings>;
  /** Counted from nothing; where none are given, none are kept. */
  readonly budgets?: Partial<BudgetSettings>;
  readonly limits?: Partial<typeof serverLimits>;
  readonly place?: KeyPlace;
  readonly fromEnvironment?: string;
  /** Instead of the chain `smart` one chain for each link, with its name. */
  readonly chainPerLink?: true;
};

export type GatewayWorld = Awaited<ReturnType<typeof openGateway>>;

/** The real gateway, engine, transport and adapters before scripted servers; only disk and keychain are in memory. */
export async function openGateway(options: GatewayWorldOptions) {
  const servers = await startFaultServer({ links: options.links });
  const providers = Object.entries(options.links).map(
    ([id, { kind }]): Provider => ({ id, name: id, kind, baseUrl: servers.baseUrlOf(id), keyOptional: false }),
  );
  const links = providers.map(({ id }) => ({
    ...newLink(`link-${id}`, id, { providerId: id, modelId: `model-${id}` }),
    // 100 input and 60 output tokens cost 220,000 nano-USD.
    costPer1kInput: 0.001,
    costPer1kOutput: 0.002,
    ...(options.rules && { rules: typeof options.rules === "function" ? options.rules(id) : options.rules }),
  }));
  const smart: Chain = { id: "chain-1", name: "smart", links, onMidStream: "restart" };
  const chains: readonly Chain[] = options.chainPerLink
    ? links.map((link) => ({ id: link.id, name: link.name, links: [link], onMidStream: "restart" }))
    : [smart];
  const state = { settings: settingsWith(options.settings), chains, sessionId: "session-1" };
  const events: HostEvent[] = [];
  const disk: RunEvent[] = [];
  const records: { conversation: Conversation; comparison: Comparison }[] = [];
  const remembered: string[] = [];
  const transport = createTransport();
  const sums: number[] = [];
  const ledger = createLedger({
    clock: systemClock,
    settings: () => ({ ...defaultBudgetSettings, ...options.budgets }),
    // What is spent and set aside together, of the first budget, after every change.
    changed: () => {
      const [first] = ledger.states({ isDemo: false, sessionId: "session-1" });
      if (first !== undefined) sums.push(first.spentNanoUsd + first.reservedNanoUsd);
    },
  });
  const world = createWorld({
    instead: {
      clock: systemClock,
      transport,
      ids: systemIds,
      random: Math.random,
      chainById: (id) => state.chains.find((chain) => chain.id === id) ?? null,
      sink: createRunSink({
        batcher: { emit: (event) => events.push(event) },
        store: { appendRunEvents: (kept) => disk.push(...kept), settled: async () => undefined },
        gateway: () => gateway,
      }),
      providers: keyedDirectory(providers),
      ...(options.budgets && { budgets: ledger }),
    },
  });
  const manager = createModelManager(world.dependencies);
  const gateway = createGateway({
    serving: {
      settings: () => state.settings,
      chains: () => state.chains,
      providers: () => providers.map(providerState),
      modelLists: () => providers.map(modelList),
    },
    startRun: manager.startRun,
    record: (request) => records.push(request),
    keep: (kept) => disk.push(...kept),
    clock: systemClock,
    ids: systemIds,
    sessionId: () => state.sessionId,
    reportBug: (error) => world.bugs.push(error),
    key: createGatewayKey({
      place: options.place ?? memoryPlace(),
      fromEnvironment: options.fromEnvironment ?? null,
      newToken,
      remember: (key) => remembered.push(key),
    }),
    isSameToken,
    saveSwitch: async (change) => {
      state.settings = { ...state.settings, gateway: { ...state.settings.gateway, ...change } };
    },
    past: [],
    emit: (event) => events.push(event),
    inTurn: createSerial(),
    ...(options.limits && { limits: options.limits }),
  });
  onTestFinished(async () => {
    await gateway.close();
    await manager.close();
    await servers.close();
    await transport.close();
  });
  return { gateway, manager, servers, ledger, sums, state, events, disk, records, remembered, bugs: world.bugs };
}

/** Turned on, with what a program needs to use it. */
export async function openGatewayOn(options: GatewayWorldOptions) {
  const world = await openGateway(options);
  const turned = await world.gateway.turnOn(0);
  if (!turned.ok || turned.value.state.kind !== "on") throw new Error("The gateway did not turn on.");
  const { port, baseUrl } = turned.value.state;
  const key = turned.value.key ?? options.fromEnvironment ?? "";
  const openai = new OpenAI({ baseURL: baseUrl, apiKey: key, maxRetries: 0 });
  /** A plain request with the key. */
  const post = (body: unknown, init: RequestInit = {}) =>
    fetch(`${baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...init,
    });
  return { ...world, port, baseUrl, key, openai, post };
}

export const hello = [{ role: "user", content: "Hello" }] as const;

/** A body that asks the chain. */
export function ask(more: object = {}) {
  return { model: "chain/smart", messages: hello, ...more };
}

export function memoryPlace(): KeyPlace & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    async read(account) {
      const key = kept.get(account);
      return key === undefined ? { kind: "none" } : { kind: "key", key, source: "keychain" };
    },
    async write(account, key) {
      kept.set(account, key);
      return { ok: true, backend: "keychain" };
    },
  };
}

function settingsWith(gateway: Partial<GatewaySettings> = {}) {
  return { ...defaultSettings, gateway: { ...defaultSettings.gateway, ...gateway } };
}

function providerState(provider: Provider) {
  const key = { kind: "memory", last4: "1234" } as const;
  return { provider, baseUrlFrom: null, key, limit: unlimited, lastTest: null };
}

function modelList({ id: providerId }: Provider): ModelList {
  const modelId = `model-${providerId}`;
  const model = { providerId, modelId, name: modelId, contextTokens: null, maxOutputTokens: null, price: null };
  return { providerId, source: "bundled", fetchedAtMs: null, models: [{ ...model, isFree: false }] };
}
