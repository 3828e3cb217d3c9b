import { inputMessage } from "#electron/bridge/input-message.ts";
import type { BudgetSettings } from "#shared/budget.ts";
import { formatCost } from "#shared/format.ts";
import { defaultSettings, type ProxyChoice, type Settings } from "#shared/settings.ts";
import type { SetupItem, SetupSettings } from "#shared/setup.ts";
import { type Draft, type Here, isSame, type Planned, refused } from "./draft.ts";
import { providerIdHere } from "./plan-chain.ts";
import { settingsSchema } from "./setup-schema.ts";

/** One setting, as the preview offers it. */
type Part = {
  readonly key: string;
  readonly name: string;
  /** Undefined where a file says nothing of it. */
  readonly read: (settings: SetupSettings) => unknown;
  readonly words: (settings: SetupSettings) => string;
  readonly put: (draft: Draft, from: SetupSettings) => Settings;
};

const onOff = (value: boolean | undefined) => (value === true ? "on" : "off");

const parts: readonly Part[] = [
  plainPart("theme", "Theme"),
  plainPart("density", "Density"),
  {
    ...plainPart("sendWith", "Send with"),
    words: ({ sendWith }) => (sendWith === "enter" ? "Enter" : "⌘/Ctrl and Enter"),
  },
  plainPart("parallelRequests", "Parallel requests"),
  { ...plainPart("proxy", "Proxy"), words: ({ proxy }) => proxyWords(proxy) },
  {
    key: "budgets",
    name: "Budgets",
    read: ({ budgets }) => budgets,
    words: ({ budgets }) => budgetWords(budgets),
    put: (draft, { budgets = draft.settings.budgets }) => ({
      ...draft.settings,
      budgets: { ...budgets, budgets: budgets.budgets.map((budget) => budgetHere(budget, draft)) },
    }),
  },
  gatewayPart("saveTexts", "Gateway: keep prompts and answers of programs"),
  gatewayPart("directModels", "Gateway: single models"),
  {
    ...gatewayPart("hiddenChainIds", "Gateway: chains that programs may not use"),
    words: ({ gateway }) => String(gateway?.hiddenChainIds?.length ?? 0),
    put: (draft, { gateway }) => {
      const hiddenChainIds = gateway?.hiddenChainIds?.map((id) => draft.chainIds.get(id) ?? id);
      return withGateway(draft.settings, hiddenChainIds === undefined ? {} : { hiddenChainIds });
    },
  },
];

/** `settings` is checked as a whole; each one that differs is decided by itself. */
export function planSettings(raw: unknown, here: Here): readonly Planned[] {
  const place = { key: "settings", kind: "setting", name: "Settings" } as const;
  const parsed = settingsSchema.safeParse(raw);
  if (!parsed.success) return [refused(place, inputMessage(parsed.error))];
  const from = parsed.data;
  return parts.flatMap((part) => {
    const value = part.read(from);
    const now = part.read(here.settings);
    return value === undefined || isSame(value, now) ? [] : [planPart(part, from, here)];
  });
}

function planPart(part: Part, from: SetupSettings, here: Here): Planned {
  const isUsual = isSame(part.read(here.settings), part.read(defaultSettings));
  const details = `${part.words(from)}. Here: ${part.words(here.settings)}.`;
  const item: SetupItem = {
    key: `setting ${part.key}`,
    kind: "setting",
    name: part.name,
    details,
    // Nobody chose what is here, so nothing of anybody's is lost.
    state: isUsual ? "new" : "conflict",
    choices: isUsual ? ["replace", "skip"] : ["skip", "replace"],
  };
  return {
    item,
    take: (draft, choice) => (choice === "replace" ? { ...draft, settings: part.put(draft, from) } : draft),
  };
}

function plainPart(key: "theme" | "density" | "sendWith" | "parallelRequests" | "proxy", name: string): Part {
  return {
    key,
    name,
    read: (settings) => settings[key],
    words: (settings) => String(settings[key]),
    put: ({ settings }, { [key]: value }) => ({ ...settings, ...(value !== undefined && { [key]: value }) }),
  };
}

type Gateway = NonNullable<SetupSettings["gateway"]>;

function gatewayPart(key: keyof Gateway, name: string): Part {
  return {
    key,
    name,
    read: ({ gateway }) => gateway?.[key],
    words: ({ gateway }) => onOff(gateway?.[key] === true),
    put: ({ settings }, { gateway }) => {
      const value = gateway?.[key];
      return withGateway(settings, value === undefined ? {} : { [key]: value });
    },
  };
}

function withGateway(settings: Settings, change: Gateway): Settings {
  return { ...settings, gateway: { ...settings.gateway, ...change } };
}

function proxyWords(proxy: ProxyChoice | undefined): string {
  if (proxy === undefined || proxy.kind === "environment") return "as the environment says";
  return proxy.kind === "none" ? "none" : proxy.url;
}

function budgetWords(settings: BudgetSettings | undefined): string {
  const { budgets = [], hardStop = true } = settings ?? {};
  if (budgets.length === 0) return "none";
  const each = budgets.map(({ period, providerId, limitNanoUsd }) => {
    const of = providerId === null ? "" : ` for ${providerId}`;
    return `${formatCost(limitNanoUsd)} a ${period}${of}`;
  });
  return `${each.join(", ")}${hardStop ? "" : "; warns only"}`;
}

function budgetHere(budget: BudgetSettings["budgets"][number], draft: Draft) {
  if (budget.providerId === null) return budget;
  return { ...budget, providerId: providerIdHere(budget.providerId, draft) ?? budget.providerId };
}
