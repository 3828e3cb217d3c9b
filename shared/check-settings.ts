import type { ParseUrl, UrlParts } from "./check-base-url.ts";
import { isForbiddenAddress } from "./check-host.ts";

export const mostParallelRequests = 32;

/** Says what is wrong and what to do, or null. */
export function checkParallelRequests(count: number): string | null {
  const isFine = Number.isInteger(count) && count >= 1 && count <= mostParallelRequests;
  return isFine ? null : `A whole number from 1 to ${mostParallelRequests}.`;
}

export type ProxyCheck =
  /** `url` is scheme, host and port, as the parser wrote them. */
  { readonly ok: true; readonly url: string } | { readonly ok: false; readonly message: string };

const longestUrl = 2_048;

/** An address of a proxy as it may be saved. One with a password would keep a secret outside the keychain. */
export function checkProxyUrl(text: string, parse: ParseUrl): ProxyCheck {
  const typed = text.trim();
  const fault = faultInText(typed);
  if (fault !== null) return { ok: false, message: fault };
  const parts = parse(typed);
  if (parts === null || parts.hostname === "") {
    return { ok: false, message: "This is not an address. Write it like http://proxy.example.com:8080." };
  }
  const faultOfParts = faultInParts(parts);
  if (faultOfParts !== null) return { ok: false, message: faultOfParts };
  return { ok: true, url: `${parts.protocol}//${parts.hostname}${parts.port === "" ? "" : `:${parts.port}`}` };
}

function faultInText(typed: string): string | null {
  if (typed === "") return "There is no address. Write one like http://proxy.example.com:8080.";
  if (typed.length > longestUrl) return `The address is longer than ${longestUrl} characters. Paste only the address.`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\s\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/.test(typed)) {
    return "The address has a space or an invisible character in it. Remove it.";
  }
  if (typed.includes("\\")) return "The address has a backslash in it. Use / instead.";
  if (isSocks(typed)) return "SOCKS proxies are not supported. Use the address of an HTTP proxy.";
  if (/[?#]/.test(typed)) return "The address of a proxy has no ? or # part. Remove everything from there on.";
  if (!/^https?:\/\//i.test(typed)) return "The address of a proxy starts with http:// or https://. Add it.";
  return null;
}

/** Whether the text names a SOCKS proxy of any version. */
export function isSocks(typed: string): boolean {
  return /^socks[a-z0-9]*:/i.test(typed);
}

function faultInParts(parts: UrlParts): string | null {
  if (parts.username !== "" || parts.password !== "") {
    return "A name or password would be kept outside the keychain. Remove the part before the @, or set HTTPS_PROXY with it and choose “Environment”.";
  }
  if (parts.pathname !== "/" && parts.pathname !== "") return "A proxy has no path. End the address after the port.";
  if (parts.port === "0") return "Port 0 cannot be called. Use a port from 1 to 65535.";
  if (isForbiddenAddress(parts.hostname)) return `${parts.hostname} is not an address that a proxy can have.`;
  return null;
}
