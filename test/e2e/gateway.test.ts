import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { processTree } from "#test/support/canary/process-tree.ts";
import { cleanEnvironment, type Started, startNode } from "#test/support/processes.ts";

const token = "gateway-canary-0123456789";
let host: Started | undefined;

afterEach(() => host?.stop());

async function start(...flags: readonly string[]): Promise<Started> {
  const dataDir = await mkdtemp(join(tmpdir(), "understudy-gateway-e2e-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  const env = cleanEnvironment({ UNDERSTUDY_GATEWAY_TOKEN: token, OPENAI_API_KEY: "sk-none-of-this-is-used-0123" });
  host = startNode(["dist/electron/node-host.js", "--data-dir", dataDir, ...flags], env);
  return host;
}

test("--gateway prints its address, answers the official SDK, and its key reaches no child and no line", async () => {
  const started = await start("--port", "0", "--no-open", "--gateway", "--gateway-port", "0");
  const [, baseURL = ""] = await started.line(/^Gateway: (http:\/\/127\.0\.0\.1:\d+\/v1)$/m);
  const openai = new OpenAI({ baseURL, apiKey: token, maxRetries: 0 });
  const ids = (await openai.models.list()).data.map(({ id }) => id);
  expect(ids.some((id) => id.startsWith("chain/"))).toBe(true);
  const { pid = 0 } = started.child;
  if (process.platform === "linux") {
    const children = (await processTree(pid)).filter((one) => one.pid !== pid);
    expect(children.length).toBeGreaterThan(0);
    for (const { argv, environ } of children) {
      expect(environ.toString("latin1")).not.toContain(token);
      expect(argv.toString("latin1")).not.toContain(token);
    }
  }
  expect((await started.stop()).code).toBe(0);
  expect(started.stdout() + started.stderr()).not.toContain(token);
});

test("a taken port is told and the program goes on without a gateway", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const started = await start("--port", "0", "--gateway", "--gateway-port", String(address.port));
  const [, url = ""] = await started.line(/^Understudy is running at (\S+)#/m);
  await expect.poll(started.stderr).toContain(`Port ${address.port} on 127.0.0.1 is taken`);
  expect((await fetch(url)).status).toBe(200);
  expect(started.stdout()).not.toContain("Gateway:");
});

test("without the flag there is no gateway", async () => {
  const started = await start("--port", "0");
  await started.line(/^Understudy is running at/m);
  expect(started.stdout()).not.toContain("Gateway");
});
