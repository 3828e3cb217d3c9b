import { createServer } from "node:http";

/**
 * A loopback server in a process of its own that answers every chat request with a stream of 500 tokens, as OpenAI
 * writes it. Its bytes are made once, so that what is timed is the client. It ends with the process that started it.
 */

const tokens = 500;
/** Deltas that leave in one write: providers of fast models send several per packet. */
const tokensPerWrite = 10;

const chunk = (delta: object, finishReason: string | null, usage: object | null) =>
  `data: ${JSON.stringify({
    id: "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
    object: "chat.completion.chunk",
    created: 1_763_800_000,
    model: "gpt-4.1-2025-04-14",
    service_tier: "default",
    system_fingerprint: "fp_44added55e",
    choices: usage === null ? [{ index: 0, delta, logprobs: null, finish_reason: finishReason }] : [],
    usage,
  })}\n\n`;

const usage = { prompt_tokens: 12, completion_tokens: tokens, total_tokens: 12 + tokens };
const deltas = Array.from({ length: tokens }, (_, index) => chunk({ content: ` word${index}` }, null, null));
const first = Buffer.from(chunk({ role: "assistant", content: "" }, null, null) + deltas[0]);
const middle = Array.from({ length: Math.ceil((tokens - 1) / tokensPerWrite) }, (_, index) =>
  Buffer.from(deltas.slice(1 + index * tokensPerWrite, 1 + (index + 1) * tokensPerWrite).join("")),
);
const last = Buffer.from(`${chunk({}, "stop", null)}${chunk({}, null, usage)}data: [DONE]\n\n`);
const writes = [first, ...middle, last];

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    let at = 0;
    const next = () => {
      const bytes = writes[at];
      if (bytes === undefined) return response.end();
      at += 1;
      response.write(bytes);
      setImmediate(next);
    };
    next();
  });
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.send?.({ port: address.port });
});
process.on("disconnect", () => process.exit(0));
