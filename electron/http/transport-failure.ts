import type { TransportFailure } from "#electron/manager/dependencies.ts";

type Reason = TransportFailure["reason"];

/** Codes of Node, of OpenSSL and of undici that decide. The rest is decided by `reasonOfFamily`. */
const reasons: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  // The connection was closed in the middle of a chunk.
  HPE_INVALID_EOF_STATE: "reset",
  UND_ERR_CONNECT_TIMEOUT: "connect-timeout",
  ETIMEDOUT: "connect-timeout",
  ENOTFOUND: "dns",
  ENETUNREACH: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EHOSTDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  // Our own refusal of what a name resolved to.
  FORBIDDEN_ADDRESS: "blocked",
  EPROTO: "tls",
  // The transport itself was closed.
  UND_ERR_DESTROYED: "aborted",
  UND_ERR_CLOSED: "aborted",
  UND_ERR_ABORTED: "aborted",
};

const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_CERT|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/;

const sentences: Readonly<Record<Reason, (host: string) => string>> = {
  aborted: () => "The request was stopped.",
  "connect-timeout": (host) => `No connection to ${host} in time.`,
  tls: (host) => `No trusted TLS connection to ${host}.`,
  proxy: (host) => `The proxy made no connection to ${host}.`,
  refused: (host) => `${host} refused the connection.`,
  reset: (host) => `${host} closed the connection before the answer was complete.`,
  dns: (host) => `The name of ${host} could not be resolved.`,
  unreachable: (host) => `${host} cannot be reached from here.`,
  blocked: (host) => `${host} is the name of an address that no provider can have.`,
  redirect: (host) => `${host} answered with a redirect, which is not followed.`,
  "too-large": (host) => `The answer of ${host} is larger than 32 MiB.`,
  protocol: (host) => `${host} did not answer in valid HTTP.`,
};

/** A failure in words. `code` is added to the sentence where there is one. */
export function transportFailure(reason: Reason, host: string, code: string | null = null): TransportFailure {
  const sentence = sentences[reason](host);
  return { reason, code, message: code === null ? sentence : `${sentence.slice(0, -1)} (${code}).` };
}

/** What an error of the network client means. Total: anything thrown gives a failure. */
export function readTransportError(error: unknown, host: string): TransportFailure {
  const code = codeOf(error);
  // Our own words of a proxy, which name it.
  if (error instanceof Error && code?.startsWith("PROXY_")) return { reason: "proxy", code, message: error.message };
  if (code === null || isBadAnswer(error)) return transportFailure("protocol", host, code);
  const failure = transportFailure(reasons[code] ?? reasonOfFamily(code), host, code);
  const issuer = failure.reason === "tls" ? issuerOf(error) : null;
  return issuer === null ? failure : { ...failure, message: `${failure.message} The certificate is from “${issuer}”.` };
}

function issuerOf(error: unknown): string | null {
  return error instanceof Error && "issuer" in error && typeof error.issuer === "string" ? error.issuer : null;
}

/** undici's words for a 100 or a 101 that nobody asked for. It closes the connection itself, and gives the same code. */
function isBadAnswer(error: unknown): boolean {
  return error instanceof Error && /^bad (?:response|upgrade)$/.test(error.message);
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** An unknown code of the system (E…, but not of Node's own ERR_ family) means that the connection was lost. */
function reasonOfFamily(code: string): Reason {
  if (tlsCode.test(code)) return "tls";
  if (code.startsWith("EAI_")) return "dns";
  return /^E(?!RR_)[A-Z]+$/.test(code) ? "reset" : "protocol";
}
