import { isLoopbackHost } from "#shared/check-host.ts";

/** The scopes of one link (engine.md R1). State is keyed by these, never by link or chain. */
export type Scopes = {
  /** Origin of the base URL. */
  readonly H: string;
  /** Account: origin, provider and key. */
  readonly A: string;
  /** OpenRouter's free tier; null for a model that is not part of it. */
  readonly F: string | null;
  /** Account and model. */
  readonly M: string;
};

export type ScopeParts = {
  readonly baseUrl: string;
  readonly providerId: string;
  readonly keyFingerprint: string;
  readonly modelId: string;
  readonly isOpenRouter: boolean;
};

export function scopesOf(parts: ScopeParts): Scopes {
  const H = `H ${originOf(parts.baseUrl)}`;
  const A = `A ${originOf(parts.baseUrl)} ${parts.providerId} ${parts.keyFingerprint}`;
  const isFree = parts.isOpenRouter && parts.modelId.endsWith(":free");
  return { H, A, F: isFree ? `F${A.slice(1)} free` : null, M: `M${A.slice(1)} ${parts.modelId}` };
}

/** The model that a scope of one model names; null for the wider ones. */
export function modelOfScope(scope: string): string | null {
  // Origin, provider and key have no spaces; what follows them is the model, whatever it holds.
  return scope.startsWith("M ") ? scope.split(" ").slice(4).join(" ") : null;
}

/** Whether a scope is of one key alone; an origin is of all of them. */
export function isOfAccount(scope: string): boolean {
  return !scope.startsWith("H ");
}

/** The origin that a scope belongs to. */
export function originOfScope(scope: string): string {
  return scope.split(" ")[1] ?? "";
}

export function scopeList(scopes: Scopes): string[] {
  return scopes.F === null ? [scopes.H, scopes.A, scopes.M] : [scopes.H, scopes.A, scopes.F, scopes.M];
}

/** Scheme, host and port. Base URLs were checked when they were saved; whatever is no URL is a scope of its own. */
function originOf(baseUrl: string): string {
  return URL.parse(baseUrl)?.origin ?? baseUrl;
}

export function isLoopback(baseUrl: string): boolean {
  return isLoopbackHost(URL.parse(baseUrl)?.hostname ?? "");
}
