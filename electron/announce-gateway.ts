import type { GatewayState } from "#shared/gateway.ts";
import { tokenVariable } from "./gateway/gateway-key.ts";

/**
 * What a host prints about the gateway when it started with one. The key is never among it: a terminal's history and
 * a service's log keep what they see.
 */
export function announceGateway(state: GatewayState, print: { line(text: string): void; trouble(text: string): void }) {
  if (state.kind === "failed") {
    const wayOut = state.reason === "port-taken" ? " Another one can be given with --gateway-port N." : "";
    print.trouble(`The gateway could not start. ${state.message}${wayOut}`);
  }
  if (state.kind !== "on") return;
  print.line(`Gateway: ${state.baseUrl}`);
  if (state.keyFrom === "environment") return;
  print.line(
    `Its key is shown once, by “New key” in the Gateway view. Or start with a key of your own in ${tokenVariable}.`,
  );
}
