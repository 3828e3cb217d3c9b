import type { Clock, Ids } from "#electron/manager/dependencies.ts";
import type { Chain } from "#shared/chain.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import type { HostEvent, Notice } from "#shared/contract.ts";
import { type Answer, succeed } from "#shared/failure.ts";
import type { Provider } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import type { Comparison, Conversation } from "#shared/run.ts";
import type { Settings } from "#shared/settings.ts";
import { createSetupChange, type SetupParts } from "./change-setup.ts";
import { createKeptList, type KeptList } from "./kept-list.ts";
import { createKeyRing, type KeyRing, type KeySource } from "./key-ring.ts";
import { notSaved } from "./not-saved.ts";
import type {
  EnvironmentFacts,
  KeyRecord,
  KeysPort,
  ManagerPort,
  SetupChange,
  StoredConversation,
  StorePort,
} from "./ports.ts";
import { createProviderBook, type ProviderBook } from "./provider-book.ts";
import { createSerial, type Serial } from "./serial.ts";

/** What was on disk and in the environment when the program started. */
export type WorkspaceStart = {
  readonly settings: Settings;
  readonly chains: readonly Chain[];
  readonly columnSets: readonly ColumnSet[];
  readonly ownPrices: readonly OwnPrice[];
  readonly builtInProviders: readonly Provider[];
  readonly storedProviders: readonly Provider[];
  readonly keyRecords: readonly KeyRecord[];
  readonly environment: EnvironmentFacts;
  readonly notices: readonly Notice[];
};

export type WorkspaceParts = {
  readonly start: WorkspaceStart;
  readonly store: StorePort;
  readonly keys: KeysPort;
  readonly limits: ManagerPort["limits"];
  readonly emit: (event: HostEvent) => void;
  readonly clock: Pick<Clock, "epochMs">;
  readonly ids: Ids;
};

export type SettingsPatch = Partial<Settings> | ((settings: Settings) => Partial<Settings>);

/** The host's truth in memory. Every change is on disk before it counts, and is told to the windows after that. */
export type Workspace = {
  settings(): Settings;
  /** A function sees the settings as they are when its turn comes. */
  changeSettings(patch: SettingsPatch): Promise<Answer<Settings>>;
  chains(): readonly Chain[];
  /** Gives the new list, or says why not. One change at a time. */
  readonly changeChains: KeptList<Chain>["change"];
  columnSets(): readonly ColumnSet[];
  readonly changeColumnSets: KeptList<ColumnSet>["change"];
  ownPrices(): readonly OwnPrice[];
  readonly changeOwnPrices: KeptList<OwnPrice>["change"];
  providers(): readonly ProviderState[];
  provider(providerId: string): ProviderState | null;
  keySource(providerId: string): KeySource;
  /** Tells the windows how a provider is now: after a change of its limits, too. */
  tellProvider(providerId: string): void;
  tellConversation(conversation: Conversation): void;
  tellComparison(comparison: Comparison): void;
  /** All there is of the open conversation: another one was opened, or prompts of it left or came back. */
  tellOpened(open: StoredConversation): void;
  /** Grows with each of those above, so that a reader sees that what it read is out of date. */
  conversationRevision(): number;
  /** Holds every change of conversations: each reads one, and writes it back changed. */
  readonly conversationTurns: Serial;
  notices(): readonly Notice[];
  notify(notice: Omit<Notice, "id">): void;
  dismiss(noticeId: string): void;
  /** For the handlers of providers and keys alone. */
  readonly book: ProviderBook;
  readonly ring: KeyRing;
  /** Holds every change of providers and keys, so that none works on what another one removes. */
  readonly providerTurns: Serial;
  /** Changes providers, lists and settings all at once, or nothing. `make` sees them as they are when its turn comes. */
  changeSetup(make: () => Answer<SetupChange>): Promise<Answer<null>>;
};

