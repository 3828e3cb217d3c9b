import fc from "fast-check";
import { expect, test } from "vitest";
import { createHandlers } from "#electron/bridge/create-handlers.ts";
import { createRouter } from "#electron/bridge/router.ts";
import { schemas } from "#electron/bridge/schemas.ts";
import { createFakeHost } from "#test/support/fake-host.ts";

const sender = { id: "test" };
const canary = "sk-proj-CANARY0123456789";

function failureOf(reply: Awaited<ReturnType<ReturnType<typeof createRouter>>>) {
  if (reply.answer.ok) throw new Error("The answer is no failure.");
  return reply.answer.failure;
}

test("an unknown method is named as such, also where Object has one of that name", async () => {
  const { router } = createFakeHost();
  for (const method of ["app.destroy", "constructor", "__proto__", "toString"]) {
    const reply = await router({ id: 7, method, input: {} }, sender);
    expect(reply).toMatchObject({ id: 7, answer: { ok: false, failure: { code: "unknown-method" } } });
  }
});

test.each([undefined, null, 1, "x", [], {}, { id: "1", method: "app.snapshot" }, { id: 1.5, method: "x" }])(
  "%j is no request and gets an answer all the same",
  async (request) => {
    const reply = await createFakeHost().router(request, sender);
    expect(reply.id).toBe(0);
    expect(failureOf(reply).code).toBe("invalid-input");
  },
);

test("the message names the field and what is allowed", async () => {
  const { router } = createFakeHost();
  const ask = async (method: string, input: unknown) => failureOf(await router({ id: 1, method, input }, sender));
  expect(await ask("run.stop", { runId: "a b" })).toEqual({
    code: "invalid-input",
    message: "runId: is 1 to 64 letters, digits, - or _.",
  });
  const link = { id: "l", name: "n", provider: "p", modelId: "m", maxTokens: 0, temperature: 1 };
  const chain = {
    id: "c",
    name: "x",
    onMidStream: "fail",
    links: [{ ...link, costPer1kInput: null, costPer1kOutput: null }],
  };
  expect((await ask("chain.save", { chain })).message).toBe(
    "chain.links[0].maxTokens: Max tokens is a whole number from 1 to 1,000,000.",
  );
  expect((await ask("settings.save", { theme: "pink" })).message).toBe("theme: must be one of system, light, dark.");
  expect((await ask("run.stop", {})).message).toBe("runId: must be of type string.");
});

test("no answer ever repeats what was sent as a key, wherever it was put", async () => {
  const { router, bugs } = createFakeHost();
  const inputs = [
    { providerId: "openai", key: `${canary} with a space` },
    { providerId: "openai", key: `${canary}${"x".repeat(9000)}` },
    { providerId: canary.replace("-", " "), key: canary },
    { providerId: "openai", key: [canary] },
    { providerId: "openai", key: { [canary]: canary } },
    { providerId: "openai", key: canary, [canary]: 1 },
    { [canary]: "openai" },
    canary,
  ];
  for (const input of inputs) {
    const reply = await router({ id: 1, method: "key.set", input }, sender);
    expect(failureOf(reply).code).toBe("invalid-input");
    expect(JSON.stringify(reply)).not.toContain("CANARY");
  }
  expect(bugs).toEqual([]);
});

test("a handler that throws answers `internal` without its words; which and for whom is heard of", async () => {
  const bugs: unknown[] = [];
  const host = createFakeHost();
  const openLink = createHandlers(host);
  const error = new Error(`header Bearer ${canary} is invalid`);
  const handlers = {
    ...openLink,
    "key.test": async () => {
      throw error;
    },
  };
  const router = createRouter({ handlers, onBug: (bug) => bugs.push(bug) });
  const reply = await router({ id: 3, method: "key.test", input: { providerId: "openai" } }, sender);
  expect(failureOf(reply).code).toBe("internal");
  expect(JSON.stringify(reply)).not.toContain("CANARY");
  expect(bugs).toEqual([{ method: "key.test", sender, error }]);
});

test("what is turned away at the door is heard of by its method and its kind, never by what was sent", async () => {
  const heard: unknown[] = [];
  const host = createFakeHost();
  const parts = { handlers: createHandlers(host), onBug: () => undefined };
  const router = createRouter({ ...parts, onRefused: (refused) => heard.push(refused) });
  await router("no request", sender);
  await router({ id: 1, method: `run.${canary}`, input: {} }, sender);
  await router({ id: 2, method: "run.stop", input: { runId: canary, key: canary } }, sender);
  await router({ id: 3, method: "run.stop", input: { runId: "r1" } }, sender);
  expect(heard).toEqual([
    { code: "invalid-input", method: null },
    { code: "unknown-method", method: null },
    { code: "invalid-input", method: "run.stop" },
  ]);
});

test("an input that throws when it is read is an answer too", async () => {
  const input = Object.defineProperty({}, "runId", {
    enumerable: true,
    get() {
      throw new Error("no");
    },
  });
  const reply = await createFakeHost().router({ id: 1, method: "run.stop", input }, sender);
  expect(failureOf(reply).code).toBe("internal");
});

test("I4: whatever is sent, an answer comes back and no handler throws", async () => {
  const { router, bugs } = createFakeHost();
  const methods = fc.oneof(fc.constantFrom(...Object.keys(schemas)), fc.string());
  const requests = fc.oneof(fc.anything(), fc.record({ id: fc.nat(), method: methods, input: fc.anything() }));
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const { answer } = await router(request, sender);
      expect(answer.ok ? answer.value !== undefined : answer.failure.message.length > 0).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(bugs).toEqual([]);
});
