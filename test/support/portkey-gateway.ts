import { fileURLToPath } from "node:url";
import { startNode } from "./processes.ts";

export type PortkeyGateway = {
  /** Asks by a config, as a program that uses the gateway does. */
  ask(config: string, stream: boolean): Promise<{ readonly status: number; readonly text: string }>;
  close(): Promise<void>;
};

/** Portkey's own gateway from npm, in a process of its own. */
export async function startPortkey(): Promise<PortkeyGateway> {
  const preload = new URL("./listen-on-loopback.mjs", import.meta.url).href;
  const program = fileURLToPath(import.meta.resolve("@portkey-ai/gateway/build/start-server.js"));
  // No key of whoever runs the tests is within its reach.
  const env = { PATH: process.env.PATH, NODE_ENV: "production" };
  const gateway = startNode(["--import", preload, program, "--headless"], env);
  const [, port] = await gateway.line(/listening on (\d+)/);
  return {
    async ask(config, stream) {
      const response = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-portkey-config": JSON.stringify(JSON.parse(config)) },
        body: JSON.stringify({ messages: [{ role: "user", content: "Hello" }], stream }),
      });
      return { status: response.status, text: await response.text() };
    },
    close: async () => void (await gateway.stop()),
  };
}
