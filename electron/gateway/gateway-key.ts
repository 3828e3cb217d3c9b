import { checkKey } from "#shared/check-key.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { GatewayState } from "#shared/gateway.ts";

type KeyFrom = Extract<GatewayState, { kind: "on" }>["keyFrom"];

export type HeldKey = { readonly key: string; readonly from: KeyFrom };

/** Where keys are kept: the key store of the program fits as it is. */
export type KeyPlace = {
  read(
    account: string,
    hint: { expected: boolean },
  ): Promise<
    { readonly kind: "key"; readonly key: string; readonly source: KeyFrom } | { readonly kind: "none" | "unreadable" }
  >;
  write(
    account: string,
    key: string,
  ): Promise<
    { readonly ok: true; readonly backend: "keychain" | "memory" } | { readonly ok: false; readonly message: string }
  >;
};

export type GatewayKeyParts = {
  readonly place: KeyPlace;
  /** From UNDERSTUDY_GATEWAY_TOKEN; null where it is not set. */
  readonly fromEnvironment: string | null;
  /** 256 random bits as text. */
  readonly newToken: () => string;
  /** Told every key before it is used: the redactor's `remember`. */
  readonly remember: (key: string) => void;
};

/** The one key that programs show. */
export type GatewayKey = {
  /** `isNew` where it was made by this call. */
  take(): Promise<HeldKey & { readonly isNew: boolean }>;
  renew(): Promise<Answer<HeldKey>>;
};

export const tokenVariable = "UNDERSTUDY_GATEWAY_TOKEN";

/** No provider has this id, so no provider's key is ever there. */
const account = "understudy-gateway|loopback";
const keyPrefix = "us-local-";
const shortestToken = 16;

export function createGatewayKey({ place, fromEnvironment, newToken, remember }: GatewayKeyParts): GatewayKey {
  if (fromEnvironment !== null) remember(fromEnvironment);
  const make = async (): Promise<HeldKey> => {
    const key = keyPrefix + newToken();
    remember(key);
    const kept = await place.write(account, key);
    // A keychain that takes nothing now, locked for one, keeps what it has; this key holds for this start.
    return { key, from: kept.ok ? kept.backend : "memory" };
  };
  let held: HeldKey | null = null;
  return {
    async take() {
      if (fromEnvironment !== null) return { key: fromEnvironment, from: "environment", isNew: false };
      if (held !== null) return { ...held, isNew: false };
      const read = await place.read(account, { expected: false });
      const isNew = read.kind !== "key";
      held = read.kind === "key" ? { key: read.key, from: read.source } : await make();
      return { ...held, isNew };
    },
    async renew() {
      if (fromEnvironment !== null) {
        return refuse("conflict", `The key is given in ${tokenVariable}. Change it there and start again.`);
      }
      held = await make();
      return succeed(held);
    },
  };
}

export type TokenReading = { readonly token: string | null; readonly problem: string | null };

/** The key from the environment; a problem in one sentence, which never holds it. */
export function readToken(value: string | undefined): TokenReading {
  if (value === undefined || value.trim() === "") return { token: null, problem: null };
  const check = checkKey(value);
  if (!check.ok) return { token: null, problem: `${tokenVariable} is not used. ${check.message}` };
  if (check.key.length >= shortestToken) return { token: check.key, problem: null };
  return { token: null, problem: `${tokenVariable} is not used. It needs at least ${shortestToken} characters.` };
}
