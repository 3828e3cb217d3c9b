import type { Call } from "#shared/contract.ts";
import { valueFrom } from "#test/support/calls.ts";
import { freePort } from "#test/support/free-port.ts";
import { canaryOf } from "./canaries.ts";
import type { World } from "./canary-world.ts";
import { behaviours } from "./echo-providers.ts";
import type { KeyedProvider } from "./flow-keys.ts";
import type { Scanner } from "./scanner.ts";
import { sinks } from "./window-sinks.ts";

export type GatewayFlow = { readonly world: World; readonly call: Call };

const keyPrefixLength = "us-local-".length;

/** A program asks through the gateway, well and in every way that fails. The gateway's key is looked for from then on. */
export async function askThroughGateway({ world, call }: GatewayFlow, all: readonly KeyedProvider[]): Promise<void> {
  const on = await valueFrom(call("gateway.turnOn", { port: await freePort() }));
  const { key: first } = on;
  const { key } = await valueFrom(call("gateway.renewKey", {}));
  if (on.state.kind !== "on" || first === null) throw new Error("The gateway made no key.");
  for (const made of [first, key]) world.scanner.learn(canaryOf("key of the gateway", made, keyPrefixLength));
  await askEverything({ baseUrl: on.state.baseUrl, key, scanner: world.scanner }, all);
  await call("gateway.turnOff", {});
}

/** The same with the key that the user started the program with. */
export async function askWithToken({ world, call }: GatewayFlow, all: readonly KeyedProvider[]): Promise<void> {
  const { state, key } = await valueFrom(call("gateway.turnOn", { port: await freePort() }));
  if (state.kind !== "on" || key !== null) throw new Error("The gateway did not take the key from the environment.");
  const { scanner, strays } = world;
  await askEverything({ baseUrl: state.baseUrl, key: strays.gatewayToken.key, scanner }, all);
  await call("gateway.turnOff", {});
}

type Client = { readonly baseUrl: string; readonly key: string; readonly scanner: Scanner };

async function askEverything(client: Client, all: readonly KeyedProvider[]): Promise<void> {
  await ask(client, { path: "/models" });
  await ask({ ...client, key: "a-key-that-is-not-ours-0123456789" }, { path: "/models" });
  await chat(client, { model: "chain/canary", stream: false });
  await chat(client, { model: "chain/canary", stream: true });
  const providerId = all.find(({ keyName }) => keyName === "vllm")?.providerId ?? "";
  for (const behaviour of behaviours.filter((one) => one !== "hang" && one !== "fail-429" && one !== "fail-500")) {
    await chat(client, { model: `${providerId}/${behaviour}`, stream: behaviour === "cut" });
  }
}

async function chat(client: Client, asked: { readonly model: string; readonly stream: boolean }): Promise<void> {
  const body = JSON.stringify({ ...asked, messages: [{ role: "user", content: "Say a word." }] });
  await ask(client, { path: "/chat/completions", body });
}

async function ask({ baseUrl, key, scanner }: Client, { path, body }: { path: string; body?: string }): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const response = await fetch(baseUrl + path, { headers, ...(body === undefined ? {} : { method: "POST", body }) });
  const where = `gateway ${path}`;
  scanner.scan(sinks.http, where, `${response.statusText}\n${JSON.stringify([...response.headers])}`);
  scanner.scan(sinks.http, where, await wholeOrCut(response));
}

/** An answer that breaks off is one of those that were asked for. */
async function wholeOrCut(response: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const reader = response.body?.getReader();
  const isOver = async () => {
    const piece = await reader?.read().catch(() => undefined);
    if (piece?.value !== undefined) pieces.push(piece.value);
    return piece === undefined || piece.done;
  };
  while (!(await isOver()));
  return Buffer.concat(pieces);
}
