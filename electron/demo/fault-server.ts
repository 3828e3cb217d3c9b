import { type LinkServer, startLink } from "./faults/fault-link.ts";
import type { FaultLink, Script, SeenRequest } from "./faults/fault-script.ts";

/** So that who uses the injector imports this file, and from its parts no more than the vocabulary in `fault.ts`. */
export type { FaultLink, Script, SeenRequest } from "./faults/fault-script.ts";

/**
 * The one scripted fault injector: real servers on 127.0.0.1, one per link, that speak the wire formats of the
 * providers and fail as their script says, request by request. Nothing of it outlives `close`.
 */
export type FaultServer<Link extends string = string> = {
  /** What stands in for the link's base URL. */
  baseUrlOf(link: Link): string;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly SeenRequest[];
  requestsOf(link: Link): readonly SeenRequest[];
  /** TCP connections that a link accepted so far, with or without a request on them. */
  connectionsOf(link: Link): number;
  /** Connections that are open now, of all links. */
  openSockets(): number;
  /** Replaces a link's script; its requests are numbered anew from 1. */
  script(link: Link, script: Script): void;
  /** Ends everything in flight. Resolves once no socket is left. May be called twice. */
  close(): Promise<void>;
};

export type FaultServerOptions<Link extends string> = {
  readonly links: Readonly<Record<Link, FaultLink>>;
  /** What no request may outlast. Default 3 minutes. */
  readonly longestMs?: number;
  /** How many requests are remembered, the newest ones. Default all. */
  readonly mostKept?: number;
};

const defaultLongestMs = 180_000;

export async function startFaultServer<Link extends string>(
  options: FaultServerOptions<Link>,
): Promise<FaultServer<Link>> {
  const requests: SeenRequest[] = [];
  const { longestMs = defaultLongestMs, mostKept = Number.POSITIVE_INFINITY } = options;
  const remember = (request: SeenRequest) => {
    requests.push(request);
    if (requests.length > mostKept) requests.shift();
  };
  const names = Object.keys(options.links).filter((name): name is Link => name in options.links);
  const started = await Promise.all(
    names.map(
      async (name) => [name, await startLink({ name, link: options.links[name], remember, longestMs })] as const,
    ),
  );
  const servers: ReadonlyMap<string, LinkServer> = new Map(started);
  const serverOf = (link: Link) => {
    const server = servers.get(link);
    if (server === undefined) throw new Error(`The fault server has no link ${link}`);
    return server;
  };
  return {
    baseUrlOf: (link) => serverOf(link).baseUrl,
    requests,
    requestsOf: (link) => requests.filter((request) => request.link === link),
    connectionsOf: (link) => serverOf(link).connections(),
    openSockets: () => started.reduce((sum, [, server]) => sum + server.openSockets(), 0),
    script: (link, script) => serverOf(link).script(script),
    close: async () => void (await Promise.all(started.map(([, server]) => server.close()))),
  };
}
