import type { Run } from "./run.ts";

/** The loopback endpoint that lets other programs of this machine use the chains. */
export type GatewayState =
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  | {
      readonly kind: "on";
      readonly port: number;
      /** Ends in `/v1`. */
      readonly baseUrl: string;
      /** Epoch ms. */
      readonly sinceMs: number;
      /** All of the key that is ever shown again. */
      readonly keyLast4: string;
      /** `environment`: the key was given in UNDERSTUDY_GATEWAY_TOKEN and cannot be changed here. */
      readonly keyFrom: "environment" | "keychain" | "memory";
    }
  /** `port-taken` is worth another port; `message` says what to do. */
  | {
      readonly kind: "failed";
      readonly reason: "port-taken" | "other";
      readonly port: number;
      readonly message: string;
    };

/** What the gateway serves and keeps; saved with the settings. */
export type GatewaySettings = {
  readonly on: boolean;
  readonly port: number;
  /** Off: prompts and answers of programs are not stored, their figures are. */
  readonly saveTexts: boolean;
  /** Chains that programs may not use. */
  readonly hiddenChainIds: readonly string[];
  /** Whether single models may be asked for, by `provider/model`. */
  readonly directModels: boolean;
};

/** What the window changes by saving; the switch and the port change with the gateway itself. */
export type GatewayChoices = Partial<Omit<GatewaySettings, "on" | "port">>;

/** Requests that are kept for the view. */
export const mostGatewayRequests = 200;

export const defaultGatewayPort = 4747;

export const defaultGatewaySettings: GatewaySettings = {
  on: false,
  port: defaultGatewayPort,
  saveTexts: false,
  hiddenChainIds: [],
  directModels: true,
};

/** One request of a program, as the view lists it. */
export type GatewayRequest = {
  readonly id: string;
  /** Epoch ms. */
  readonly atMs: number;
  readonly client: string;
  /** The model id as it was asked for. */
  readonly asked: string;
  /** What was answered; null while it runs and where the client left before. */
  readonly httpStatus: number | null;
  readonly clientLeft: boolean;
  /** In words, where the status is an error, or where we broke off before there was one. */
  readonly message: string | null;
  /** Attempts and figures, without texts; null where nothing was sent. */
  readonly run: Run | null;
};
