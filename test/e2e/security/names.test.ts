import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RenderingPayload, renderingPayloads } from "#test/fixtures/security/rendering.ts";
import { openBrowser } from "#test/support/browser.ts";
import { valueFrom } from "#test/support/calls.ts";
import { freePort } from "#test/support/free-port.ts";
import { runsOf } from "#test/support/runs.ts";
import type { Reply } from "#test/support/untrusted/answer-server.ts";
import { longestMs, sampled } from "#test/support/untrusted/sampled.ts";
import { openUntrustedWorld, type UntrustedWorld } from "#test/support/untrusted/world.ts";

/**
 * R1 (security.md §6.4) for what is not an answer: what servers say when they fail, what models, providers, chains,
 * sessions and programs are called, what is sent, and what came over the wire, read in the inspector.
 */
let world: UntrustedWorld;

beforeAll(async () => {
  world = await openUntrustedWorld(await openBrowser());
});

afterAll(() => world.close());

const json = "application/json";
const errorOf = (message: string) => JSON.stringify({ error: { message, type: message, code: message } });

/** Each way in which a server can put its own words before the user. */
const faults: readonly ((text: string) => Reply)[] = [
  (text) => ({ status: 400, contentType: json, body: errorOf(text) }),
  (text) => ({ status: 401, contentType: json, body: errorOf(text) }),
  (text) => ({ status: 404, contentType: json, body: errorOf(`The model ${text} does not exist`) }),
  (text) => ({ status: 403, contentType: "text/html", body: `<!doctype html><title>${text}</title>${text}` }),
  (text) => ({ status: 422, contentType: "text/plain", body: text }),
  (text) => ({ status: 413, contentType: json, body: JSON.stringify({ detail: [{ msg: text }] }) }),
  (text) => ({ stream: `data: ${errorOf(text)}\n\n` }),
  // CVE-2025-64496: an event that makes a careless window run what is in it.
  (text) => ({
    stream: `event: execute\ndata: ${JSON.stringify({ type: "execute", code: "__pwn()", text })}\n\n: ${text.replaceAll(/\s/g, " ")}\n\n`,
  }),
];

/** Names that are one line, short and without spaces around them, as the host takes them. */
const names = renderingPayloads.filter(({ text }) => /^[^\p{C}\s][^\p{C}\n]{0,62}[^\p{C}\s]$/u.test(text));
const modelIds = renderingPayloads.filter(({ text }) => /^[^\p{C}\s]+$/u.test(text));

const isHarmless = async (where: string) => expect(await world.watch.found(), where).toEqual([]);

async function goTo(view: string): Promise<void> {
  await world.page.getByRole("link", { name: view, exact: true }).click();
  await world.page.getByRole("heading", { level: 1 }).first().waitFor();
  await world.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}

describe("R1 in what servers say", () => {
  it("runs nothing of an error's words, in the columns and in the inspector", { timeout: longestMs }, async () => {
    const { page, server, call } = world;
    const providers: string[] = [];
    // Each of its own: one that fails is not asked again for a while, and the others would wait for it.
    for (const at of faults.keys()) {
      const added = { name: `Server ${at}`, baseUrl: server.baseUrl, keyOptional: true };
      providers.push((await valueFrom(call("provider.add", added))).provider.id);
    }
    for (const payload of sampled(renderingPayloads, 2).slice(0, runsOf(2, 40))) {
      const models = faults.map((fault, index) => {
        const modelId = `fault-${payload.id.replaceAll(" ", "-")}-${index}`;
        server.answer(modelId, fault(payload.text));
        return { providerId: providers[index] ?? "", modelId };
      });
      for (const providerId of providers) await valueFrom(call("limit.clear", { providerId }));
      await (await world.ask(models, payload.text)).drawn();
      await isHarmless(`columns: ${payload.id}`);
      await page
        .getByRole("table", { name: /^Attempts of/ })
        .first()
        .getByRole("button")
        .first()
        .click();
      await page
        .getByRole("complementary", { name: "Attempt inspector" })
        .getByRole("region", { name: "Request" })
        .waitFor();
      await isHarmless(`inspector: ${payload.id}`);
      await page.getByRole("button", { name: "Close inspector" }).click();
    }
  });
});

