import { createServer, type RequestListener } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { createTransport } from "#electron/http/undici-transport.ts";
import type { Clock } from "#electron/manager/dependencies.ts";
import { createDiscovery, type LocalServer, localServers } from "#electron/providers/compatible/discovery.ts";
import { createFakeClock } from "#test/support/fake-clock.ts";

/** A real server on a free port of this machine; gives its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return `http://127.0.0.1:${address.port}`;
}

/** Answers these paths, and any other as LM Studio does: with a 200 that is no list. */
const paths =
  (bodies: Readonly<Record<string, unknown>>): RequestListener =>
  (request, response) => {
    const body = bodies[request.url ?? ""] ?? { error: `Unexpected endpoint or method. (GET ${request.url})` };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  };

function find(servers: readonly LocalServer[], clock: Clock = createFakeClock()) {
  const transport = createTransport();
  onTestFinished(() => transport.close());
  return createDiscovery({ transport, clock, servers }).find();
}

const at = (index: number, origin: string): LocalServer => {
  const server = localServers[index];
  if (server === undefined) throw new Error("there is no such server");
  return { ...server, baseUrl: `${origin}/v1` };
};

describe("servers on this machine", () => {
  it("are looked for at their usual addresses", () => {
    expect(localServers.map(({ id, baseUrl }) => [id, baseUrl])).toEqual([
      ["ollama", "http://127.0.0.1:11434/v1"],
      ["lm-studio", "http://127.0.0.1:1234/v1"],
    ]);
  });

  it("are found with the number of models that answer prompts, and are sent no key", async () => {
    const seen: unknown[] = [];
    const tags = { models: [{ name: "qwen3.5:9b" }, { name: "llama3.2:3b" }, { name: "nomic-embed-text:latest" }] };
    const ollama = await serve((request, response) => {
      seen.push(request.method, request.url, request.headers.authorization);
      paths({ "/api/tags": tags })(request, response);
    });
    const models = [
      { type: "llm", key: "a" },
      { type: "embedding", key: "b" },
      { type: "vlm", key: "c" },
      { type: "llm" },
    ];
    const studio = await serve(paths({ "/api/v1/models": { models } }));
    expect(await find([at(0, ollama), at(1, studio)])).toEqual([
      { id: "ollama", baseUrl: `${ollama}/v1`, modelCount: 2 },
      { id: "lm-studio", baseUrl: `${studio}/v1`, modelCount: 3 },
    ]);
    expect(seen).toEqual(["GET", "/api/tags", undefined]);
  });

  it("are found where an older LM Studio has the list of OpenAI's shape alone", async () => {
    const data = [{ id: "qwen3.5-9b" }, { id: "text-embedding-nomic" }];
    const studio = await serve(paths({ "/v1/models": { data } }));
    expect(await find([at(1, studio)])).toEqual([{ id: "lm-studio", baseUrl: `${studio}/v1`, modelCount: 1 }]);
  });

  it("count as found without any model", async () => {
    const ollama = await serve(paths({ "/api/tags": { models: [] } }));
    expect(await find([at(0, ollama)])).toMatchObject([{ modelCount: 0 }]);
  });

  it.each<[string, RequestListener]>([
    ["says nothing of models", paths({})],
    ["asks for a key", (_, response) => void response.writeHead(401).end("{}")],
    ["sends a page", (_, response) => void response.writeHead(200).end("<html></html>")],
    ["leads elsewhere", (_, response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()],
    ["hangs up", (request) => void request.socket.destroy()],
  ])("are not what %s", async (_, listener) => {
    expect(await find([at(0, await serve(listener))])).toEqual([]);
  });

  it("are not there where nobody listens", async () => {
    expect(await find([at(0, "http://127.0.0.1:1")])).toEqual([]);
  });

  it("that say nothing are waited for half a second, and keep no other one waiting", async () => {
    const silent = await serve(() => undefined);
    const quick = await serve(paths({ "/v1/models": { data: [{ id: "a" }] } }));
    const clock = createFakeClock();
    let isOver = false;
    const finding = find([at(0, silent), at(1, quick)], clock).finally(() => {
      isOver = true;
    });
    // The quick one's timer goes when it is found; that of the silent one is still there.
    await expect.poll(() => clock.timers()).toBe(1);
    await clock.advance(499);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect((await finding).map(({ id }) => id)).toEqual(["lm-studio"]);
  });

  it("leave no timer behind", async () => {
    const clock = createFakeClock();
    await find([at(0, await serve(paths({ "/api/tags": { models: [] } })))], clock);
    expect(clock.timers()).toBe(0);
  });
});
