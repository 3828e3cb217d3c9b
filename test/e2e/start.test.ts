import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { launchApp } from "#test/support/app.ts";
import { cleanEnvironment, type Started, startNode } from "#test/support/processes.ts";

/** The real launcher and the real host, as `npm start -- --web` runs them; test/scripts covers the launcher's choices. */

const address = /^Understudy is running at (http:\/\/127\.0\.0\.1:(\d+)\/#token=([\w-]+))$/m;

let folder: string;
const running: Started[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "understudy-start-"));
});

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop("SIGTERM");
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

function start(...flags: string[]): Started {
  const program = startNode(["scripts/start.mjs", "--web", "--no-open", ...flags], cleanEnvironment());
  running.push(program);
  return program;
}

function startHost(...flags: string[]): Started {
  const program = startNode(["dist/electron/node-host.js", ...flags], cleanEnvironment());
  running.push(program);
  return program;
}

test("it serves its page on loopback with a new token each time, and Ctrl+C ends it with 0", async () => {
  const program = start("--data-dir", join(folder, "data"));
  const [, url = "", port = "", token = ""] = await program.line(address);
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const page = await fetch(url);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  const ended = await program.stop("SIGINT");
  expect(ended.code).toBe(0);
  expect(ended.ms).toBeLessThan(6_000);
  const again = start("--data-dir", join(folder, "data"), "--port", port);
  const [, , samePort, otherToken] = await again.line(address);
  expect(samePort).toBe(port);
  expect(otherToken).not.toBe(token);
});

test("a second start on one data folder says so and exits with 3, and the first goes on", async () => {
  const dataDir = join(folder, "data");
  const first = start("--data-dir", dataDir);
  const [, url = ""] = await first.line(address);
  const second = start("--data-dir", dataDir);
  expect(await second.ended).toBe(3);
  expect(second.stderr()).toContain(dataDir);
  expect((await fetch(url)).status).toBe(200);
});

test("a first start that was killed leaves no lock behind", async () => {
  const dataDir = join(folder, "data");
  const first = startHost("--data-dir", dataDir);
  await first.line(address);
  await first.stop("SIGKILL");
  const second = startHost("--data-dir", dataDir);
  await second.line(address);
});

test("a taken port is said clearly and exits with 1", async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const at = server.address();
      resolve(typeof at === "object" && at !== null ? at.port : 0);
    });
  });
  const program = start("--port", String(port), "--data-dir", join(folder, "data"));
  expect(await program.ended).toBe(1);
  expect(program.stderr()).toContain(String(port));
  expect(program.stderr()).not.toContain("    at ");
  server.close();
});

test("a data folder that cannot be made is said clearly and exits with 1", async () => {
  await writeFile(join(folder, "file"), "not a folder");
  const program = start("--data-dir", join(folder, "file", "data"));
  expect(await program.ended).toBe(1);
  expect(program.stderr()).toContain(join(folder, "file"));
  expect(program.stderr()).not.toContain("    at ");
});

test("the host checks its flags itself, whoever starts it", async () => {
  const unknown = startHost("--webb");
  expect(await unknown.ended).toBe(2);
  expect(unknown.stderr()).toContain("--webb");
  const badPort = startHost("--port", "65536");
  expect(await badPort.ended).toBe(2);
});

test("the window opens without an error, an uncaught exception or a CSP violation", async () => {
  const app = await launchApp();
  await app.page.getByRole("heading").first().waitFor();
  const ended = await app.stop();
  expect(ended.code).toBe(0);
});

test("the harness sees what must not happen in a window", async () => {
  const app = await launchApp();
  const seen = [
    app.page.waitForEvent("pageerror", ({ message }) => message === "planted"),
    app.page.waitForEvent("console", (message) => message.text().startsWith("CSP violation")),
  ];
  await app.page.evaluate(() => {
    const image = document.createElement("img");
    image.src = "http://127.0.0.1:9/x.png";
    document.body.append(image);
    setTimeout(() => {
      throw new Error("planted");
    }, 0);
  });
  await Promise.all(seen);
  await expect(app.stop()).rejects.toThrow(/CSP violation: img-src[\s\S]*planted|planted[\s\S]*CSP violation: img-src/);
});
