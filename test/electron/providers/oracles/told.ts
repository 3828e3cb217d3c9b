import { onTestFinished } from "vitest";
import { newSseReader } from "#electron/http/sse-reader.ts";
import { createTransport } from "#electron/http/undici-transport.ts";
import type { Adapter, HttpResponse, Part } from "#electron/manager/dependencies.ts";
import { readAnswer } from "#electron/manager/read-answer.ts";
import type { Provider } from "#shared/model.ts";
import type { FinishReason } from "#shared/run.ts";
import { askedFor, textOf } from "#test/electron/providers/support.ts";

/** What a client made of an answer, in neutral words, so that two clients can be compared. */
export type Told = {
  readonly text: string;
  /** The arguments of all tool calls, one after the other. */
  readonly calls: string;
  readonly finish: FinishReason | null;
  readonly usage: {
    readonly inputTokens: number;
    readonly cacheReadTokens: number;
    readonly cacheWriteTokens: number;
    readonly outputTokens: number;
    readonly reasoningTokens: number;
  } | null;
  /** The provider's words where the answer failed. */
  readonly failure: string | null;
};

export const nothingTold: Told = { text: "", calls: "", finish: null, usage: null, failure: null };

/** Asks a server through our own transport and adapter, as the engine does, and reads its answer to the end. */
export async function ours(adapter: Adapter, provider: Provider, modelId = "golden-model"): Promise<Told> {
  const transport = createTransport();
  onTestFinished(() => transport.close());
  const request = adapter.chatRequest(askedFor({ provider, modelId }));
  const signal = AbortSignal.timeout(60_000);
  const opened = await transport.open(request, { signal, connectTimeoutMs: 5000 });
  if (opened.kind === "failure") throw new Error(opened.failure.message);
  return toldOf(await partsOf(opened.response, adapter));
}

async function partsOf(response: HttpResponse, adapter: Adapter): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const reading of readAnswer(response, adapter, newSseReader)) {
    if (reading.kind === "parts") parts.push(...reading.parts);
    else if (reading.failure !== null) throw new Error(reading.failure.message);
  }
  return parts;
}

function toldOf(parts: readonly Part[]): Told {
  const usage = parts.findLast((part) => part.type === "usage")?.usage ?? null;
  return {
    text: textOf(parts, "text-delta"),
    calls: textOf(parts, "tool-delta"),
    finish: parts.findLast((part) => part.type === "finish")?.reason ?? null,
    usage: usage && {
      inputTokens: usage.inputTokens,
      cacheReadTokens: usage.cacheReadTokens,
      cacheWriteTokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
      outputTokens: usage.outputTokens,
      reasoningTokens: usage.reasoningTokens,
    },
    failure: parts.find((part) => part.type === "failure")?.failure.message ?? null,
  };
}

/** Runs a client and adds what it threw, in its words, to what it had told until then. */
export async function telling(client: (tell: (more: Partial<Told>) => void) => Promise<void>): Promise<Told> {
  let told = nothingTold;
  const tell = (more: Partial<Told>) => {
    told = {
      ...told,
      ...more,
      text: told.text + (more.text ?? ""),
      calls: told.calls + (more.calls ?? ""),
    };
  };
  try {
    await client(tell);
  } catch (error) {
    tell({ failure: error instanceof Error ? error.message : String(error) });
  }
  return told;
}
