import { afterEach, describe, expect, it } from "vitest";
import { drillAnswer, drillPrompt } from "#electron/demo/drill-answer.ts";
import { type DrillServers, startDrillServers } from "#electron/demo/drill-servers.ts";
import { countTokens } from "#electron/demo/tokens.ts";
import { newSseReader } from "#electron/http/sse-reader.ts";
import { createTransport } from "#electron/http/undici-transport.ts";
import { classifyProvider, classifyTransport } from "#electron/manager/classify.ts";
import type { DialectQuestion, Part } from "#electron/manager/dependencies.ts";
import { errorBodyCap, readAnswer, readText } from "#electron/manager/read-answer.ts";
import { chatAdapterFor } from "#electron/providers/registry.ts";
import { newLink } from "#shared/chain.ts";
import { drillAnswerTokens } from "#shared/check-drill.ts";
import type { DrillFault } from "#shared/drill.ts";
import type { Dialect, ProviderKind } from "#shared/model.ts";

const transport = createTransport();
const started: DrillServers[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((servers) => servers.close()));
});

/** Every wire format, with a model that is asked in it. */
const speakers = [
  { kind: "openrouter", modelId: "vendor/model", dialect: "openai-chat" },
  { kind: "openai", modelId: "gpt-4o", dialect: "openai-chat" },
  { kind: "openai", modelId: "gpt-5", dialect: "openai-responses" },
  { kind: "openai-compatible", modelId: "model", dialect: "openai-chat" },
  { kind: "anthropic", modelId: "claude-sonnet-4-5", dialect: "anthropic-messages" },
  { kind: "google", modelId: "gemini-2.5-flash", dialect: "google-generate" },
] as const satisfies readonly { kind: ProviderKind; modelId: string; dialect: Dialect }[];

type Speaker = (typeof speakers)[number];

/** For a server that does not answer; an answer of a drill takes most of a second, and longer on a busy machine. */
const patienceMs = 60_000;

/** Asks one link as the engine does, and says what the engine would make of it. */
async function outcomeOf({ kind, modelId }: Speaker, fault: DrillFault | null) {
  const link = newLink("l1", "Model", { providerId: "p", modelId });
  const servers = await startDrillServers([{ link, kind, fault }], 10);
  started.push(servers);
  const prompt = { system: null, messages: [{ role: "user", text: drillPrompt } as const] };
  const question: DialectQuestion = { modelId, prompt, overrides: {} };
  const adapter = chatAdapterFor(kind, question);
  const provider = { id: "p", name: "P", kind, baseUrl: servers.addressOf("l1") ?? "", keyOptional: false };
  const request = adapter.chatRequest({ provider, key: "drill", link, prompt, overrides: {}, omit: [] });
  const signal = AbortSignal.timeout(patienceMs);
  const opened = await transport.open(request, { signal, connectTimeoutMs: patienceMs });
  const redact = (text: string) => text;
  const told = { dialect: adapter.dialect, hintMs: null, text: "" };
  if (opened.kind === "failure") return { ...told, class: classifyTransport(opened.failure, false, redact).class };
  const { response } = opened;
  const arrival = { headers: response.headers, nowEpochMs: 0, redact };
  if (response.status >= 300) {
    const { text: body } = await readText(response.body, errorBodyCap);
    const failure = classifyProvider(
      adapter.readFailure({ status: response.status, headers: response.headers, body }),
      arrival,
    );
    return { ...told, class: failure.class, hintMs: failure.hintMs };
  }
  return { ...told, ...(await answerOf(readAnswer(response, adapter, newSseReader))) };
}

async function answerOf(readings: ReturnType<typeof readAnswer>) {
  const parts: Part[] = [];
  for await (const reading of readings) {
    if (reading.kind === "parts") parts.push(...reading.parts);
    else if (reading.failure !== null) {
      return { class: classifyTransport(reading.failure, true, (text) => text).class, parts, text: textOf(parts) };
    }
  }
  const reported = parts.find((part) => part.type === "failure");
  return { class: reported?.failure.class ?? null, parts, text: textOf(parts) };
}

