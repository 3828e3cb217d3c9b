import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type FaultLink, type FaultServer, type SeenRequest, startFaultServer } from "#electron/demo/fault-server.ts";
import type { Fault } from "#electron/demo/faults/fault.ts";
import { newLink } from "#shared/chain.ts";
import type { Call } from "#shared/contract.ts";
import { shapes } from "#test/electron/faults/matrix.ts";
import { startRawServer } from "#test/electron/http/raw-server.ts";
import { type BuiltHost, startBuiltHost } from "#test/support/built-host.ts";
import { valueFrom } from "#test/support/calls.ts";
import { askRaw } from "#test/support/loopback.ts";
import { runsOf } from "#test/support/runs.ts";
import { elsewhere, providerFaults } from "./provider-faults.ts";

/** G2 to G8 on the built program, with the official SDK as the client and real fault servers as the providers. */
const gatewayKey = "gateway-e2e-canary-0123456789";
const providerKey = "sk-upstream-canary-0123456789abcdef";
/** For a machine on which sixty of them, floods among them, happen at once. */
const deadlines = {
  ...{ connectMs: 3_000, firstContentMs: 6_000, lastHopeFirstContentMs: 6_000, idleMs: 4_000, totalMs: 20_000 },
};
/** For what must be answered: a flood that passes beside it is no fault of its provider. */
const forMs = 45_000;
const patience = {
  ...{ connectMs: forMs, firstContentMs: forMs, lastHopeFirstContentMs: forMs, idleMs: forMs, totalMs: forMs },
};
/** What 100 input and 60 output tokens cost. */
const answerNano = 220_000;
const slack = 3;
const chat = { kind: "openai-compatible", tokenEveryMs: 1 } as const;

let host: BuiltHost;
let call: Call;
let openai: OpenAI;

beforeAll(async () => {
  host = await startBuiltHost({ gatewayKey });
  call = (await host.window()).call;
  const baseURL = `http://127.0.0.1:${host.gatewayPort}/v1`;
  openai = new OpenAI({ baseURL, apiKey: gatewayKey, maxRetries: 0, timeout: slack * deadlines.totalMs });
});

afterAll(() => host.stop());

/** A provider at this address with a key, and a chain of the same name that asks it. Gives the provider's id. */
async function addChain(name: string, baseUrl: string, deadlinesOfIt = patience): Promise<string> {
  const { provider } = await valueFrom(call("provider.add", { name, baseUrl, keyOptional: false }));
  await valueFrom(call("key.set", { providerId: provider.id, key: providerKey }));
  const rules = { deadlines: deadlinesOfIt, retries: 0 } as const;
  const link = {
    ...newLink("l1", name, { providerId: provider.id, modelId: "model-x" }),
    ...{ maxTokens: 100, costPer1kInput: 0.001, costPer1kOutput: 0.002, rules },
  };
  await valueFrom(call("chain.save", { chain: { id: name, name, links: [link], onMidStream: "restart" } }));
  return provider.id;
}

async function serve<Name extends string>(links: Readonly<Record<Name, FaultLink>>): Promise<FaultServer<Name>> {
  const servers = await startFaultServer({ links });
  onTestFinished(() => servers.close());
  return servers;
}

/** For requests of an answer alone: a provider that was added is asked for its models, too. */
const isChat = ({ method }: SeenRequest) => method === "POST";
const scripted = (faultOf: () => Fault | null) => (request: SeenRequest) => (isChat(request) ? faultOf() : null);

const asked = (name: string) => ({ model: `chain/${name}`, messages: [{ role: "user" as const, content: "Hello" }] });

/** The whole answer, or the error as the SDK understood it. Whatever else comes is a failure of the test. */
async function outcomeOf(name: string, stream: boolean): Promise<string> {
  try {
    if (!stream) return `answer: ${(await openai.chat.completions.create(asked(name))).choices[0]?.message.content}`;
    let text = "";
    for await (const chunk of await openai.chat.completions.create({ ...asked(name), stream: true })) {
      text += chunk.choices[0]?.delta.content ?? "";
    }
    return `answer: ${text}`;
  } catch (error) {
    if (!(error instanceof OpenAI.APIError) || error instanceof OpenAI.APIConnectionError) throw error;
    expect(error.type, String(error)).toEqual(expect.any(String));
    expect(error.message).not.toContain(providerKey);
    return `error: ${error.status ?? "in the stream"} ${error.message}`;
  }
}

