import { createServer, type ServerResponse } from "node:http";

/**
 * Answers every chat request with 100 tokens per second, each of them the moment when it was sent, for so many seconds
 * (first argument), from a process of its own. The clock is the system's monotonic one, which processes share.
 */
const seconds = Number(process.argv[2] ?? "10");
const everyMs = 10;
const tokens = (seconds * 1000) / everyMs;

const chunk = (delta: object, finish: string | null, usage: object | null = null) =>
  `data: ${JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    model: "gpt-4.1-2025-04-14",
    choices: usage === null ? [{ index: 0, delta, finish_reason: finish }] : [],
    usage,
  })}\n\n`;

const end = `${chunk({}, "stop")}${chunk({}, null, {
  prompt_tokens: 12,
  completion_tokens: tokens,
  total_tokens: 12 + tokens,
})}data: [DONE]\n\n`;

const open = new Map<ServerResponse, number>();

setInterval(() => {
  const text = chunk({ content: `${process.hrtime.bigint() / 1000n} ` }, null);
  for (const [response, sent] of open) {
    if (sent < tokens) {
      response.write(text);
      open.set(response, sent + 1);
    } else {
      response.end(end);
      open.delete(response);
    }
  }
}, everyMs);

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    open.set(response, 0);
    response.once("close", () => open.delete(response));
  });
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.send?.({ port: address.port });
});
process.on("disconnect", () => process.exit(0));
