import type { Handlers } from "#electron/bridge/router.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type GatewayHandlers = Pick<Handlers, "gateway.turnOn" | "gateway.turnOff" | "gateway.renewKey">;

/** The switch and the key of the loopback endpoint for other programs. */
export function gatewayHandlers({ gateway }: HandlerDependencies): GatewayHandlers {
  return {
    "gateway.turnOn": ({ port }) => gateway.turnOn(port),
    "gateway.turnOff": () => gateway.turnOff(),
    "gateway.renewKey": () => gateway.renewKey(),
  };
}
