import { type BudgetSettings, defaultBudgetSettings } from "./budget.ts";
import { defaultGatewaySettings, type GatewaySettings } from "./gateway.ts";

export type Theme = "system" | "light" | "dark";

/** How much room rows and controls take. */
export type Density = "comfortable" | "compact";

/** What sends the prompt; the other one of the two is a new line. */
export type SendWith = "mod-enter" | "enter";

/** How requests to providers leave this computer. Servers on this machine are always called directly. */
export type ProxyChoice =
  /** As HTTPS_PROXY, HTTP_PROXY and NO_PROXY say; directly where they say nothing. */
  | { readonly kind: "environment" }
  | { readonly kind: "none" }
  /** `url` is scheme, host and port of an HTTP proxy and never holds a name or a password. */
  | { readonly kind: "url"; readonly url: string };

/** What the user chose for the whole program. */
export type Settings = {
  readonly theme: Theme;
  readonly density: Density;
  readonly sendWith: SendWith;
  /** Requests that one account serves at a time before others queue (engine.md R20). */
  readonly parallelRequests: number;
  readonly proxy: ProxyChoice;
  /** On: every provider's base URL is the demo server and no real origin is called (design.md §1). */
  readonly demo: boolean;
  /** False until the first-run page was left. */
  readonly welcomed: boolean;
  /** The conversation that is open; null before the first. */
  readonly conversationId: string | null;
  readonly gateway: GatewaySettings;
  readonly budgets: BudgetSettings;
};

/** What "Reset" on the Settings page brings back: taste and network, nothing that was made or saved. */
export const defaultPreferences = {
  theme: "system",
  density: "comfortable",
  sendWith: "mod-enter",
  parallelRequests: 8,
  proxy: { kind: "environment" },
} as const satisfies Partial<Settings>;

export const defaultSettings: Settings = {
  ...defaultPreferences,
  demo: false,
  welcomed: false,
  conversationId: null,
  gateway: defaultGatewaySettings,
  budgets: defaultBudgetSettings,
};