export function createWorkspace(parts: WorkspaceParts): Workspace {
  const { start, limits, emit } = parts;
  const { environment } = start;
  const { builtInProviders: builtIn, storedProviders: stored } = start;
  const book = createProviderBook({ builtIn, stored, environment, limits });
  const { homeOrigin } = book;
  const ring = createKeyRing({ ...parts, records: start.keyRecords, environment, homeOrigin });
  const provider = (providerId: string) => book.stateOf(providerId, ring);
  const tellProvider = (providerId: string) => {
    const state = provider(providerId);
    if (state !== null) emit({ topic: "provider", provider: state });
  };
  const { holdSettings, ...settings } = settingsPart(parts);
  const { lists, ...listMethods } = listParts(parts);
  const providerTurns = createSerial();
  return {
    ...settings,
    ...listMethods,
    ...noticesPart(parts),
    ...conversationPart(parts),
    book,
    ring,
    providerTurns,
    providers: () => book.list(ring),
    provider,
    keySource: (providerId) => book.sourceOf(providerId, ring),
    tellProvider,
    changeSetup: createSetupChange({ ...parts, ...lists, providerTurns, book, tellProvider, holdSettings }),
  };
}

type SettingsPart = Pick<Workspace, "settings" | "changeSettings"> & Pick<SetupParts, "holdSettings">;

function settingsPart({ start, store, emit }: WorkspaceParts): SettingsPart {
  const inTurn = createSerial();
  let settings = start.settings;
  const put = (next: Settings) => {
    settings = next;
    emit({ topic: "settings", settings });
  };
  return {
    holdSettings: (work) => inTurn(() => work(put)),
    settings: () => settings,
    changeSettings: (patch) =>
      inTurn(async () => {
        const next = { ...settings, ...(typeof patch === "function" ? patch(settings) : patch) };
        const saved = await store.saveSettings(next);
        if (!saved.ok) return notSaved(saved);
        put(next);
        return succeed(next);
      }),
  };
}

type ListParts = Pick<
  Workspace,
  "chains" | "changeChains" | "columnSets" | "changeColumnSets" | "ownPrices" | "changeOwnPrices"
> & { readonly lists: Pick<SetupParts, "chains" | "columnSets" | "ownPrices"> };

function listParts({ start, store, emit }: WorkspaceParts): ListParts {
  const chains = createKeptList<Chain>({
    start: start.chains,
    save: store.saveChains,
    tell: (list) => emit({ topic: "chains", chains: list }),
  });
  const columnSets = createKeptList<ColumnSet>({
    start: start.columnSets,
    save: store.saveColumnSets,
    tell: (list) => emit({ topic: "column-sets", columnSets: list }),
  });
  const ownPrices = createKeptList<OwnPrice>({
    start: start.ownPrices,
    save: store.saveOwnPrices,
    tell: (list) => emit({ topic: "own-prices", ownPrices: list }),
  });
  return {
    lists: { chains, columnSets, ownPrices },
    chains: chains.all,
    changeChains: chains.change,
    columnSets: columnSets.all,
    changeColumnSets: columnSets.change,
    ownPrices: ownPrices.all,
    changeOwnPrices: ownPrices.change,
  };
}

function noticesPart({ start, emit, ids }: WorkspaceParts): Pick<Workspace, "notices" | "notify" | "dismiss"> {
  let notices = start.notices;
  const replace = (next: readonly Notice[]) => {
    notices = next;
    emit({ topic: "notices", notices });
  };
  return {
    notices: () => notices,
    // One full disk is one trouble, however many answers run into it.
    notify: (notice) => {
      const isKnown = notices.some(({ title, body }) => title === notice.title && body === notice.body);
      if (!isKnown) replace([...notices, { ...notice, id: ids.next() }]);
    },
    dismiss(noticeId) {
      const left = notices.filter((notice) => notice.id !== noticeId);
      if (left.length < notices.length) replace(left);
    },
  };
}

type ConversationPart = Pick<
  Workspace,
  "tellConversation" | "tellComparison" | "tellOpened" | "conversationRevision" | "conversationTurns"
>;

function conversationPart({ emit }: WorkspaceParts): ConversationPart {
  let revision = 0;
  return {
    tellConversation(conversation) {
      revision += 1;
      emit({ topic: "conversation", conversation });
    },
    tellComparison(comparison) {
      revision += 1;
      emit({ topic: "comparison", comparison });
    },
    tellOpened({ conversation, comparisons }) {
      revision += 1;
      emit({ topic: "conversation-opened", conversation, comparisons });
    },
    conversationRevision: () => revision,
    conversationTurns: createSerial(),
  };
}