/** What is answered where nothing is wrong, or it comes too late. */
const tokens = Array.from({ length: 60 }, () => "primary ");
const numbered = providerFaults.map((one, index) => ({ ...one, name: `f${index}` }));

describe("G8: whatever a provider does, a program sees an answer or an error of OpenAI's", () => {
  it("every fault from P1 to P48 is here, or it is said why not", () => {
    const ids = new Set([...providerFaults.map(({ id }) => id), ...Object.keys(elsewhere)]);
    expect(ids).toEqual(new Set(Array.from({ length: 48 }, (_, index) => `P${index + 1}`)));
  });

  // The other shape, and with it every fault again, in `npm run test:soak`.
  it.each(shapes.slice(0, runsOf(1, 2)))(
    "where providers answer in the shape of a %s",
    async (shape) => {
      const on = { speaker: "openai-compatible", shape } as const;
      const links = Object.fromEntries(
        numbered.map(({ name, fault, tls }) => {
          const script = scripted(() => fault?.(on) ?? null);
          return [name, { ...chat, script, answer: { tokens }, ...(tls && { tls }) }] as const;
        }),
      );
      const servers = await serve(links);
      const silent = await startRawServer(() => undefined);
      onTestFinished(() => silent.close());
      const places = (name: string) => ({ own: servers.baseUrlOf(name), silent: `127.0.0.1:${silent.port}` });
      for (const { name, baseUrl, ends } of numbered) {
        const at = baseUrl?.(places(name)) ?? servers.baseUrlOf(name);
        await addChain(name, at, ends === "error" ? deadlines : patience);
      }
      const wrong: string[] = [];
      for (const stream of [false, true]) {
        const outcomes = numbered.map(async ({ id, what, name, ends }) => {
          const beganMs = performance.now();
          const outcome = await outcomeOf(name, stream);
          const isRight = outcome.startsWith(ends) && (ends === "error" || outcome.includes("primary"));
          if (!isRight) wrong.push(`${id} ${what}, ${stream ? "streamed" : "whole"}: ${outcome.slice(0, 200)}`);
          if (performance.now() - beganMs > slack * deadlines.totalMs) wrong.push(`${id} ${what}: late`);
        });
        await Promise.all(outcomes);
        // A failure of the first half must be nothing to the second.
        for (const { provider } of (await valueFrom(call("app.snapshot", {}))).providers) {
          await valueFrom(call("limit.clear", { providerId: provider.id }));
        }
      }
      expect(wrong).toEqual([]);
      expect(silent.received()).not.toContain(providerKey);
      expect(servers.requests.filter(({ path }) => path.includes("elsewhere"))).toEqual([]);
      for (const { name } of numbered) await valueFrom(call("chain.remove", { chainId: name }));
      for (const { provider } of (await valueFrom(call("app.snapshot", {}))).providers) {
        if (/^f\d+$/.test(provider.name)) await valueFrom(call("provider.remove", { providerId: provider.id }));
      }
    },
    240_000,
  );
});