const textOf = (parts: readonly Part[]) => parts.map((part) => (part.type === "text-delta" ? part.text : "")).join("");

describe.each(speakers)("a drill on $kind in $dialect", (speaker) => {
  it.each([
    [{ kind: "rate-limit", retryAfterS: 30 }, "RATE_LIMIT"],
    [{ kind: "rate-limit", retryAfterS: null }, "RATE_LIMIT"],
    [{ kind: "status", status: 401 }, "AUTH"],
    [{ kind: "status", status: 500 }, "SERVER"],
    [{ kind: "status", status: 503 }, "SERVER"],
    [{ kind: "status", status: 529 }, "SERVER"],
    [{ kind: "refused" }, "NETWORK"],
    [{ kind: "cut", afterTokens: 20 }, "TIMEOUT"],
    [{ kind: "context-too-long" }, "CONTEXT_LENGTH"],
    [{ kind: "content-filter" }, "CONTENT_POLICY"],
  ] as const satisfies readonly (readonly [DrillFault, string])[])(
    "%o is %s to the engine",
    async (fault, expected) => {
      const outcome = await outcomeOf(speaker, fault);
      expect(outcome).toMatchObject({ class: expected, dialect: speaker.dialect });
    },
  );

  it("asks for the pause of a 429 in the provider's own way, and for none without one", async () => {
    expect(await outcomeOf(speaker, { kind: "rate-limit", retryAfterS: 30 })).toMatchObject({ hintMs: 30_000 });
    expect(await outcomeOf(speaker, { kind: "rate-limit", retryAfterS: null })).toMatchObject({ hintMs: null });
    expect(await outcomeOf(speaker, { kind: "status", status: 503 })).toMatchObject({ hintMs: null });
  });

  it("is cut after exactly so many tokens", async () => {
    const { text } = await outcomeOf(speaker, { kind: "cut", afterTokens: 20 });
    expect(countTokens(text)).toBe(20);
  });

  it("finishes without a word where the answer is empty", async () => {
    const { text, parts } = { parts: [], ...(await outcomeOf(speaker, { kind: "empty" })) };
    expect(text).toBe("");
    expect(parts).toContainEqual(expect.objectContaining({ type: "finish", reason: "stop" }));
  });

  it("answers whole around an event that cannot be read", async () => {
    const { text, parts } = { parts: [], ...(await outcomeOf(speaker, { kind: "malformed" })) };
    expect(parts.filter(({ type }) => type === "malformed")).toHaveLength(1);
    expect(countTokens(text)).toBe(drillAnswerTokens);
  });

  it("answers with the model that was asked where it has no fault", async () => {
    const { text, parts } = { parts: [], ...(await outcomeOf(speaker, null)) };
    expect(countTokens(text)).toBe(drillAnswerTokens);
    expect(parts).toContainEqual(expect.objectContaining({ type: "served", model: speaker.modelId }));
  });
});

describe("an answer of a drill", () => {
  it("is what everyday work is: 380 tokens for a prompt of about 500", () => {
    const answer = drillAnswer("gpt-4o", 2_000);
    expect(answer.tokens).toHaveLength(drillAnswerTokens);
    expect(countTokens(answer.tokens.join(""))).toBe(drillAnswerTokens);
    expect(answer).toMatchObject({
      finish: "stop",
      usage: { inputTokens: countTokens(drillPrompt), outputTokens: 380 },
    });
    expect(countTokens(drillPrompt)).toBeGreaterThan(480);
    expect(countTokens(drillPrompt)).toBeLessThan(530);
  });

  it("ends at the link's own limit of tokens", () => {
    expect(drillAnswer("gpt-4o", 100)).toMatchObject({ finish: "length", usage: { outputTokens: 100 } });
  });
});
