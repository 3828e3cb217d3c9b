import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { showNewKey } from "#renderer/stores/gateway-store.ts";
import type { GatewayChoices } from "#shared/gateway.ts";
import { problemOf } from "./answers.ts";

/**
 * What the user does with the gateway. Each gives what went wrong in words, or null. A port that is taken is no
 * problem here: the gateway's state says so and offers another.
 */

export async function turnGatewayOn(port: number): Promise<string | null> {
  const answer = await call("gateway.turnOn", { port });
  if (!answer.ok) return problemOf(answer);
  useAppStore.setState({ gateway: answer.value.state });
  if (answer.value.key !== null) showNewKey(answer.value.key);
  return null;
}

export async function turnGatewayOff(): Promise<string | null> {
  const answer = await call("gateway.turnOff", {});
  if (answer.ok) useAppStore.setState({ gateway: answer.value });
  return problemOf(answer);
}

/** Programs that have the old key are refused from now on. */
export async function renewGatewayKey(): Promise<string | null> {
  const answer = await call("gateway.renewKey", {});
  if (!answer.ok) return problemOf(answer);
  useAppStore.setState({ gateway: answer.value.state });
  showNewKey(answer.value.key);
  return null;
}

export async function chooseGateway(gateway: GatewayChoices): Promise<string | null> {
  return problemOf(await call("settings.save", { gateway }));
}

/** Chains that are served by name; a chain that is not may still be sent to from this window. */
export function serveChain(chainId: string, isServed: boolean): Promise<string | null> {
  const others = useAppStore.getState().settings.gateway.hiddenChainIds.filter((id) => id !== chainId);
  return chooseGateway({ hiddenChainIds: isServed ? others : [...others, chainId] });
}
