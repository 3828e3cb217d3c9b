import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { type App, compose } from "#electron/compose.ts";
import { newLink } from "#shared/chain.ts";
import type { StartColumn } from "#shared/contract.ts";
import { fakeKeychain } from "#test/electron/keys/fake-key-process.ts";
import { callOf, valueFrom } from "#test/support/calls.ts";
import { realPrograms } from "#test/support/programs.ts";
import { type KeyHost, startKeyHost } from "./key-host.ts";
import { createReplies, type Replies } from "./replies.ts";

/** Every way in which a provider is spoken to; what stands behind its origin in its base URL. */
export const owners = {
  openrouter: { path: "/api/v1", models: ["llama-4"] },
  openai: { path: "/v1", models: ["gpt-4o", "o3-pro"] },
  anthropic: { path: "", models: ["claude-sonnet-4-5"] },
  google: { path: "", models: ["gemini-2.5-pro"] },
  staging: { path: "/v1", models: ["tiny"] },
} as const;

export type Owner = keyof typeof owners;
export const ownerIds = ["openrouter", "openai", "anthropic", "google", "staging"] as const satisfies readonly Owner[];

/** Begin unlike each other, so that half of one still says whose it is. */
export const keyOf = (owner: Owner): string => `${owner}-canary-0123456789-${owner}-yranac`;

export type KeyWorld = Awaited<ReturnType<typeof openKeyWorld>>;

/** The whole program with a keychain in memory, and a server of its own for each provider. */
export async function openKeyWorld(env: Readonly<Record<string, string>> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "understudy-routing-"));
  const replies = createReplies();
  const hosts = await hostsOf(replies);
  const keychain = fakeKeychain();
  const ended = new Set<string>();
  let app = await startApp({ dataDir, env, ended, spawnKeyProcess: keychain.spawn });
  const call = () => callOf(app.router);
  let sent = 0;
  return {
    hosts,
    replies,
    keychain,
    call,
    baseUrlOf: (owner: Owner, port = hosts[owner].port) => `http://127.0.0.1:${port}${owners[owner].path}`,
    /** Asks in every way in which the window makes this provider's server be asked, and waits until that is over. */
    async askAll(ids: readonly Owner[] = ownerIds): Promise<void> {
      sent += 1;
      const columns = ids.flatMap((id) => owners[id].models.map((modelId) => columnOf(id, modelId, sent)));
      const checks = ids.flatMap((providerId) => [
        call()("key.test", { providerId }),
        call()("models.refresh", { providerId }),
      ]);
      const start = { comparisonId: `x${sent}`, conversationId: `v${sent}`, prompt: "Hello", columns };
      await valueFrom(call()("comparison.start", start));
      await Promise.all(checks);
      await expect.poll(() => columns.filter(({ runId }) => !ended.has(runId))).toEqual([]);
    },
    async restart(environment: Readonly<Record<string, string>>) {
      await app.close();
      app = await startApp({ dataDir, env: environment, ended, spawnKeyProcess: keychain.spawn });
    },
    async close() {
      await app.close();
      await Promise.all(Object.values(hosts).map((host) => host.close()));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function hostsOf(replies: Replies): Promise<Readonly<Record<Owner | "elsewhere", KeyHost>>> {
  const start = (owner: Owner | "elsewhere") =>
    startKeyHost((heard, response) => replies.answer(owner, heard, response));
  const [openrouter, openai, anthropic, google, staging, elsewhere] = await Promise.all([
    start("openrouter"),
    start("openai"),
    start("anthropic"),
    start("google"),
    start("staging"),
    start("elsewhere"),
  ]);
  return { openrouter, openai, anthropic, google, staging, elsewhere };
}

/** Each provider at its own server, each with its own key, and a chain of its own for the gateway. */
export async function giveKeys({ call, baseUrlOf }: Pick<KeyWorld, "call" | "baseUrlOf">): Promise<void> {
  await valueFrom(call()("provider.add", { name: "staging", baseUrl: baseUrlOf("staging"), keyOptional: false }));
  for (const providerId of ownerIds) {
    const name = providerId;
    await valueFrom(call()("provider.change", { providerId, name, baseUrl: baseUrlOf(providerId) }));
    await valueFrom(call()("key.set", { providerId, key: keyOf(providerId) }));
    const link = newLink(`link-${providerId}`, name, { providerId, modelId: owners[providerId].models[0] });
    const chain = {
      id: `only-${providerId}`,
      name: `only-${providerId}`,
      links: [link],
      onMidStream: "restart",
    } as const;
    await valueFrom(call()("chain.save", { chain }));
  }
}

function columnOf(providerId: Owner, modelId: string, sent: number): StartColumn {
  const columnId = `${providerId}-${modelId.replaceAll(".", "-")}`;
  return {
    columnId,
    runId: `${columnId}-${sent}`,
    target: { kind: "model", providerId, modelId },
  };
}

type Starting = Pick<Parameters<typeof compose>[0], "dataDir" | "env" | "spawnKeyProcess"> & {
  readonly ended: Set<string>;
};

async function startApp({ ended, ...options }: Starting): Promise<App> {
  const programs = realPrograms();
  const composed = await compose({
    ...programs,
    ...options,
    host: "node",
    version: "0.0.0",
    openLink: async () => undefined,
  });
  if (!composed.ok) throw new Error(composed.message);
  composed.app.batcher.subscribe(({ events }) => {
    for (const event of events) {
      if (event.topic === "run" && event.event.type === "run-ended") ended.add(event.event.runId);
    }
  });
  return composed.app;
}
