import { defaultGatewaySettings, type GatewaySettings } from "./gateway.ts";

export type Theme = "system" | "light" | "dark";

/** What the user chose for the whole program. */
export type Settings = {
  readonly theme: Theme;
  /** On: every provider's base URL is the demo server and no real origin is called (design.md §1). */
  readonly demo: boolean;
  /** False until the first-run page was left. */
  readonly welcomed: boolean;
  /** The conversation that is open; null before the first. */
  readonly conversationId: string | null;
  readonly gateway: GatewaySettings;
};

export const defaultSettings: Settings = {
  theme: "system",
  demo: false,
  welcomed: false,
  conversationId: null,
  gateway: defaultGatewaySettings,
};
