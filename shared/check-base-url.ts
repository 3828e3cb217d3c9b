import { isForbiddenAddress, isLoopbackHost } from "./check-host.ts";

/** The parts of a parsed URL that matter here. A `URL` object has them all. */
export type UrlParts = {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  /** As the parser wrote it: lower case, IPv4 in four decimals, IPv6 in brackets, other scripts in punycode. */
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
};

/**
 * The platform's own parser: `(text) => URL.parse(text)`. It is handed in because `shared` knows neither Node nor
 * DOM, and not written here because a second parser that reads `http://0x7f.1` or `https:\\host` otherwise than the
 * network client does would be a hole: what is checked must be what is called.
 */
export type ParseUrl = (text: string) => UrlParts | null;

export type BaseUrlCheck =
  | {
      readonly ok: true;
      /** Normalised, without a trailing slash. Shows names in other scripts as punycode, so look-alikes stand out. */
      readonly baseUrl: string;
      /** Scheme, host and port: what a key is bound to (security.md §3). */
      readonly origin: string;
      readonly isLoopback: boolean;
    }
  /** `message` says what is wrong and what to do. */
  | { readonly ok: false; readonly message: string };

const longestUrl = 2_048;

export function checkBaseUrl(text: string, parse: ParseUrl): BaseUrlCheck {
  const typed = text.trim();
  const fault = faultInText(typed);
  if (fault !== null) return { ok: false, message: fault };
  const parts = parse(typed);
  if (parts === null)
    return { ok: false, message: "This is not a web address. Write it like https://api.example.com/v1." };
  const isLoopback = isLoopbackHost(parts.hostname);
  const faultOfParts = faultInParts(parts, isLoopback);
  if (faultOfParts !== null) return { ok: false, message: faultOfParts };
  const origin = `${parts.protocol}//${parts.hostname}${parts.port === "" ? "" : `:${parts.port}`}`;
  return { ok: true, baseUrl: origin + parts.pathname.replace(/\/+$/, ""), origin, isLoopback };
}

/** What the parser would silently repair or drop is refused before it sees the text. */
function faultInText(typed: string): string | null {
  if (typed === "") return "There is no base URL. Write one like https://api.example.com/v1.";
  if (typed.length > longestUrl) return `The base URL is longer than ${longestUrl} characters. Paste only the address.`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\s\u0000-\u001f\u007f-\u009f]/.test(typed)) return "The base URL has a space or line break in it. Remove it.";
  if (/[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/.test(typed)) {
    return "The base URL has an invisible character in it. Type it instead of pasting it.";
  }
  if (typed.includes("\\")) return "The base URL has a backslash in it. Use / instead.";
  if (!/^https?:\/\//i.test(typed)) {
    return "A base URL starts with https:// (or http:// for a server on this machine). Add it.";
  }
  if (/[?#]/.test(typed)) return "A base URL has no ? or # part. Remove everything from there on.";
  return null;
}

function faultInParts(parts: UrlParts, isLoopback: boolean): string | null {
  if (parts.username !== "" || parts.password !== "") {
    return "A base URL holds no name or password. Remove the part before the @ and save the key in its own field.";
  }
  if (parts.port === "0") return "Port 0 cannot be called. Use a port from 1 to 65535.";
  if (isForbiddenAddress(parts.hostname)) {
    return `${parts.hostname} is not an address that a provider can have. Use the address of the server itself.`;
  }
  if (parts.protocol === "https:") return null;
  if (parts.protocol === "http:" && isLoopback) return null;
  return "http:// sends the key unprotected, so it is only for this machine (127.0.0.1, localhost). Use https://.";
}