describe("R1 in names", () => {
  it("runs nothing of what providers, models, chains, sessions and titles are called, in any view", {
    timeout: longestMs,
  }, async () => {
    expect(names.length).toBeGreaterThan(40);
    expect(modelIds.length).toBeGreaterThan(40);
    const { page, server, call } = world;
    server.list(modelIds.map(({ text }) => text));
    const shown = sampled(names, 12).slice(0, runsOf(12, 40));
    for (const name of shown) await addNamed(name);
    await valueFrom(call("models.refresh", { providerId: world.providerId }));
    await valueFrom(call("session.start", { name: shown[0]?.text ?? "" }));
    const models = sampled(modelIds, 8).slice(0, 8);
    for (const { text } of models) server.answer(text, { text });
    await (
      await world.ask(
        models.map(({ text }) => text),
        shown[1]?.text,
      )
    ).drawn();
    await goTo("Providers");
    await page
      .getByRole("navigation", { name: "Providers" })
      .getByRole("button", { name: /^Untrusted/ })
      .click();
    await page.getByRole("rowheader").nth(20).waitFor();
    for (const view of ["Providers", "Chains", "History", "Spend", "Gateway", "Settings", "Compare"]) {
      await goTo(view);
      await isHarmless(view);
    }
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("img");
    await isHarmless("palette");
    await page.keyboard.press("Escape");
  });

  it("runs nothing of them on the first-run page", async () => {
    await valueFrom(world.call("settings.save", { welcomed: false }));
    await world.page.reload();
    await world.page.getByRole("button", { name: "Start the demo" }).waitFor();
    await isHarmless("first run");
    await valueFrom(world.call("settings.save", { welcomed: true }));
    await world.page.getByRole("link", { name: "Providers" }).waitFor();
  });
});

/** A provider and a chain of this name, which has a link of it. */
async function addNamed({ text }: RenderingPayload): Promise<void> {
  const { call, server } = world;
  const added = await call("provider.add", { name: text, baseUrl: server.baseUrl, keyOptional: true });
  const providerId = added.ok ? added.value.provider.id : world.providerId;
  const link = {
    id: randomUUID(),
    name: text,
    provider: providerId,
    modelId: "named",
    maxTokens: 100,
    temperature: 1,
    costPer1kInput: null,
    costPer1kOutput: null,
  };
  const chain = { id: randomUUID(), name: text, links: [link], onMidStream: "fail", rules: {} } as const;
  await valueFrom(call("chain.save", { chain }));
}

describe("R1 in what programs ask the gateway", () => {
  it("runs nothing of their names, of what they ask for, or of what they send", { timeout: longestMs }, async () => {
    const { call, page } = world;
    await valueFrom(call("settings.save", { gateway: { saveTexts: true } }));
    const { key } = await valueFrom(call("gateway.turnOn", { port: await freePort() }));
    const { gateway } = await valueFrom(call("app.snapshot", {}));
    if (gateway.kind !== "on" || key === null) throw new Error("The gateway is not on.");
    for (const { text } of sampled(names, 12).slice(0, runsOf(12, 40))) {
      const ascii = text.replaceAll(/[^\x20-\x7e]/g, "?");
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json", "x-title": ascii };
      for (const model of [`chain/${text}`, text]) {
        const body = JSON.stringify({ model, messages: [{ role: "user", content: text }], user: text });
        const answer = await fetch(`${gateway.baseUrl}/chat/completions`, { method: "POST", headers, body });
        await answer.text();
      }
    }
    await goTo("Gateway");
    const rows = page.getByRole("table", { name: "Requests of programs, newest first" }).getByRole("button");
    await rows.first().click();
    expect(await rows.count()).toBeGreaterThan(12);
    await isHarmless("gateway");
    await goTo("History");
    await page.getByRole("option").first().click();
    await isHarmless("history");
    await valueFrom(call("gateway.turnOff", {}));
  });
});
