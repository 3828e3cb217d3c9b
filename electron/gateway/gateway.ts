import type { ComparisonState, HostEvent } from "#shared/contract.ts";
import { type Answer, succeed } from "#shared/failure.ts";
import type { GatewayRequest, GatewaySettings, GatewayState } from "#shared/gateway.ts";
import type { RunEvent } from "#shared/run.ts";
import { answerChat, type ChatParts } from "./chat.ts";
import type { GatewayKey, HeldKey } from "./gateway-key.ts";
import { pastRequests } from "./past-requests.ts";
import { createRequestLog } from "./request-log.ts";
import { createRunTraffic } from "./run-traffic.ts";
import { createRunning } from "./running.ts";
import { listServed } from "./served-models.ts";
import { type GatewayServer, type ServerParts, startGatewayServer } from "./server.ts";

export type GatewayParts = Omit<ChatParts, "log" | "traffic" | "isOn"> &
  Pick<ServerParts, "reportBug" | "limits"> & {
    readonly key: GatewayKey;
    /** Compares in the same time whatever is right. */
    readonly isSameToken: (expected: string, given: string) => boolean;
    /** Saves the user's switch. Trouble is told elsewhere. */
    readonly saveSwitch: (change: Pick<GatewaySettings, "on" | "port">) => Promise<void>;
    /** Requests on record from earlier today, newest first. */
    readonly past: readonly ComparisonState[];
    readonly emit: (event: HostEvent) => void;
    /** One task after the other. */
    readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
  };

export type Switched = { readonly state: GatewayState; readonly key: string | null };

/** The loopback endpoint for other programs: off until it is turned on. */
export type Gateway = {
  state(): GatewayState;
  /** Newest first. */
  requests(): readonly GatewayRequest[];
  /** The user's switch, which holds for later starts too. */
  turnOn(port: number): Promise<Answer<Switched>>;
  turnOff(): Promise<Answer<GatewayState>>;
  renewKey(): Promise<Answer<{ state: GatewayState; key: string }>>;
  /** On for this start only; the saved switch stays as it is. */
  turnOnForNow(port: number): Promise<GatewayState>;
  isOurs(runId: string): boolean;
  /** Whether what was said in a run may be kept; true for a window's. */
  keepsTexts(runId: string): boolean;
  /** What of one of its runs the disk may have now that this event happened. */
  forDisk(runId: string, event: RunEvent): readonly RunEvent[];
  close(): Promise<void>;
};

export function createGateway(parts: GatewayParts): Gateway {
  const { emit, inTurn, saveSwitch } = parts;
  const traffic = createRunTraffic();
  const log = createRequestLog({
    ...parts,
    past: pastRequests(parts.past),
    tell: (request) => emit({ topic: "gateway-request", request }),
  });
  const running = createRunning(parts.startRun);
  const isOn = () => control.state().kind === "on";
  const control = createControl(parts, running.stopAll, {
    ...parts,
    listModels: () => listServed(parts.serving),
    chat: (exchange) => answerChat({ ...parts, startRun: running.startRun, traffic, log, isOn }, exchange),
    onRefused: (client, error) => log.refused(client, error.status, error.message),
  });
  return {
    ...traffic,
    state: control.state,
    requests: log.list,
    turnOn: (port) =>
      inTurn(async () => {
        const switched = await control.start(port);
        if (switched.state.kind === "on") await saveSwitch({ on: true, port: switched.state.port });
        return succeed(switched);
      }),
    turnOff: () =>
      inTurn(async () => {
        const state = await control.stop();
        await saveSwitch({ on: false, port: parts.serving.settings().gateway.port });
        return succeed(state);
      }),
    renewKey: () => inTurn(control.renewKey),
    turnOnForNow: (port) => inTurn(async () => (await control.start(port)).state),
    close: () => inTurn(async () => void (await control.stop())),
  };
}

/** The server with its key, and the state that is told of them. */
function createControl(
  { key, isSameToken, emit, clock }: GatewayParts,
  stopRuns: () => void,
  serverParts: Omit<ServerParts, "isKey">,
) {
  let state: GatewayState = { kind: "off" };
  let server: GatewayServer | null = null;
  let held: HeldKey | null = null;
  const become = <State extends GatewayState>(next: State): State => {
    state = next;
    emit({ topic: "gateway", gateway: next });
    return next;
  };
  const isKey = (given: string) => held !== null && isSameToken(held.key, given);
  const stop = async (): Promise<GatewayState> => {
    // Said first, so that what breaks off now is known to have been broken off here.
    const off = become({ kind: "off" });
    // What is under way gets its error before its connection ends.
    stopRuns();
    await server?.close();
    server = null;
    return off;
  };
  return {
    state: () => state,
    stop,
    async start(port: number): Promise<Switched> {
      if (state.kind === "on" && (state.port === port || port === 0)) return { state, key: null };
      if (server !== null) await stop();
      become({ kind: "starting" });
      const started = await startGatewayServer({ ...serverParts, isKey }, port);
      if (!started.ok) {
        const { reason, message } = started;
        return { state: become({ kind: "failed", reason, port, message }), key: null };
      }
      server = started.server;
      const taken = await key.take();
      held = taken;
      return { state: become(stateOn(server.port, clock.epochMs(), taken)), key: taken.isNew ? taken.key : null };
    },
    async renewKey(): Promise<Answer<{ state: GatewayState; key: string }>> {
      const renewed = await key.renew();
      if (!renewed.ok) return renewed;
      held = renewed.value;
      if (state.kind === "on") become(stateOn(state.port, state.sinceMs, held));
      return succeed({ state, key: held.key });
    },
  };
}

function stateOn(port: number, sinceMs: number, { key, from }: HeldKey): GatewayState {
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  return { kind: "on", port, baseUrl, sinceMs, keyLast4: key.slice(-4), keyFrom: from };
}
