import type { Chain } from "./chain.ts";
import type { ColumnSet } from "./column-set.ts";
import type { GatewayChoices } from "./gateway.ts";
import type { Provider } from "./model.ts";
import type { OwnPrice } from "./own-price.ts";
import type { Settings } from "./settings.ts";

export const setupFormat = "understudy-setup";
export const setupVersion = 1;

/** Longer files are refused unread, in characters. A setup with everything at its limit is far shorter. */
export const longestSetup = 8_000_000;

/**
 * What of the settings belongs to the user rather than to this computer or this moment. The demo's switch, the
 * gateway's switch and what is open are not in it: a file must not turn anything on.
 */
export type SetupSettings = Partial<
  Pick<Settings, "theme" | "density" | "sendWith" | "parallelRequests" | "proxy" | "budgets"> & {
    readonly gateway: GatewayChoices;
  }
>;

/** Chains, column sets and settings as a file (electron/exports/setup.schema.json). Never a key. */
export type SetupFile = {
  readonly format: typeof setupFormat;
  readonly version: typeof setupVersion;
  /** Those that were added, and built-in ones whose address or name was changed. */
  readonly providers: readonly Provider[];
  readonly chains: readonly Chain[];
  readonly columnSets: readonly ColumnSet[];
  readonly ownPrices: readonly OwnPrice[];
  readonly settings: SetupSettings;
};

export type SetupKind = "provider" | "chain" | "column-set" | "own-price" | "setting";

/** What may be done with one thing of a file. `skip` keeps what is here. */
export type SetupChoice = "add" | "skip" | "replace" | "keep-both";

/** One thing of a file beside what is here. */
export type SetupItem = {
  /** Names it in the answer to the preview. */
  readonly key: string;
  readonly kind: SetupKind;
  readonly name: string;
  /** What it is, or how it differs from what is here, in one line. */
  readonly details: string;
  /** `same`: it is here already. `refused`: it cannot be imported, `details` says why. */
  readonly state: "new" | "same" | "conflict" | "refused";
  /** The first one is meant unless the user chooses; empty where there is nothing to choose. */
  readonly choices: readonly SetupChoice[];
};

/** What an import would do, before anything is done. It is held by the host until it is applied or another one comes. */
export type SetupPreview = {
  readonly previewId: string;
  readonly source: SetupSource;
  readonly items: readonly SetupItem[];
  /** What of a foreign file has no place here and is left out. */
  readonly leftOut: readonly LeftOut[];
};

/** Whose file it is. */
export type SetupSource = "understudy" | "litellm" | "portkey";

/** Where in the file it stands, as in `router_settings.routing_strategy`, and why it is left out, in a sentence. */
export type LeftOut = { readonly path: string; readonly why: string };

/** By the key of an item; an item that is not named is done as its first choice says. */
export type SetupChoices = Readonly<Record<string, SetupChoice>>;

/** Numbers of things, by what was done with them. */
export type SetupResult = {
  readonly added: number;
  readonly replaced: number;
  readonly kept: number;
  readonly refused: number;
};
