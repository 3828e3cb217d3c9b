import { connect } from "node:net";
import OpenAI from "openai";
import { expect, onTestFinished, test } from "vitest";
import type { AnswerFault } from "#electron/demo/faults/fault.ts";
import { ask, openGatewayOn } from "#test/support/gateway-world.ts";

// Only a pause is short: what is to come before the first word may take its time on a busy machine.
const deadlines = { connectMs: 10_000, firstContentMs: 10_000, lastHopeFirstContentMs: 10_000, idleMs: 400 };
const chat = { kind: "openai-compatible", tokenEveryMs: 1 } as const;
const slow = { ...chat, tokenEveryMs: 50, answer: { tokens: Array.from({ length: 200 }, (_, index) => `w${index} `) } };

const cuts: readonly AnswerFault[] = [
  { kind: "cut", after: 3, how: "close" },
  { kind: "cut", after: 3, how: "mid-chunk" },
  { kind: "cut", after: 3, how: "reset" },
  { kind: "cut", after: 3, how: "clean" },
  { kind: "stall", after: 3, ms: 5000 },
  { kind: "error", after: 3 },
];

test.each(cuts)("a stream that breaks off after its first content ends as an error: $kind $how", async (fault) => {
  const { post, bugs, gateway } = await openGatewayOn({
    links: { a: { ...chat, script: [fault] }, b: chat },
    rules: { deadlines, retries: 0 },
  });
  const response = await post(ask({ stream: true }));
  expect(response.status).toBe(200);
  const { text, isWhole } = await readAll(response);
  const last = text.trimEnd().split("\n\n").at(-1) ?? "";
  expect(JSON.parse(last.replace("data: ", ""))).toMatchObject({
    error: { type: "server_error", code: "answer_cut", message: /^The answer broke off/ },
    understudy: { chain: "smart", link: 1 },
  });
  expect(text).not.toContain("[DONE]");
  expect(text).not.toContain('"finish_reason":"stop"');
  expect(isWhole).toBe(false);
  expect(gateway.requests()[0]).toMatchObject({ httpStatus: 200, message: /broke off/ });
  expect(bugs).toEqual([]);
});

test("the official SDK throws where a stream broke off", async () => {
  const script = [{ kind: "cut", after: 3, how: "close" }] as const;
  const { openai } = await openGatewayOn({ links: { a: { ...chat, script } }, rules: { deadlines, retries: 0 } });
  let text = "";
  const reading = async () => {
    const stream = await openai.chat.completions.create({ ...streamed, stream: true });
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
  };
  await expect(reading()).rejects.toBeInstanceOf(OpenAI.APIError);
  expect(text).not.toBe("");
});

const streamed = { model: "chain/smart", messages: [{ role: "user" as const, content: "Hello" }] };

/** What a program reads that counts what it gets; `isWhole` where the body ended as a body should. */
async function readAll(response: Response): Promise<{ text: string; isWhole: boolean }> {
  let text = "";
  const decoder = new TextDecoder();
  try {
    for await (const bytes of response.body ?? []) text += decoder.decode(bytes, { stream: true });
    return { text, isWhole: true };
  } catch (error) {
    if (error instanceof TypeError) return { text, isWhole: false };
    throw error;
  }
}

test("without streaming, an answer that breaks off begins anew on the next link", async () => {
  const { openai } = await openGatewayOn({
    links: {
      a: { ...chat, script: [{ kind: "cut", after: 3, how: "close" }] },
      b: { ...chat, answer: { tokens: ["B"] } },
    },
  });
  const answer = await openai.chat.completions.create(streamed);
  expect(answer.choices[0]?.message.content).toBe("B");
  expect(answer).toMatchObject({ understudy: { link: 2 } });
});

test.each([true, false])("G7: whoever hangs up has his request aborted upstream, streaming: %s", async (stream) => {
  const { post, servers, gateway } = await openGatewayOn({ links: { a: slow } });
  const controller = new AbortController();
  const asked = post(ask({ stream }), { signal: controller.signal });
  if (stream) await (await asked).body?.getReader().read();
  await expect.poll(() => servers.requestsOf("a").length).toBe(1);
  if (!stream) await new Promise((resolve) => setTimeout(resolve, 200));
  const leftAtMs = performance.now();
  controller.abort();
  await asked.catch(() => undefined);
  await expect.poll(() => servers.requestsOf("a")[0]?.closedAtMs ?? null, { interval: 10 }).not.toBeNull();
  // Half a second, with three times slack.
  expect((servers.requestsOf("a")[0]?.closedAtMs ?? 0) - leftAtMs).toBeLessThan(1_500);
  expect(servers.requestsOf("a")[0]?.wasLeft).toBe(true);
  await expect.poll(() => gateway.requests()[0]?.run?.status).toBe("stopped");
  expect(gateway.requests()[0]).toMatchObject({ clientLeft: true, httpStatus: null });
});

