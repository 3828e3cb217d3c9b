import type { ProviderFailure, TransportFailure } from "#electron/manager/dependencies.ts";
import type { FailureClass } from "#shared/failure.ts";
import type { Provider } from "#shared/model.ts";

/**
 * What went wrong with a check, in plain words: what happened, then what to do (ui/README.md §5). The provider is
 * named, never "the API". Texts of the provider are cut; the caller redacts.
 */

const longestQuote = 160;

/** `api.openai.com`, or `127.0.0.1:11434`; the address itself where it is none. */
function hostOf({ baseUrl }: Provider): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

export function transportWords(provider: Provider, failure: TransportFailure, limitMs: number): string {
  const host = hostOf(provider);
  switch (failure.reason) {
    case "aborted":
      return `${provider.name} gave no whole answer within ${limitMs / 1000} s. Check the connection, then test again.`;
    case "connect-timeout":
      return `${host} does not take connections. Check the connection and the base URL.`;
    case "refused":
      return `Nothing answers on ${host}. Start the server or change the base URL, then test again.`;
    case "dns":
    case "unreachable":
      return `${host} cannot be reached. Check the connection and the base URL.`;
    case "blocked":
      return `${host} is the name of an address that no provider can have. Check the base URL.`;
    case "tls":
      return `The connection to ${host} is not trusted (${failure.code ?? failure.message}). Check the certificate.`;
    case "proxy":
      return `${failure.message} Check the proxy under Settings, then test again.`;
    case "reset":
      return `${host} closed the connection. Test again; if it stays so, check the base URL.`;
    case "redirect":
      return `${host} points to another address. Keys are not sent on, so enter the final base URL.`;
    case "too-large":
      return `${provider.name} sent more than a model list can hold. Check the base URL.`;
    case "protocol":
      return `${host} does not answer as a web server does (${failure.code ?? failure.message}). Check the base URL.`;
  }
}

/** For an answer that says no. */
export function refusalWords(provider: Provider, failure: ProviderFailure, status: number): string {
  const name = provider.name;
  const quote = quoteOf(failure.message);
  switch (failure.class ?? classOf(status)) {
    case "AUTH":
      return `${name} refused this key. It answered ${status}. Check that the key is active and not limited to other models.`;
    case "BILLING":
      return `${name} has no credit left. It answered ${status}. Add credit there, then test again.`;
    case "RATE_LIMIT":
    case "QUOTA_DAY":
      return `${name} is rate limited. It answered ${status}. Test again later.${quote}`;
    case "MODEL_GONE":
      return `${name} has nothing at ${hostOf(provider)} that lists models. It answered ${status}. Check the base URL.`;
    case "SERVER":
      return `${name} had a server error (${status}). Test again later.${quote}`;
    default:
      return `${name} answered ${status}. Check the base URL and the key.${quote}`;
  }
}

export function notJsonWords(provider: Provider): string {
  return `${provider.name} answered with something that is no model list. Check the base URL.`;
}

function quoteOf(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  if (line === "") return "";
  return ` It said: ${line.length > longestQuote ? `${line.slice(0, longestQuote - 1)}…` : line}`;
}

/** Where the body names no reason. */
function classOf(status: number): FailureClass {
  if (status === 401 || status === 403) return "AUTH";
  if (status === 402) return "BILLING";
  if (status === 404 || status === 405 || status === 410) return "MODEL_GONE";
  if (status === 429) return "RATE_LIMIT";
  return status >= 500 || status === 408 ? "SERVER" : "BAD_REQUEST";
}
