import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type LoopbackOptions, startLoopback } from "#electron/bridge/loopback-server.ts";
import { newToken } from "#electron/bridge/token.ts";
import { createFakeHost, type FakeHost } from "./fake-host.ts";

/** The loopback host with a small built window, on a free port, gone when the test is. */
export async function openLoopback(options: Partial<LoopbackOptions> & { host?: FakeHost } = {}) {
  const host = options.host ?? createFakeHost();
  const rendererDir = await mkdtemp(join(tmpdir(), "understudy-window-"));
  await writeFile(join(rendererDir, "index.html"), "<!doctype html><title>Understudy</title>");
  await writeFile(join(rendererDir, "app.js"), "export {};");
  await writeFile(join(rendererDir, "app.js.map"), "{}");
  const { router, batcher } = host;
  const token = newToken();
  const started = await startLoopback({ rendererDir, router, batcher, token, port: 0, ...options });
  if (!started.ok) throw new Error(started.message);
  const { loopback } = started;
  onTestFinished(async () => {
    await loopback.close();
    await rm(rendererDir, { recursive: true });
  });
  return { ...loopback, host, token, rendererDir };
}

export type RawAnswer = {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

/** One request as it is given, with no header added but Host. */
export function ask(port: number, path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  return new Promise<RawAnswer>((resolve, reject) => {
    const request = httpRequest({ host: "127.0.0.1", port, path, agent: false, ...options }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on("error", reject);
    request.end();
  });
}

/** Writes bytes that no HTTP client would write, and gives all that comes back until the host hangs up. */
export function askRaw(port: number, text: string, host = "127.0.0.1"): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    let answer = "";
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => {
      answer += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
    socket.write(text);
  });
}
