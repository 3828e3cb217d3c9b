import type { GatewayPort } from "#electron/bridge/ports.ts";
import type { HostEvent } from "#shared/contract.ts";
import { succeed } from "#shared/failure.ts";
import type { GatewayRequest, GatewayState } from "#shared/gateway.ts";

export type FakeGateway = GatewayPort & {
  /** Keys that were made, newest last. */
  readonly made: string[];
  /** A state that the gateway reaches by itself, as where its port is taken. */
  become(state: GatewayState): void;
  tell(request: GatewayRequest): void;
};

/** A switch without a server. The first time it is turned on, and at each renewal, it makes a key. */
export function createFakeGateway(emit: (event: HostEvent) => void): FakeGateway {
  const made: string[] = [];
  let state: GatewayState = { kind: "off" };
  let requests: readonly GatewayRequest[] = [];
  const become = (next: GatewayState) => {
    state = next;
    emit({ topic: "gateway", gateway: next });
    return next;
  };
  const makeKey = () => {
    const key = `us-local-${String(made.length + 1).padStart(43, "0")}`;
    made.push(key);
    return key;
  };
  const on = (port: number): GatewayState => ({
    kind: "on",
    port,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    sinceMs: 0,
    keyLast4: made.at(-1)?.slice(-4) ?? "",
    keyFrom: "keychain",
  });
  return {
    made,
    become,
    tell(request) {
      requests = [request, ...requests.filter((one) => one.id !== request.id)];
      emit({ topic: "gateway-request", request });
    },
    state: () => state,
    requests: () => requests,
    async turnOn(port) {
      const key = made.length === 0 ? makeKey() : null;
      return succeed({ state: become(on(port)), key });
    },
    turnOff: async () => succeed(become({ kind: "off" })),
    async renewKey() {
      const key = makeKey();
      return succeed({ state: state.kind === "on" ? become(on(state.port)) : state, key });
    },
  };
}
