import type { GatewayState } from "#shared/gateway.ts";
import { tokenVariable } from "./gateway/gateway-key.ts";
import { keyVariables } from "./keys/environment.ts";

/** What the flags `--gateway [--gateway-port N]` ask for; null where the gateway was not asked for. */
export function gatewayFlags(
  values: Readonly<Record<string, string | boolean | undefined>>,
): { readonly port: number | null } | null {
  if (values.gateway !== true) return null;
  const port = values["gateway-port"];
  return { port: port === undefined ? null : Number(port) };
}

/**
 * What this process was started with. Keys are taken out of the process's own environment, so that no child of it, a
 * browser for one, inherits them.
 */
export function takeEnvironment(own: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const taken = { ...own };
  for (const variable of [tokenVariable, ...keyVariables]) delete own[variable];
  return taken;
}

/**
 * What a host prints about the gateway when it started with one. The key is never among it: a terminal's history and
 * a service's log keep what they see.
 */
export function announceGateway(state: GatewayState): void {
  if (state.kind === "failed") {
    const wayOut = state.reason === "port-taken" ? " With --gateway-port N it takes another one." : "";
    console.error(`The gateway could not start. ${state.message}${wayOut}`);
  }
  if (state.kind !== "on") return;
  console.log(`Gateway: ${state.baseUrl}`);
  if (state.keyFrom === "environment") return;
  console.log(
    `“Make a new key” in the Gateway view shows one once. Or start with a key of your own in ${tokenVariable}.`,
  );
}
