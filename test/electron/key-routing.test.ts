import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { valueFrom } from "#test/support/calls.ts";
import { strays } from "#test/support/key-routing/key-host.ts";
import {
  giveKeys,
  type KeyWorld,
  keyOf,
  type Owner,
  openKeyWorld,
  ownerIds,
  owners,
} from "#test/support/key-routing/key-world.ts";

/**
 * K6 and P31 to P35: 0 key bytes at any host but its own, however a server tries to send a request on. The whole
 * program over real sockets; each server keeps all that it is told.
 */

const statuses = [301, 302, 303, 307, 308] as const;
const places = ["another port", "another host", "https", "the same host", "another provider"] as const;

let world: KeyWorld;
let programKey: string;
let gatewayPort: number;
beforeAll(async () => {
  world = await openKeyWorld();
  await giveKeys(world);
  const { state, key } = await valueFrom(world.call()("gateway.turnOn", { port: 0 }));
  if (state.kind !== "on" || key === null) throw new Error("The gateway is not on.");
  programKey = key;
  gatewayPort = state.port;
});
afterAll(() => world.close());

const secrets = () => [...ownerIds.map(keyOf), programKey];

/** Keys at servers that do not own them, over all servers. */
function allStrays(): string[] {
  const own = ownerIds.flatMap((owner) => strays(world.hosts[owner], keyOf(owner), secrets()));
  return [...own, ...strays(world.hosts.elsewhere, null, secrets())];
}

function locationOf(place: (typeof places)[number], owner: Owner): string {
  const { port } = world.hosts.elsewhere;
  const next = ownerIds[(ownerIds.indexOf(owner) + 1) % ownerIds.length] ?? "openai";
  switch (place) {
    case "another port":
      return `http://127.0.0.1:${port}/elsewhere`;
    case "another host":
      return `http://localhost:${port}/elsewhere`;
    case "https":
      return `https://127.0.0.1:${port}/elsewhere`;
    case "the same host":
      return "/elsewhere";
    case "another provider":
      return `http://127.0.0.1:${world.hosts[next].port}/elsewhere`;
  }
}

/** What a program of this machine asks, with a key in each header that a provider knows. */
async function askByGateway(owner: Owner): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${gatewayPort}/v1/chat/completions`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${programKey}`,
      "content-type": "application/json",
      "x-api-key": programKey,
      "x-goog-api-key": programKey,
    },
    body: JSON.stringify({ model: `chain/only-${owner}`, messages: [{ role: "user", content: "Hello" }] }),
  });
  await answer.text();
  return answer.status;
}

describe.each(statuses)("K6: a %i in answer to everything that is asked with a key", (status) => {
  it.each(places)("to %s: nothing follows it, and no key is anywhere but with its owner", async (place) => {
    world.replies.redirect(status, (owner) => locationOf(place, owner));
    const before = ownerIds.map((owner) => world.hosts[owner].heard.length);
    await world.askAll();
    const refused = await Promise.all(ownerIds.map(askByGateway));
    expect(refused.every((code) => code >= 400)).toBe(true);
    expect(world.hosts.elsewhere.connections()).toBe(0);
    for (const [index, owner] of ownerIds.entries()) {
      const heard = world.hosts[owner].heard.slice(before[index]);
      expect(heard.filter(({ path }) => path.includes("elsewhere"))).toEqual([]);
      // Test, list, each model and the gateway: all of them were asked, each with its own key.
      expect(heard.length).toBeGreaterThanOrEqual(owners[owner].models.length + 3);
      expect(heard.filter(({ text }) => !text.includes(keyOf(owner)))).toEqual([]);
    }
    expect(allStrays()).toEqual([]);
  });
});

it.each(statuses)("K6: a %i in answer to what an answer cost, which is asked later", async (status) => {
  const { call, hosts, replies } = world;
  replies.beginAndRedirect(status, `http://127.0.0.1:${hosts.elsewhere.port}/elsewhere`);
  const runId = `cut-${status}`;
  const target = { kind: "model", providerId: "openrouter", modelId: "llama-4" } as const;
  const columns = [{ columnId: "cut", runId, target }];
  const asked = () => hosts.openrouter.heard.filter(({ path }) => path.includes(`/generation?id=gen-${status}`)).length;
  const comparisonId = `cut-${status}`;
  await valueFrom(call()("comparison.start", { comparisonId, conversationId: comparisonId, prompt: "Hello", columns }));
  const text = async () => JSON.stringify(await call()("history.get", { comparisonId }));
  await expect.poll(text).toContain("Once ");
  await valueFrom(call()("run.stop", { runId }));
  await expect.poll(asked).toBeGreaterThan(0);
  // Long enough for a request that follows it.
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(hosts.elsewhere.connections()).toBe(0);
  expect(allStrays()).toEqual([]);
});

it("K6: a key that went astray would be found, whole, in half and encoded", () => {
  const key = keyOf("openai");
  const forms = [key, key.slice(0, 22), btoa(key), Buffer.from(key).toString("hex")];
  for (const form of forms) {
    const heard = [{ method: "GET", path: "/", text: `GET /\nx-api-key\n${form}\n` }];
    expect(strays({ heard }, keyOf("google"), secrets())).not.toEqual([]);
    expect(strays({ heard: [{ method: "GET", path: "/", text: key }] }, key, secrets())).toEqual([]);
  }
});

