import { isForbiddenAddress, isLoopbackHost } from "#shared/check-host.ts";
import { isSocks } from "#shared/check-settings.ts";
import type { ProxyChoice } from "#shared/settings.ts";
import { type Called, isExempt } from "./no-proxy.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export type ProxyServer = {
  readonly protocol: "http:" | "https:";
  /** As in a URL: IPv6 in brackets. */
  readonly hostname: string;
  readonly port: number;
  /** Value of the header that proves who asks; null where the address has no name. A secret: never shown nor told. */
  readonly authorization: string | null;
};

export type Route =
  | { readonly kind: "direct" }
  | { readonly kind: "proxy"; readonly proxy: ProxyServer }
  /** A proxy is asked for that cannot be used: going around it might be just what must not happen. */
  | { readonly kind: "refused"; readonly message: string };

/** How each request is to leave this computer, as it was chosen. Servers on this machine are called directly. */
export function createRoute(choice: ProxyChoice, environment: Environment): (called: Called) => Route {
  const { route, noProxy } = chosen(choice, environment);
  return (called) => {
    if (route.kind === "direct" || isLoopbackHost(called.hostname) || isExempt(noProxy, called)) return direct;
    return route;
  };
}

const direct: Route = { kind: "direct" };

/** Every base URL that is not on this machine is https. Where only HTTP_PROXY is set, it is meant for them, too. */
const variables = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"] as const;

function chosen(choice: ProxyChoice, environment: Environment): { readonly route: Route; readonly noProxy: string } {
  const noProxy = environment.no_proxy ?? environment.NO_PROXY ?? "";
  switch (choice.kind) {
    case "none":
      return { route: direct, noProxy };
    case "url":
      return { route: routeTo(choice.url, "The proxy of the settings"), noProxy: "" };
    case "environment": {
      const variable = proxyVariable(environment);
      return { route: variable === null ? direct : routeTo(environment[variable] ?? "", variable), noProxy };
    }
  }
}

/** The variable that is in force; an empty one counts as not set. */
function proxyVariable(environment: Environment): string | null {
  return variables.find((name) => (environment[name] ?? "").trim() !== "") ?? null;
}

/** What the environment says, for the Settings page: a variable and `host:port`, never a name or password. */
export function environmentProxy(
  environment: Environment,
): { readonly variable: string; readonly words: string } | null {
  const variable = proxyVariable(environment);
  if (variable === null) return null;
  const route = routeTo(environment[variable] ?? "", variable);
  return {
    variable,
    words: route.kind === "proxy" ? nameOf(route.proxy) : route.kind === "refused" ? route.message : "",
  };
}

/** What of the environment's addresses of proxies must never be shown. */
export function proxySecrets(environment: Environment): readonly string[] {
  return variables.flatMap((name) => {
    const url = parsed(environment[name] ?? "");
    if (url === null || url.username === "") return [];
    const [user, password] = [decoded(url.username), decoded(url.password)];
    const forms = [`${user}:${password}`, `${url.username}:${url.password}`, password, url.password];
    // A short password may be a common word, which would be blackened in every text.
    return [...new Set(forms)].filter((form) => form.length >= shortestSecret);
  });
}

const shortestSecret = 8;

export function nameOf({ hostname, port }: ProxyServer): string {
  return `${hostname}:${port}`;
}

function routeTo(text: string, source: string): Route {
  const refused = (why: string): Route => ({ kind: "refused", message: `${source} ${why}` });
  if (isSocks(text.trim())) return refused("names a SOCKS proxy, which is not supported.");
  const url = parsed(text);
  if (url === null) return refused("is not the address of an HTTP proxy.");
  const { protocol, hostname, port, username, password } = url;
  if (protocol !== "http:" && protocol !== "https:") return refused("is not the address of an HTTP proxy.");
  if (hostname === "" || port === "0" || isForbiddenAddress(hostname))
    return refused("names an address that no proxy can have.");
  const usual = protocol === "https:" ? 443 : 80;
  const token = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64");
  const authorization = username === "" ? null : `Basic ${token}`;
  return { kind: "proxy", proxy: { protocol, hostname, port: port === "" ? usual : Number(port), authorization } };
}

/** `proxy.example.com:8080` without a scheme is common in this variable. */
function parsed(text: string): URL | null {
  const typed = text.trim();
  return typed === "" ? null : URL.parse(typed.includes("://") ? typed : `http://${typed}`);
}

/** A % that escapes nothing stands for itself. */
function decoded(part: string): string {
  return part.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) =>
    Buffer.from(escapes.replaceAll("%", ""), "hex").toString("utf8"),
  );
}
