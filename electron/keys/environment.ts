import { checkBaseUrl } from "#shared/check-base-url.ts";
import { checkKey } from "#shared/check-key.ts";
import type { Environment } from "./key-process-environment.ts";

export type KeyFromEnvironment = { readonly providerId: string; readonly variable: string; readonly key: string };

export type BaseUrlFromEnvironment = {
  readonly providerId: string;
  readonly variable: string;
  /** Normalised, without a trailing slash; with or without the version as `Provider.baseUrl` has it. */
  readonly baseUrl: string;
  readonly origin: string;
};

/** What the user set outside of the program, for this process only: never stored. */
export type EnvironmentReading = {
  readonly keys: readonly KeyFromEnvironment[];
  readonly baseUrls: readonly BaseUrlFromEnvironment[];
  /** One sentence each, naming the variable and never its value. */
  readonly problems: readonly string[];
};

type Source = {
  readonly providerId: string;
  /** The first one that is set wins, as in the provider's own libraries. */
  readonly keys: readonly string[];
  readonly baseUrls: readonly string[];
  /** Our base URL has no version for these providers; one at the end would be sent twice. */
  readonly withoutVersion: boolean;
};

const sources: readonly Source[] = [
  { providerId: "openai", keys: ["OPENAI_API_KEY"], baseUrls: ["OPENAI_BASE_URL"], withoutVersion: false },
  { providerId: "anthropic", keys: ["ANTHROPIC_API_KEY"], baseUrls: ["ANTHROPIC_BASE_URL"], withoutVersion: true },
  {
    providerId: "google",
    keys: ["GOOGLE_API_KEY", "GEMINI_API_KEY"],
    baseUrls: ["GOOGLE_BASE_URL", "GOOGLE_GEMINI_BASE_URL"],
    withoutVersion: true,
  },
  { providerId: "openrouter", keys: ["OPENROUTER_API_KEY"], baseUrls: ["OPENROUTER_BASE_URL"], withoutVersion: false },
];

/** Variables that may hold a key. */
export const keyVariables: readonly string[] = sources.flatMap(({ keys }) => keys);

export function readEnvironment(environment: Environment): EnvironmentReading {
  const keys: KeyFromEnvironment[] = [];
  const baseUrls: BaseUrlFromEnvironment[] = [];
  const problems: string[] = [];
  for (const source of sources) {
    const baseUrl = readBaseUrl(source, environment, problems);
    if (baseUrl !== null && baseUrl !== "refused") baseUrls.push(baseUrl);
    const key = readKey(source, environment, problems);
    if (key === null) continue;
    // The key may belong to a server of the user's own; the provider's usual origin must not get it instead.
    if (baseUrl === "refused")
      problems.push(`${key.variable} is not used, because the base URL beside it was refused.`);
    else keys.push(key);
  }
  return { keys, baseUrls, problems };
}

function readKey(source: Source, environment: Environment, problems: string[]): KeyFromEnvironment | null {
  const variable = chosen(source.keys, environment, problems);
  if (variable === null) return null;
  const check = checkKey(environment[variable] ?? "");
  if (check.ok) return { providerId: source.providerId, variable, key: check.key };
  problems.push(`${variable} is not used. ${check.message}`);
  return null;
}

function readBaseUrl(
  source: Source,
  environment: Environment,
  problems: string[],
): BaseUrlFromEnvironment | "refused" | null {
  const variable = chosen(source.baseUrls, environment, problems);
  if (variable === null) return null;
  const check = checkBaseUrl(environment[variable] ?? "", (text) => URL.parse(text));
  if (!check.ok) {
    problems.push(`${variable} is not used. ${check.message}`);
    return "refused";
  }
  const baseUrl = source.withoutVersion ? check.baseUrl.replace(/\/v1(?:beta|alpha)?$/, "") : check.baseUrl;
  if (baseUrl !== check.baseUrl)
    problems.push(`${variable} ends with a version, which is left out: it is added later.`);
  return { providerId: source.providerId, variable, baseUrl, origin: check.origin };
}

/** The first of several variables that is set. An empty one counts as not set, as shells have no other way. */
function chosen(variables: readonly string[], environment: Environment, problems: string[]): string | null {
  const set = variables.filter((variable) => (environment[variable] ?? "").trim() !== "");
  const [first, ...others] = set;
  if (first === undefined) return null;
  for (const other of others) {
    if (environment[other] !== environment[first]) problems.push(`${first} and ${other} differ. ${first} is used.`);
  }
  return first;
}
