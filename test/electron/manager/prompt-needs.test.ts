import { describe, expect, it } from "vitest";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import type { Overrides, Prompt } from "#shared/prompt.ts";
import { answers, createHarness, type Harness, type HarnessOptions } from "#test/support/engine-harness.ts";

const plain: Prompt = { system: null, messages: [{ role: "user", text: "What is in it?" }] };
const withImage: Prompt = {
  system: null,
  messages: [{ role: "user", text: "What is in it?", images: [{ kind: "url", url: "https://x.test/cat.png" }] }],
};
const withTools: Prompt = { ...plain, tools: { messages: [{ role: "user", content: "?" }], fields: { tools: [] } } };

function sendTo(options: HarnessOptions, prompt: Prompt, overrides: Overrides = {}): Harness {
  const harness = createHarness(options);
  const { clock, manager } = harness;
  const comparison = { id: "c", conversationId: "v", sessionId: "s", prompt: "", startedAtMs: 0, isDemo: false };
  const column = { columnId: "col", runId: "one", target: { kind: "chain", chainId: "abc" } } as const;
  for (const host of ["a.test", "b.test", "c.test"]) harness.transport.script(host, answers(host));
  manager.startRun({
    comparison: { ...comparison, startedAtMs: clock.epochMs() },
    column,
    prompt,
    overrides,
    maxWaitMs: 0,
  });
  return harness;
}

describe("a link that is known not to take the prompt is skipped without a request (R2)", () => {
  it("images, where the model takes none", async () => {
    const harness = sendTo({ facts: { a: { takesImages: false }, b: { takesImages: true } } }, withImage);
    await harness.clock.advance(100);
    expect(harness.run("one")).toMatchObject({
      text: "b.test",
      attempts: [{ status: "skipped", failure: { class: "UNSUPPORTED", message: "This model takes no images." } }, {}],
    });
    expect(harness.asks("a.test")).toBe(0);
  });

  it("the address of an image, where the provider fetches none for the model", async () => {
    const facts = { a: { takesImages: true, takesImageUrls: false } };
    const harness = sendTo({ facts }, withImage);
    await harness.clock.advance(100);
    const message = "This model takes images as data only, not as an address.";
    expect(harness.run("one")).toMatchObject({
      text: "b.test",
      attempts: [{ status: "skipped", failure: { class: "UNSUPPORTED", message } }, {}],
    });
    const data = { kind: "data", mimeType: "image/png", base64: "iVBORw0KGgo=" } as const;
    const withData = sendTo({ facts }, { system: null, messages: [{ role: "user", text: "?", images: [data] }] });
    await withData.clock.advance(100);
    expect(withData.run("one").text).toBe("a.test");
  });

  it("not where nobody knows, nor where the prompt has no image", async () => {
    const unknown = sendTo({}, withImage);
    const textOnly = sendTo({ facts: { a: { takesImages: false } } }, plain);
    await Promise.all([unknown.clock.advance(100), textOnly.clock.advance(100)]);
    expect(unknown.run("one").text).toBe("a.test");
    expect(textOnly.run("one").text).toBe("a.test");
  });

  it("tools, where the link does not speak OpenAI's chat", async () => {
    const harness = sendTo({ adapters: { a: anthropicMessages } }, withTools);
    await harness.clock.advance(100);
    const [skipped] = harness.run("one").attempts;
    expect(skipped).toMatchObject({ status: "skipped", failure: { class: "UNSUPPORTED" } });
    expect(skipped?.failure?.message).toMatch(/Tools/);
    expect(harness.run("one").text).toBe("b.test");
  });

  it("tools, where the model is known not to call any", async () => {
    const harness = sendTo({ facts: { a: { takesTools: false }, b: { takesTools: true } } }, withTools);
    const unknown = sendTo({}, withTools);
    await Promise.all([harness.clock.advance(100), unknown.clock.advance(100)]);
    const failure = { class: "UNSUPPORTED", message: "This model takes no tools." };
    expect(harness.run("one")).toMatchObject({ text: "b.test", attempts: [{ status: "skipped", failure }, {}] });
    expect(unknown.run("one").text).toBe("a.test");
  });

  it("a prompt with as much answer as the sender asks for, where the window is smaller", async () => {
    const window = { contextTokens: { a: 5000 } };
    const [fits, not] = [sendTo(window, plain), sendTo(window, plain, { maxTokens: 4999 })];
    await Promise.all([fits.clock.advance(100), not.clock.advance(100)]);
    expect(fits.run("one").text).toBe("a.test");
    expect(not.run("one").attempts[0]).toMatchObject({ status: "skipped", failure: { class: "CONTEXT_LENGTH" } });
  });

  it("a prompt whose images or tool results are too large for the window", async () => {
    const window = { contextTokens: { a: 3000 } };
    const results = [{ role: "tool", tool_call_id: "1", content: "r".repeat(5000) }];
    const prompts: Prompt[] = [withImage, { ...plain, tools: { messages: results, fields: { tools: [] } } }];
    for (const prompt of prompts) {
      const harness = sendTo(window, prompt);
      await harness.clock.advance(100);
      expect(harness.run("one").attempts[0]).toMatchObject({ status: "skipped", failure: { class: "CONTEXT_LENGTH" } });
    }
  });

  it("an answer that the sender keeps short fits where the link's own does not", async () => {
    const harness = sendTo({ contextTokens: { a: 1000 } }, plain, { maxTokens: 100 });
    await harness.clock.advance(100);
    expect(harness.run("one").text).toBe("a.test");
  });
});

describe("the time for a first token of a model that reasons (R14)", () => {
  const endOfSilence = async (overrides: Overrides) => {
    const harness = createHarness({ facts: { a: { reasons: true } } });
    const comparison = { id: "c", conversationId: "v", sessionId: "s", prompt: "", startedAtMs: 0, isDemo: false };
    const column = { columnId: "col", runId: "one", target: { kind: "chain", chainId: "abc" } } as const;
    harness.transport.script("b.test", answers("b"));
    harness.manager.startRun({ comparison, column, prompt: plain, overrides, maxWaitMs: 0 });
    await harness.clock.advance(100_000);
    return harness.run("one").attempts[0]?.endMs;
  };

  it("is 90 s, and 12 s where it is told not to", async () => {
    expect(await endOfSilence({})).toBe(90_000);
    expect(await endOfSilence({ effort: "low" })).toBe(90_000);
    expect(await endOfSilence({ effort: "none" })).toBe(12_000);
  });
});