describe("K4: another origin detaches the key", () => {
  const evil = (owner: Owner) => world.baseUrlOf(owner, world.hosts.elsewhere.port);
  const keyKind = async (providerId: Owner) => {
    const { providers } = await valueFrom(world.call()("app.snapshot", {}));
    return providers.find(({ provider }) => provider.id === providerId)?.key.kind;
  };
  const home = (providerId: Owner) =>
    valueFrom(world.call()("provider.change", { providerId, name: providerId, baseUrl: world.baseUrlOf(providerId) }));

  /** Everything is asked, and nothing of it arrives at the new address, which has no key. */
  async function expectDetached(): Promise<void> {
    world.replies.accept();
    for (const owner of ownerIds) expect(await keyKind(owner)).toBe("none");
    await world.askAll();
    await Promise.all(ownerIds.map(askByGateway));
    expect(allStrays()).toEqual([]);
    expect(world.hosts.elsewhere.heard).toEqual([]);
  }

  it("typed into the form, and the old address brings it back", async () => {
    for (const owner of ownerIds) {
      await valueFrom(world.call()("provider.change", { providerId: owner, name: owner, baseUrl: evil(owner) }));
    }
    await expectDetached();
    for (const owner of ownerIds) {
      await home(owner);
      expect(await keyKind(owner)).toBe("keychain");
    }
  });

  it("out of a file that is imported, where the user takes its address", async () => {
    const kinds = { openrouter: "openrouter", openai: "openai", anthropic: "anthropic", google: "google" } as const;
    const providers = ownerIds.map((id) => {
      const kind = id === "staging" ? "openai-compatible" : kinds[id];
      return { id, name: id, kind, baseUrl: evil(id), keyOptional: false };
    });
    const text = JSON.stringify({ format: "understudy-setup", version: 1, providers });
    const { previewId, items } = await valueFrom(world.call()("import.preview", { text }));
    const choices = Object.fromEntries(items.map(({ key }) => [key, "replace"] as const));
    await valueFrom(world.call()("import.apply", { previewId, choices }));
    await expectDetached();
    for (const owner of ownerIds) await home(owner);
  });

  it("and is not given to a server that wants no key", async () => {
    const baseUrl = evil("staging");
    const { provider } = await valueFrom(
      world.call()("provider.add", { name: "Local", baseUrl: world.baseUrlOf("staging"), keyOptional: true }),
    );
    await valueFrom(world.call()("key.set", { providerId: provider.id, key: keyOf("staging") }));
    await valueFrom(world.call()("provider.change", { providerId: provider.id, name: "Local", baseUrl }));
    await valueFrom(world.call()("key.test", { providerId: provider.id }));
    // It is asked, for it needs no key, and hears none.
    expect(world.hosts.elsewhere.heard.length).toBeGreaterThan(0);
    expect(allStrays()).toEqual([]);
    await valueFrom(world.call()("provider.remove", { providerId: provider.id }));
  });

  it("as a proxy, which hears only whom to connect to, also where it sends the request on", async () => {
    const { elsewhere } = world.hosts;
    const before = elsewhere.heard.length;
    await valueFrom(
      world.call()("settings.save", { proxy: { kind: "url", url: `http://127.0.0.1:${elsewhere.port}` } }),
    );
    const baseUrl = "https://far.provider.test/v1";
    const { provider } = await valueFrom(world.call()("provider.add", { name: "Far", baseUrl, keyOptional: false }));
    await valueFrom(world.call()("key.set", { providerId: provider.id, key: keyOf("openai") }));
    const test = await valueFrom(world.call()("key.test", { providerId: provider.id }));
    expect(test).toMatchObject({ ok: false, message: expect.stringContaining("302") });
    const heard = elsewhere.heard.slice(before);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.filter(({ method, path }) => `${method} ${path}` !== "CONNECT far.provider.test:443")).toEqual([]);
    expect(allStrays()).toEqual([]);
    await valueFrom(world.call()("settings.save", { proxy: { kind: "none" } }));
    await valueFrom(world.call()("provider.remove", { providerId: provider.id }));
  });

  it("from the environment at the next start, and a key of the environment stays with its own address", async () => {
    const { elsewhere } = world.hosts;
    const before = elsewhere.heard.length;
    const fromEnvironment = "environment-canary-0123456789-tnemnorivne";
    await world.restart({
      OPENAI_BASE_URL: evil("openai"),
      ANTHROPIC_BASE_URL: evil("anthropic"),
      GOOGLE_BASE_URL: evil("google"),
      OPENROUTER_API_KEY: fromEnvironment,
    });
    world.replies.accept();
    // OpenRouter's address was changed by hand: a key of the environment is meant for the one that it came with.
    for (const owner of ["openai", "anthropic", "google"] as const) expect(await keyKind(owner)).toBe("none");
    expect(await keyKind("openrouter")).toBe("keychain");
    await world.askAll();
    expect(elsewhere.heard.slice(before)).toEqual([]);
    expect(allStrays()).toEqual([]);
    expect(ownerIds.flatMap((owner) => strays(world.hosts[owner], null, [fromEnvironment]))).toEqual([]);
  });
});
