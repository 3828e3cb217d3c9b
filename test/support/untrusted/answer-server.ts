import { createServer, type ServerResponse } from "node:http";
import { z } from "zod";
import { portOf } from "./listener.ts";

/** What a model says, or what its server says instead. */
export type Reply =
  | {
      readonly text: string;
      /** Written in so many pieces, with a rest between; 1 where absent. */
      readonly pieces?: readonly string[];
      readonly restMs?: number;
    }
  | { readonly status: number; readonly contentType: string; readonly body: string }
  /** The body of a stream, to the letter. */
  | { readonly stream: string };

export type AnswerServer = {
  readonly baseUrl: string;
  /** Asked of each model whenever it is asked something. */
  answer(modelId: string, reply: Reply): void;
  /** What its list of models says. */
  list(modelIds: readonly string[]): void;
  close(): Promise<void>;
};

const asked = z.object({ model: z.string() });

/** A server of the OpenAI kind whose models write what a test wants them to: hostile text over an honest wire. */
export async function startAnswerServer(): Promise<AnswerServer> {
  const replies = new Map<string, Reply>();
  let models: readonly string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      if (request.method === "GET") {
        const data = models.map((id) => ({ id, object: "model" }));
        return void response.setHeader("content-type", "application/json").end(JSON.stringify({ data }));
      }
      const { model } = asked.parse(JSON.parse(body));
      void give(response, model, replies.get(model) ?? { text: "Nothing to say." });
    });
  });
  const port = await portOf(server);
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    answer: (modelId, reply) => void replies.set(modelId, reply),
    list: (modelIds) => {
      models = modelIds;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function give(response: ServerResponse, model: string, reply: Reply): Promise<void> {
  if ("body" in reply) {
    response.writeHead(reply.status, { "content-type": reply.contentType }).end(reply.body);
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  if ("stream" in reply) return void response.end(reply.stream);
  const { text, pieces = [text], restMs = 0 } = reply;
  for (const piece of pieces) {
    response.write(eventOf(model, { delta: { content: piece }, finish_reason: null }));
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  response.write(eventOf(model, { delta: {}, finish_reason: "stop" }));
  response.end("data: [DONE]\n\n");
}

function eventOf(model: string, choice: object): string {
  const chunk = { id: "c", object: "chat.completion.chunk", created: 1, model, choices: [{ index: 0, ...choice }] };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
