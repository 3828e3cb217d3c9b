import type { IncomingMessage } from "node:http";
import { headerValues } from "#shared/header-values.ts";
import { hostNames } from "#shared/host-names.ts";
import type { ErrorAnswer } from "./openai-error.ts";

export type Door = {
  readonly port: number;
  /** Takes the same time whatever is right of it. */
  readonly isKey: (given: string) => boolean;
};

/**
 * Who may ask (security.md G2, G3): a program of this machine that has the key. No web page: it shows itself by its
 * Origin, and one whose name was made to point at 127.0.0.1 by its Host.
 */
export function refusalOf(request: Pick<IncomingMessage, "rawHeaders" | "url">, door: Door): ErrorAnswer | null {
  const hosts = headerValues(request.rawHeaders, "host");
  const names = [...hostNames("127.0.0.1", door.port), ...hostNames("localhost", door.port)];
  const isOurs = hosts.length === 1 && names.includes(hosts[0] ?? "");
  // Absolute-form targets name a host of their own.
  if (!isOurs || request.url?.startsWith("/") !== true) return misdirected(door.port);
  if (headerValues(request.rawHeaders, "origin").length > 0) return fromWebPage;
  return checkKey(headerValues(request.rawHeaders, "authorization"), door);
}

/** No other header is looked at: a key in two places is checked in one and used from the other. */
function checkKey(authorizations: readonly string[], door: Door): ErrorAnswer | null {
  const given = authorizations.length === 1 ? /^Bearer ([\x21-\x7e]+)$/i.exec(authorizations[0] ?? "")?.[1] : undefined;
  if (given !== undefined && door.isKey(given)) return null;
  return {
    status: 401,
    type: "invalid_request_error",
    code: "invalid_api_key",
    param: null,
    message:
      given === undefined
        ? "No key was sent. Send Understudy's gateway key as Authorization: Bearer KEY."
        : "This key is not the gateway's. Copy it from the Gateway view of Understudy.",
  };
}

function misdirected(port: number): ErrorAnswer {
  return {
    status: 421,
    type: "invalid_request_error",
    code: "misdirected_request",
    param: null,
    message: `This gateway answers at http://127.0.0.1:${port}/v1 only.`,
  };
}

const fromWebPage: ErrorAnswer = {
  status: 403,
  type: "invalid_request_error",
  code: "origin_not_allowed",
  param: null,
  message: "Web pages may not use the gateway; only programs of this machine can.",
};
