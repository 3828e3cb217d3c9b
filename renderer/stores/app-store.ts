import { create } from "zustand";
import type { Capabilities, HostEvent, Snapshot } from "#shared/contract.ts";
import { type GatewayRequest, mostGatewayRequests } from "#shared/gateway.ts";
import type { ModelList } from "#shared/model.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import type { Comparison, Conversation } from "#shared/run.ts";
import { defaultSettings } from "#shared/settings.ts";

/**
 * `ended`: the host said goodbye. `refused`: this page has no valid token; only a fresh address from the terminal
 * helps.
 */
export type ConnectionState = "connecting" | "connected" | "lost" | "ended" | "refused";

export type AppState = Pick<
  Snapshot,
  | "settings"
  | "keychain"
  | "providers"
  | "chains"
  | "columnSets"
  | "ownPrices"
  | "modelLists"
  | "conversation"
  | "notices"
  | "gateway"
  | "gatewayRequests"
  | "online"
  | "jobs"
> & {
  readonly connection: ConnectionState;
  /** When a lost connection is tried again, epoch ms; null where it is not. */
  readonly retryAtMs: number | null;
  /** False until the first snapshot. */
  readonly isReady: boolean;
  readonly capabilities: Capabilities | null;
  /** Of the open conversation, oldest first. */
  readonly comparisons: readonly Comparison[];
};

const empty: AppState = {
  connection: "connecting",
  retryAtMs: null,
  isReady: false,
  capabilities: null,
  settings: defaultSettings,
  keychain: { kind: "checking" },
  providers: [],
  chains: [],
  columnSets: [],
  ownPrices: [],
  modelLists: [],
  conversation: null,
  comparisons: [],
  notices: [],
  gateway: { kind: "off" },
  gatewayRequests: [],
  online: true,
  jobs: [],
};

/** What the host told of itself. Runs live in runs-store, columns being edited in columns-store. */
export const useAppStore = create<AppState>()(() => empty);

export function setConnection(connection: ConnectionState, retryInMs: number | null = null): void {
  useAppStore.setState({ connection, retryAtMs: retryInMs === null ? null : Date.now() + retryInMs });
}

export function takeAppSnapshot(snapshot: Snapshot): void {
  const { seq: _, comparisons: states, repeats: _repeats, ...known } = snapshot;
  useAppStore.setState({ ...known, isReady: true, comparisons: states.map((state) => state.comparison) });
}

/** One set for the whole batch; events of runs change nothing here. */
export function applyAppEvents(events: readonly HostEvent[]): void {
  const known = useAppStore.getState();
  const next = events.reduce(applyEvent, known);
  if (next !== known) useAppStore.setState(next);
}

function applyEvent(state: AppState, event: HostEvent): AppState {
  switch (event.topic) {
    case "run":
    case "repeat":
    case "drill":
    case "budgets":
    case "spend-now":
    case "session":
      return state;
    case "comparison":
      return addComparison(state, event.comparison);
    case "settings":
      return { ...state, settings: event.settings };
    case "keychain":
      return { ...state, keychain: event.keychain };
    case "provider":
      return { ...state, providers: putProvider(state.providers, event.provider) };
    case "provider-removed":
      return { ...state, providers: state.providers.filter((one) => one.provider.id !== event.providerId) };
    case "chains":
      return { ...state, chains: event.chains };
    case "column-sets":
      return { ...state, columnSets: event.columnSets };
    case "own-prices":
      return { ...state, ownPrices: event.ownPrices };
    case "models":
      return { ...state, modelLists: putModelList(state.modelLists, event.list) };
    case "conversation":
      return openConversation(state, event.conversation);
    case "conversation-opened":
      return {
        ...state,
        conversation: event.conversation,
        comparisons: event.comparisons.map(({ comparison }) => comparison),
      };
    case "history-changed":
      return state;
    case "notices":
      return { ...state, notices: event.notices };
    case "online":
      return { ...state, online: event.online };
    case "gateway":
      return { ...state, gateway: event.gateway };
    case "job":
      return { ...state, jobs: [...state.jobs.filter((one) => one.id !== event.job.id), event.job] };
    case "gateway-request":
      return { ...state, gatewayRequests: putGatewayRequest(state.gatewayRequests, event.request) };
  }
}

function addComparison(state: AppState, comparison: Comparison): AppState {
  const others = state.comparisons.filter(
    (one) => one.id !== comparison.id && one.conversationId === comparison.conversationId,
  );
  return { ...state, comparisons: [...others, comparison] };
}

function openConversation(state: AppState, conversation: Conversation): AppState {
  const comparisons = state.comparisons.filter((one) => one.conversationId === conversation.id);
  return { ...state, conversation, comparisons };
}

function putProvider(providers: readonly ProviderState[], next: ProviderState): readonly ProviderState[] {
  const isKnown = providers.some((one) => one.provider.id === next.provider.id);
  if (!isKnown) return [...providers, next];
  return providers.map((one) => (one.provider.id === next.provider.id ? next : one));
}

function putGatewayRequest(requests: readonly GatewayRequest[], next: GatewayRequest): readonly GatewayRequest[] {
  const isKnown = requests.some((one) => one.id === next.id);
  if (isKnown) return requests.map((one) => (one.id === next.id ? next : one));
  return [next, ...requests].slice(0, mostGatewayRequests);
}

function putModelList(lists: readonly ModelList[], next: ModelList): readonly ModelList[] {
  return [...lists.filter((one) => one.providerId !== next.providerId), next];
}
