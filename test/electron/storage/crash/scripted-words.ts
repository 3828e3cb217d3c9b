import { z } from "zod";
import type { BodyItem, HttpRequest, Transport } from "#electron/manager/dependencies.ts";

/** Who answers in the crash test, and in how many words. */
export const lengths = { a: 12, b: 45, c: 90, d: 240 } as const;
export type Answerer = keyof typeof lengths;
export const answerers = ["a", "b", "c", "d"] as const satisfies readonly Answerer[];

/** The whole answer of one provider to one prompt: every word says whose it is, so that none can be taken for another. */
export function answerTo(prompt: string, answerer: Answerer): string {
  return Array.from({ length: lengths[answerer] }, (_, index) => wordOf(prompt, answerer, index)).join("");
}

const wordOf = (prompt: string, answerer: Answerer, index: number) => `${prompt}/${answerer}/${index + 1} `;

const wordsPerChunk = 3;
const asked = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });
const bytesOf = (value: unknown): BodyItem => ({
  kind: "bytes",
  bytes: Buffer.from(`data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`),
});
const usage = { prompt_tokens: 20, completion_tokens: 80, total_tokens: 100 };

async function* bodyOf(request: HttpRequest): AsyncGenerator<BodyItem> {
  const prompt = asked.parse(JSON.parse(request.body ?? "")).messages.at(-1)?.content ?? "";
  const answerer = answerers.find((name) => new URL(request.url).hostname === `${name}.test`);
  if (answerer === undefined) throw new Error(`Nobody answers at ${request.url}`);
  for (let from = 0; from < lengths[answerer]; from += wordsPerChunk) {
    const count = Math.min(wordsPerChunk, lengths[answerer] - from);
    const content = Array.from({ length: count }, (_, index) => wordOf(prompt, answerer, from + index)).join("");
    await new Promise((resolve) => setTimeout(resolve, 1));
    yield bytesOf({ id: "x", model: "served", choices: [{ index: 0, delta: { content } }] });
  }
  yield bytesOf({ id: "x", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  yield bytesOf({ id: "x", choices: [], usage });
  yield bytesOf("[DONE]");
}

/** Servers that answer word by word, a few words each millisecond, in real time. */
export const wordTransport: Transport = {
  async open(request) {
    const headers = { "content-type": "text/event-stream" };
    return { kind: "response", response: { status: 200, connectMs: 0, headers, body: bodyOf(request) } };
  },
};
