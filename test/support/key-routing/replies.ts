import type { ServerResponse } from "node:http";
import type { Heard } from "./key-host.ts";
import type { Owner } from "./key-world.ts";

/** What the servers answer, as it was last said. */
export type Replies = {
  answer(owner: Owner | "elsewhere", heard: Heard, response: ServerResponse): void;
  /** Every request is sent on: `location` says where to. */
  redirect(status: number, location: (owner: Owner) => string): void;
  /** Chats begin and never end; what is asked about them later is sent on. */
  beginAndRedirect(status: number, location: string): void;
  /** Every request gets an empty JSON object. */
  accept(): void;
};

type Reply = (owner: Owner, heard: Heard, response: ServerResponse) => void;

export function createReplies(): Replies {
  let reply: Reply = accepted;
  return {
    answer: (owner, heard, response) => (owner === "elsewhere" ? accepted : reply)(asOwner(owner), heard, response),
    redirect: (status, location) => {
      reply = (owner, _, response) => void response.writeHead(status, { location: location(owner) }).end();
    },
    beginAndRedirect: (status, location) => {
      reply = (owner, heard, response) => {
        if (heard.method === "POST") begin(response, `gen-${status}`);
        else if (heard.path.includes("/generation")) response.writeHead(status, { location }).end();
        else accepted(owner, heard, response);
      };
    },
    accept: () => {
      reply = accepted;
    },
  };
}

function asOwner(owner: Owner | "elsewhere"): Owner {
  return owner === "elsewhere" ? "staging" : owner;
}

const accepted: Reply = (_owner, _heard, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
};

function begin(response: ServerResponse, id: string): void {
  const chunk = { id, choices: [{ index: 0, delta: { role: "assistant", content: "Once " } }] };
  response.writeHead(200, { "content-type": "text/event-stream", "x-generation-id": id });
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}
