import type { Clock, Ids } from "#electron/manager/dependencies.ts";
import { type GatewayRequest, mostGatewayRequests } from "#shared/gateway.ts";
import type { Run } from "#shared/run.ts";

/** One request on its way; each change is told at once. */
export type LogEntry = {
  asked(model: string): void;
  run(run: Run): void;
  /** `message`: why it is an error, or why a begun answer was cut. Nothing where nobody hears it. */
  answered(status: number, message: string | null): void;
  /** The program hung up. */
  left(): void;
  /** We did, before there was an answer. */
  cutOff(message: string): void;
};

export type RequestLog = {
  /** Newest first. */
  list(): readonly GatewayRequest[];
  open(client: string): LogEntry;
  /** Refused at the door. Of a flood of them only some are listed: whoever has no key must not empty the list. */
  refused(client: string, status: number, message: string): void;
};

export type RequestLogParts = {
  readonly clock: Pick<Clock, "epochMs">;
  readonly ids: Ids;
  readonly tell: (request: GatewayRequest) => void;
  /** Of an earlier start, newest first. */
  readonly past: readonly GatewayRequest[];
};

const refusalEveryMs = 250;

/** The last requests of programs, in memory. */
export function createRequestLog({ clock, ids, tell, past }: RequestLogParts): RequestLog {
  const requests = new Map(past.toReversed().map((request) => [request.id, request]));
  let lastRefusalAtMs = Number.NEGATIVE_INFINITY;
  const put = (request: GatewayRequest) => {
    requests.set(request.id, request);
    const oldest = requests.keys().next().value;
    if (requests.size > mostGatewayRequests && oldest !== undefined) requests.delete(oldest);
    tell(request);
  };
  const open = (client: string): LogEntry => {
    let request: GatewayRequest = {
      id: ids.next(),
      atMs: clock.epochMs(),
      client,
      asked: "",
      httpStatus: null,
      clientLeft: false,
      message: null,
      run: null,
    };
    let isListed = false;
    const change = (part: Partial<GatewayRequest>) => {
      request = { ...request, ...part };
      // Newer ones pushed it out; back in, it would stand among them.
      if (isListed && !requests.has(request.id)) return;
      isListed = true;
      put(request);
    };
    let isGone = false;
    const leave = (part: Partial<GatewayRequest>) => {
      isGone = true;
      change(part);
    };
    return {
      asked: (asked) => change({ asked: asked.slice(0, 300) }),
      run: (run) => change({ run }),
      answered(httpStatus, message) {
        if (!isGone) change({ httpStatus, message });
      },
      left: () => leave({ clientLeft: true }),
      cutOff: (message) => leave({ message }),
    };
  };
  return {
    list: () => [...requests.values()].reverse(),
    open,
    refused(client, status, message) {
      const nowMs = clock.epochMs();
      if (Math.abs(nowMs - lastRefusalAtMs) < refusalEveryMs) return;
      lastRefusalAtMs = nowMs;
      open(client).answered(status, message);
    },
  };
}
