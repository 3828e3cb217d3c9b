import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type FaultLink, startFaultServer } from "#electron/demo/fault-server.ts";
import { writePortkey } from "#electron/exports/chains/portkey.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import type { Provider } from "#shared/model.ts";
import { type PortkeyGateway, startPortkey } from "#test/support/portkey-gateway.ts";
import { factsOfChains } from "#test/support/random-chains.ts";

let gateway: PortkeyGateway;
beforeAll(async () => {
  gateway = await startPortkey();
});
afterAll(() => gateway.close());

const status = (code: number) => ({ kind: "status", status: code, retryAfter: null }) as const;

type Served = Record<string, FaultLink>;

/** A chain over servers of ours, as the file has it with the keys put in. */
async function exported(links: Served, change: Partial<Chain> = {}) {
  const servers = await startFaultServer({ links });
  onTestFinished(() => servers.close());
  const providers = Object.entries(links).map(([id, { kind }]): Provider => {
    return { id, name: id, kind, baseUrl: servers.baseUrlOf(id), keyOptional: false };
  });
  const chain: Chain = {
    id: "c",
    name: "smart",
    links: providers.map(({ id }) => newLink(id, id, { providerId: id, modelId: "m" })),
    onMidStream: "fail",
    ...change,
  };
  const facts = factsOfChains([chain], providers);
  const { text, variables } = writePortkey(facts);
  const config = variables.reduce((filled, variable) => filled.replaceAll(`$${variable}`, `sk-${variable}`), text);
  return { servers, config, facts, requests: () => Object.keys(links).map((id) => servers.requestsOf(id).length) };
}

test.each(["openai", "anthropic", "google", "openrouter", "openai-compatible"] as const)(
  "Portkey’s gateway asks a link of %s with its key, model and settings, and goes on to the next one after a 429",
  async (kind) => {
    const { servers, config, facts, requests } = await exported({
      one: { kind, script: [null, status(429)] },
      two: { kind: "openai-compatible" },
    });
    const first = await gateway.ask(config, false);
    expect(first.status, first.text).toBe(200);
    expect(requests()).toEqual([1, 0]);
    const [seen] = servers.requestsOf("one");
    const { keyVariable } = facts.providers.find(({ id }) => id === "one") ?? { keyVariable: "none" };
    expect(`${JSON.stringify(seen?.headers)} ${seen?.path}`).toContain(`sk-${keyVariable}`);
    expect(`${seen?.path} ${seen?.body}`).toMatch(/"model":"m"|models\/m:/);
    expect(seen?.body).toContain("2000");
    const sendsTemperature = facts.chains[0]?.links[0]?.takesTemperature;
    expect(seen?.body.includes('"temperature":0.7')).toBe(sendsTemperature);
    const second = await gateway.ask(config, true);
    expect(second.status, second.text).toBe(200);
    expect(second.text).toContain("two");
    expect(requests()).toEqual([2, 1]);
  },
);

const failing = (script: NonNullable<FaultLink["script"]>): Served => ({
  one: { kind: "openai", script },
  two: { kind: "openai-compatible" },
});

test("Portkey’s gateway asks once more after a 503, and then the next link; after a 400 it asks nobody", async () => {
  const down = await exported(failing([status(503), status(503)]));
  expect((await gateway.ask(down.config, true)).status).toBe(200);
  expect(down.requests()).toEqual([2, 1]);
  const wrong = await exported(failing([status(400)]));
  expect((await gateway.ask(wrong.config, true)).status).toBe(400);
  expect(wrong.requests()).toEqual([1, 0]);
});

test("Portkey’s gateway waits for the beginning of an answer as long as the link does for its first token", async () => {
  const rules = { deadlines: { firstContentMs: 500 }, retries: 0 } as const;
  const { config, requests } = await exported(failing([{ kind: "silence", says: "nothing", forMs: 30_000 }]), {
    rules,
  });
  const startedAtMs = performance.now();
  expect((await gateway.ask(config, true)).status).toBe(200);
  expect(performance.now() - startedAtMs).toBeLessThan(10_000);
  expect(requests()).toEqual([1, 1]);
});

test("Portkey’s gateway stops after a link that is told to, though the link before it goes on", async () => {
  const { config, requests } = await exported(
    {
      one: { kind: "openai", script: [status(429)] },
      two: { kind: "openai-compatible", script: [status(429)] },
      three: { kind: "openai-compatible" },
    },
    {
      links: ["one", "two", "three"].map((id) => ({
        ...newLink(id, id, { providerId: id, modelId: "m" }),
        ...(id === "two" && { rules: { triggers: { RATE_LIMIT: false } } }),
      })),
    },
  );
  expect((await gateway.ask(config, true)).status).toBe(429);
  expect(requests()).toEqual([1, 1, 0]);
});

test.each([
  ["127.0.0.1", true],
  ["localhost", true],
  ["gpu.localhost", true],
  ["eu.example.com", true],
  ["metadatagpu.example.com", true],
  ["8.8.8.8", true],
  ["172.32.0.1", true],
  ["10.1.2.3", false],
  ["127.0.0.2", false],
  ["172.16.0.9", false],
  ["192.168.1.5", false],
  ["100.64.0.1", false],
  ["224.0.0.1", false],
  ["gpu.local", false],
  ["gpu.lan", false],
  ["gpu.internal", false],
  ["eu.test", false],
  ["[::1]", false],
  ["[2001:db8::1]", false],
])(
  "an address at %s is told among what is lost exactly where Portkey’s gateway refuses it: %s",
  async (host, isTaken) => {
    const provider: Provider = {
      ...{ id: "own", name: "own", kind: "openai-compatible", keyOptional: true },
      baseUrl: `https://${host}/v1`,
    };
    const links = [newLink("l", "l", { providerId: "own", modelId: "m" })];
    const { text, losses } = writePortkey(
      factsOfChains([{ id: "c", name: "c", links, onMidStream: "fail" }], [provider]),
    );
    // With another fault in the config, the gateway names all that is wrong and asks nobody.
    const { status: answered, text: said } = await gateway.ask(text.replace('"single"', '"in-turn"'), true);
    expect({ answered, isTaken: !said.includes("Invalid custom host") }).toEqual({ answered: 400, isTaken });
    expect(losses.some(({ what }) => what === `the address https://${host}/v1`)).toBe(!isTaken);
  },
);

test("Portkey’s gateway refuses a config with a strategy that it does not know, so that its check can fail", async () => {
  const { config } = await exported(failing([]));
  const answer = await gateway.ask(config.replace('"fallback"', '"in-turn"'), false);
  expect(answer.status).toBe(400);
});
