import { describe, expect, it } from "vitest";
import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { createHarness, type Harness } from "#test/support/engine-harness.ts";
import type { Script } from "#test/support/scripted-transport.ts";

/** A provider may put the key that it was shown where a name, an id or a code belongs (security.md T4). */

const key = "key-of-a-that-is-said-back";
const blackened = (text: string) => text.replaceAll(key, "[redacted]");

/** Every provider was shown this key. */
const providers: ManagerDependencies["providers"] = {
  access: async (id) => ({
    kind: "ready",
    provider: { id, name: id, kind: "openrouter", baseUrl: `https://${id}.test/api/v1`, keyOptional: false },
    adapter: openAiChat,
    adapterFor: () => openAiChat,
    key,
    keyFingerprint: `print-${id}`,
  }),
  nameOf: (id) => id,
};

function harnessOf(): Harness {
  return createHarness({ instead: { redact: blackened, providers } });
}

const event = (value: object) => `data: ${JSON.stringify({ id: key, model: key, provider: key, ...value })}\n\n`;
const says = (content: string, finish: string | null = null) =>
  event({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
const streams = (...texts: readonly string[]): Script => ({
  headers: { "content-type": "text/event-stream" },
  chunks: texts.map((text) => ({ afterMs: 1, text })),
});

async function answeredBy(script: Script): Promise<string> {
  const harness = harnessOf();
  harness.transport.script("a.test", script);
  harness.send();
  await harness.clock.advance(1_000);
  const kept = JSON.stringify(harness.events);
  expect(kept).toContain("attempt-ended");
  return kept;
}

describe("a key that a provider says back is in no event", () => {
  it.each([
    ["names of who served, and ids", streams(says("one"), says("", "stop"), "data: [DONE]\n\n")],
    ["the same of an answer that breaks off", streams(says("one"))],
    ["a reason why it ended", streams(says("one", key), "data: [DONE]\n\n")],
    ["the answer itself", streams(says(`It was ${key}.`), says("", "stop"), "data: [DONE]\n\n")],
    [
      "the answer, letter by letter",
      streams(...Array.from(`It was ${key}.`, (letter) => says(letter)), says("", "stop"), "data: [DONE]\n\n"),
    ],
    ["the end of an answer that breaks off within it", streams(says("It was "), says(key.slice(0, -1)))],
    ["the code of a failure in a stream", streams(event({ error: { message: key, code: key, type: key } }))],
    [
      "the code of a refusal",
      {
        status: 400,
        headers: { "content-type": "application/json" },
        chunks: [{ afterMs: 0, text: JSON.stringify({ error: { message: key, code: key, type: key, param: key } }) }],
      },
    ],
  ])("%s", async (_, script) => {
    const kept = await answeredBy(script);
    expect(kept).not.toContain(key.slice(3, -1));
    expect(kept).toContain("[redacted]");
  });
});