describe("a program and its gateway", () => {
  it("G2, G3: no web page and no other header gets in", async () => {
    const own = [`Host: 127.0.0.1:${host.gatewayPort}`, "Connection: close"];
    const right = `Authorization: Bearer ${gatewayKey}`;
    const statusOf = async (...lines: readonly string[]) => {
      const text = ["GET /v1/models HTTP/1.1", ...own, ...lines].join("\r\n");
      const answer = await askRaw(host.gatewayPort ?? 0, `${text}\r\n\r\n`);
      expect(answer.toLowerCase()).not.toContain("access-control-");
      return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
    };
    expect(await statusOf(right)).toBe(200);
    for (const origin of ["null", "https://evil.test", `http://127.0.0.1:${host.port}`, "chrome-extension://abc"]) {
      expect(await statusOf(right, `Origin: ${origin}`), origin).toBe(403);
    }
    for (const name of ["x-api-key", "api-key", "x-goog-api-key", "Proxy-Authorization", "Cookie"]) {
      expect(await statusOf(`${name}: ${gatewayKey}`), name).toBe(401);
    }
    expect(await statusOf("Authorization: Bearer wrong", `x-api-key: ${gatewayKey}`)).toBe(401);
    expect(await statusOf(right, right)).toBe(401);
  });

  it("G4: the client's key reads no key, no history and no setting, and changes nothing", async () => {
    const before = JSON.stringify((await valueFrom(call("app.snapshot", {}))).settings);
    const headers = { authorization: `Bearer ${gatewayKey}`, "content-type": "application/json" };
    const { baseURL } = openai;
    const paths = [
      "/keys",
      "/history",
      "/settings",
      "/chains",
      "/providers",
      "/../socket",
      "/../app.snapshot",
      "/files",
    ];
    for (const path of paths) {
      for (const method of ["GET", "POST", "PUT", "DELETE"]) {
        expect((await fetch(baseURL + path, { method, headers })).status, `${method} ${path}`).toBe(404);
      }
    }
    const models = JSON.stringify((await openai.models.list()).data);
    expect(models).not.toContain(providerKey);
    expect(JSON.stringify((await valueFrom(call("app.snapshot", {}))).settings)).toBe(before);
  });

  it("G6: headers, ids and keys of a provider stay with us", async () => {
    const headers = {
      "x-request-id": "req_upstream_canary1",
      "openai-organization": "org-upstream-canary",
      "set-cookie": "a=b",
    };
    const body = JSON.stringify({ error: { message: `Bad key ${providerKey} of org-upstream-canary1`, type: "x" } });
    const faults: (Fault | null)[] = [{ kind: "status", status: 400, headers, body }, null];
    const script = scripted(() => faults.shift() ?? null);
    const servers = await serve({ secretive: { ...chat, script, answer: { id: "chatcmpl-upstream-canary" } } });
    await addChain("secretive", servers.baseUrlOf("secretive"));
    for (const expected of [400, 200]) {
      const response = await fetch(`${openai.baseURL}/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${gatewayKey}`, "content-type": "application/json" },
        body: JSON.stringify(asked("secretive")),
      });
      expect(response.status).toBe(expected);
      expect(`${JSON.stringify([...response.headers])}${await response.text()}`).not.toMatch(/canary|set-cookie/);
    }
  });

  it("G7: a program that hangs up ends the request to the provider at once", async () => {
    const script = scripted(() => ({ kind: "stall", after: 5, ms: 60_000 }));
    const links = { slow: { ...chat, tokenEveryMs: 50, script } };
    const servers = await serve(links);
    await addChain("slow", servers.baseUrlOf("slow"));
    const leaving = new AbortController();
    const stream = await openai.chat.completions.create({ ...asked("slow"), stream: true }, { signal: leaving.signal });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    leaving.abort();
    const leftMs = performance.now();
    const request = () => servers.requests.find(isChat);
    await expect.poll(() => request()?.wasLeft, { interval: 10 }).toBe(true);
    expect((request()?.closedAtMs ?? Number.POSITIVE_INFINITY) - leftMs).toBeLessThan(500 * slack);
  });

  it("G5: fifty at once never pass a budget, and what is spent is exact to the nano-dollar", async () => {
    const servers = await serve({ paid: { ...chat, tokenEveryMs: 0 } });
    const providerId = await addChain("paid", servers.baseUrlOf("paid"));
    const spentOf = async () => (await valueFrom(call("app.snapshot", {}))).budgets[0];
    const save = (limitNanoUsd: number) => {
      const budgets = [{ id: "b1", period: "day", providerId, limitNanoUsd } as const];
      return valueFrom(
        call("settings.save", { budgets: { budgets, hardStop: true, warns: true, countsGateway: true } }),
      );
    };
    const limit = 9_000_000;
    await save(limit);
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, index) => outcomeOf("paid", index % 2 === 0)));
    const served = outcomes.filter((one) => one.startsWith("answer"));
    expect(served.length).toBeGreaterThan(0);
    expect(outcomes.filter((one) => one.startsWith("error: 402"))).toHaveLength(50 - served.length);
    expect(servers.requests.filter(isChat)).toHaveLength(served.length);
    await expect.poll(async () => (await spentOf())?.reservedNanoUsd).toBe(0);
    expect((await spentOf())?.spentNanoUsd).toBe(served.length * answerNano);
    expect((await spentOf())?.spentNanoUsd).toBeLessThanOrEqual(limit);
    expect(served.length).toBeLessThan(50);
  });
});
