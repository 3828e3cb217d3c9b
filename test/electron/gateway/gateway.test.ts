import { createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { clientNameOf } from "#electron/gateway/client-name.ts";
import { readToken } from "#electron/gateway/gateway-key.ts";
import type { GatewayState } from "#shared/gateway.ts";
import { ask, type GatewayWorld, memoryPlace, openGateway, openGatewayOn } from "#test/support/gateway-world.ts";

const links = { a: { kind: "openai-compatible", tokenEveryMs: 0 } } as const;

async function turnOn({ gateway }: GatewayWorld, port = 0) {
  const turned = await gateway.turnOn(port);
  if (!turned.ok) throw new Error(turned.failure.message);
  return turned.value;
}

function statesOf({ events }: GatewayWorld): GatewayState["kind"][] {
  return events.flatMap((event) => (event.topic === "gateway" ? [event.gateway.kind] : []));
}

describe("the switch", () => {
  test("on, off and on again; the user's switch and the port that was taken are saved", async () => {
    const world = await openGateway({ links });
    const { state } = await turnOn(world);
    if (state.kind !== "on") throw new Error("It is not on.");
    expect(state).toMatchObject({ baseUrl: `http://127.0.0.1:${state.port}/v1`, keyFrom: "keychain" });
    expect(world.state.settings.gateway).toMatchObject({ on: true, port: state.port });
    expect((await world.gateway.turnOff()).ok).toBe(true);
    expect(world.state.settings.gateway).toMatchObject({ on: false, port: state.port });
    expect(await world.gateway.turnOnForNow(state.port)).toMatchObject({ kind: "on", port: state.port });
    expect(world.state.settings.gateway.on).toBe(false);
    expect(statesOf(world)).toEqual(["starting", "on", "off", "starting", "on"]);
  });

  test("a taken port is told, and nothing else is touched", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const world = await openGateway({ links });
    const { state, key } = await turnOn(world, port);
    expect(state).toMatchObject({ kind: "failed", reason: "port-taken", port });
    expect(state.kind === "failed" ? state.message : "").toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(key).toBeNull();
    expect(world.state.settings.gateway.on).toBe(false);
    expect((await turnOn(world)).state.kind).toBe("on");
  });

  test.each([-1, 70_000, Number.NaN])("%d is no port", async (port) => {
    const world = await openGateway({ links });
    expect((await turnOn(world, port)).state).toMatchObject({ kind: "failed", reason: "other" });
  });

  test("another port moves it; the same port changes nothing", async () => {
    const world = await openGatewayOn({ links });
    await turnOn(world, world.port);
    expect(statesOf(world)).toEqual(["starting", "on"]);
    await world.gateway.turnOff();
    expect(world.gateway.state()).toEqual({ kind: "off" });
  });
});

describe("the key", () => {
  test("is made once, told once and kept in the keychain", async () => {
    const place = memoryPlace();
    const first = await openGateway({ links, place });
    const { key } = await turnOn(first);
    expect(key).toMatch(/^us-local-[A-Za-z0-9_-]{43}$/);
    expect([...place.kept]).toEqual([["understudy-gateway|loopback", key]]);
    await first.gateway.turnOff();
    expect((await turnOn(first)).key).toBeNull();
    const second = await openGateway({ links, place });
    const turned = await turnOn(second);
    expect(turned).toMatchObject({ key: null, state: { keyLast4: key?.slice(-4), keyFrom: "keychain" } });
    expect(JSON.stringify([...first.events, ...second.events])).not.toContain(key);
    expect(first.remembered).toContain(key);
  });

  test("stays in memory where the keychain takes nothing", async () => {
    const refused = async () => ({ ok: false, message: "It is locked." }) as const;
    const world = await openGateway({
      links,
      place: { read: async () => ({ kind: "unreadable" }), write: refused },
    });
    const { state, key } = await turnOn(world);
    expect(state).toMatchObject({ keyFrom: "memory", keyLast4: key?.slice(-4) });
  });

  test("a new one shuts out the old one at once", async () => {
    const { gateway, post, key, baseUrl } = await openGatewayOn({ links });
    expect((await post(ask())).status).toBe(200);
    const renewed = await gateway.renewKey();
    if (!renewed.ok) throw new Error(renewed.failure.message);
    expect(renewed.value.key).not.toBe(key);
    expect(renewed.value.state).toMatchObject({ keyLast4: renewed.value.key.slice(-4) });
    expect((await post(ask())).status).toBe(401);
    const headers = { authorization: `Bearer ${renewed.value.key}` };
    expect((await fetch(`${baseUrl}/models`, { headers })).status).toBe(200);
  });

  test("from the environment it is used as it is, kept nowhere and not replaced", async () => {
    const place = memoryPlace();
    const fromEnvironment = "a-key-of-my-own-0123456789";
    const { gateway, post, remembered } = await openGatewayOn({ links, place, fromEnvironment });
    expect((await post(ask())).status).toBe(200);
    expect(gateway.state()).toMatchObject({ keyFrom: "environment", keyLast4: "6789" });
    expect(place.kept.size).toBe(0);
    expect(remembered).toEqual([fromEnvironment]);
    expect(await gateway.renewKey()).toMatchObject({ ok: false, failure: { code: "conflict" } });
  });

  test.each(["short", "with space inside it", "zeile\numbruch-0123456789"])("%j is no key", (token) => {
    const read = readToken(token);
    expect(read.token).toBeNull();
    expect(read.problem).toContain("UNDERSTUDY_GATEWAY_TOKEN is not used.");
    expect(read.problem).not.toContain(token);
  });

  test("a variable that is not set, or empty, is no key and no problem", () => {
    expect(readToken(undefined)).toEqual({ token: null, problem: null });
    expect(readToken(" ")).toEqual({ token: null, problem: null });
  });
});

test.each([
  [["X-Title", "support-agent", "User-Agent", "curl/8"], "support-agent"],
  [["User-Agent", "curl/8.5.0"], "curl"],
  [["User-Agent", "OpenAI/JS 7.57.0"], "OpenAI"],
  [["user-agent", "aider"], "aider"],
  [["X-Title", "  ", "User-Agent", ""], "unknown"],
  [["X-Title", "a\u0007b\u0000c"], "a b c"],
  [["X-Title", Buffer.from("Überprüfer").toString("latin1")], "Überprüfer"],
  [["X-Title", "x".repeat(500)], "x".repeat(64)],
  [[], "unknown"],
])("%j names the client %s", (headers, client) => expect(clientNameOf(headers)).toBe(client));

test("a request is listed while it runs, with its attempts and without its texts", async () => {
  const answer = { tokens: ["SECRET-", "ANSWER"] };
  const { post, gateway, events } = await openGatewayOn({ links: { a: { ...links.a, answer } } });
  await post(ask({ messages: [{ role: "user", content: "SECRET-PROMPT" }] }));
  const told = events.flatMap((event) => (event.topic === "gateway-request" ? [event.request] : []));
  expect(told[0]).toMatchObject({ asked: "chain/smart", httpStatus: null, run: null });
  expect(told.some(({ run, httpStatus }) => run?.status === "running" && httpStatus === null)).toBe(true);
  expect(gateway.requests()).toHaveLength(1);
  expect(gateway.requests()[0]).toMatchObject({
    httpStatus: 200,
    message: null,
    run: { status: "done", text: "", attempts: [{ firstContentMs: expect.any(Number), cost: { nanoUsd: 220_000 } }] },
  });
  expect(JSON.stringify(events)).not.toContain("SECRET");
  expect(events.filter((event) => event.topic === "run")).toEqual([]);
});