test("two programs at once each get their own answer", async () => {
  const { openai } = await openGatewayOn({
    links: { a: { ...chat, answer: { tokens: ["from ", "a"] } }, b: { ...chat, answer: { tokens: ["from ", "b"] } } },
  });
  const texts = await Promise.all(
    ["a", "b", "a", "b", "a", "b", "a", "b"].map(async (provider) => {
      const stream = await openai.chat.completions.create({
        ...streamed,
        model: `${provider}/model-${provider}`,
        stream: true,
      });
      let text = "";
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
      return `${provider} ${text}`;
    }),
  );
  expect(new Set(texts)).toEqual(new Set(["a from a", "b from b"]));
});

test("a program that never reads is let go, and its request aborted", async () => {
  const tokens = Array.from({ length: 600 }, () => "x".repeat(64 * 1024));
  // Its server is never done, so that it can only be left.
  const script = [{ kind: "stall", after: 500, ms: 60_000 }] as const;
  const { port, key, servers, gateway } = await openGatewayOn({
    links: { a: { ...chat, tokenEveryMs: 1, answer: { tokens }, script } },
  });
  const socket = connect({ host: "127.0.0.1", port });
  socket.on("error", () => socket.destroy());
  onTestFinished(() => void socket.destroy());
  socket.pause();
  const body = JSON.stringify(ask({ stream: true }));
  const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\n`;
  socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
  await expect.poll(() => gateway.requests()[0]?.clientLeft).toBe(true);
  await expect.poll(() => servers.requestsOf("a")[0]?.closedAtMs ?? null).not.toBeNull();
  expect(servers.requestsOf("a")[0]?.wasLeft).toBe(true);
});

test("turning the gateway off ends what it answers", async () => {
  const { post, servers, gateway } = await openGatewayOn({ links: { a: slow } });
  const response = await post(ask({ stream: true }));
  const reading = readAll(response);
  const beganMs = performance.now();
  await gateway.turnOff();
  expect(performance.now() - beganMs).toBeLessThan(5_000);
  const { text, isWhole } = await reading;
  expect(isWhole).toBe(false);
  expect(text.trimEnd().split("\n\n").at(-1)).toContain('"code":"answer_cut"');
  await expect.poll(() => servers.requestsOf("a")[0]?.closedAtMs ?? null).not.toBeNull();
  await expect.poll(() => gateway.requests()[0]?.run?.status).toBe("stopped");
  // It was not the program that left.
  expect(gateway.requests()[0]).toMatchObject({ clientLeft: false, httpStatus: 200, message: /broke off/ });
});

test("turning the gateway off tells whoever waits for a whole answer, and hangs up on whoever has not asked yet", async () => {
  const { post, gateway, port } = await openGatewayOn({ links: { a: slow } });
  const silent = connect(port, "127.0.0.1");
  onTestFinished(() => void silent.destroy());
  const asked = post(ask());
  await expect.poll(() => gateway.requests()[0]?.run?.attempts.length ?? 0).toBe(1);
  const hungUp = new Promise((resolve) => silent.once("close", resolve));
  await gateway.turnOff();
  const response = await asked;
  expect([response.status, await response.json()]).toMatchObject([503, { error: { code: "stopped" } }]);
  await hungUp;
});

test("what is stopped in the program is told as an error", async () => {
  const { post, manager, gateway } = await openGatewayOn({ links: { a: slow } });
  const asked = post(ask());
  await expect.poll(() => gateway.requests()[0]?.run?.attempts.length ?? 0).toBe(1);
  manager.stopRun(gateway.requests()[0]?.run?.id ?? "");
  const response = await asked;
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ error: { code: "stopped" } });
});

test("a program that waits while Understudy ends is told so", async () => {
  const { post, manager, gateway } = await openGatewayOn({ links: { a: slow } });
  const asked = post(ask());
  await expect.poll(() => gateway.requests()[0]?.run?.attempts.length ?? 0).toBe(1);
  await manager.close();
  const response = await asked;
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ error: { message: "Understudy is closing." } });
});
