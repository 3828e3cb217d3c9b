import { createServer } from "node:http";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { loopbackRequests, traversals } from "#test/fixtures/security/loopback-requests.ts";
import { canConnect, listeningOf, rush, trickle } from "#test/support/attack-sockets.ts";
import { openBrowser } from "#test/support/browser.ts";
import { type BuiltHost, settledState, startBuiltHost } from "#test/support/built-host.ts";
import { valueFrom } from "#test/support/calls.ts";
import { ask, askRaw } from "#test/support/loopback.ts";
import { runsOf } from "#test/support/runs.ts";
import { openSocket } from "#test/support/socket-client.ts";

/** H1 to H10 on the built program, with its demo and its gateway on, over real sockets. H6 is rebinding.test.ts. */
const gatewayKey = "loopback-canary-0123456789";
const mostConnections = 64;
const slack = 3;

let host: BuiltHost;
let window: Awaited<ReturnType<BuiltHost["window"]>>;

beforeAll(async () => {
  host = await startBuiltHost({ gatewayKey });
  window = await host.window();
  await valueFrom(window.call("settings.save", { demo: true }));
});

afterAll(() => host.stop());

const ports = () => [host.port, host.gatewayPort ?? 0];
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const isWell = async () => (await ask(host.port, "/")).status === 200 && (await window.call("app.snapshot", {})).ok;

/** A raw request to the window's server, and the status of its answer. */
async function status(port: number, lines: readonly string[]): Promise<number> {
  return statusOf(await askRaw(port, `${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n`));
}

describe("H1: this computer alone", () => {
  it("no other address answers, at either port", async () => {
    const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const others = all.filter(({ address }) => address !== "127.0.0.1");
    const named = others.map((one) =>
      one.family === "IPv6" && one.scopeid ? `${one.address}%${one.scopeid}` : one.address,
    );
    for (const port of ports()) {
      expect(await canConnect("127.0.0.1", port)).toBe(true);
      for (const address of [...named, "::1", "127.0.0.2"]) {
        expect(await canConnect(address, port), `${address} ${port}`).toBe(false);
      }
    }
  });

  it("nothing of the program listens elsewhere, its demo servers included", async () => {
    if (process.platform !== "linux") return;
    const listening = await listeningOf(host.program.child.pid ?? 0);
    expect(listening.length).toBeGreaterThan(2);
    expect(listening.filter((address) => !address.startsWith("0100007F:"))).toEqual([]);
  });
});

describe("H2, H3, H7, H8: a request that is not our page's own", () => {
  it.each(loopbackRequests)("$id: $what", async ({ lines, expected }) => {
    const before = await settledState(window);
    const answer = await askRaw(host.port, `${lines(host.port).join("\r\n")}\r\n\r\n`);
    expect(expected).toContain(statusOf(answer));
    expect(answer).not.toContain("<title>");
    expect(answer.toLowerCase()).not.toContain("access-control-");
    expect(await settledState(window)).toBe(before);
  });
});

describe("H4, H5: the token", () => {
  it("none but the right one opens the contract, wherever it is put", async () => {
    const { token, port } = host;
    const flipped = token.slice(0, 20) + (token[20] === "A" ? "B" : "A") + token.slice(21);
    for (const wrong of ["", "A".repeat(43), flipped, `${token}A`, token.slice(1), token.toUpperCase(), gatewayKey]) {
      const socket = await openSocket({ port, token: wrong });
      expect([await socket.closed, socket.batches]).toEqual([4401, []]);
    }
    const own = [`Host: 127.0.0.1:${port}`, `Origin: http://127.0.0.1:${port}`];
    expect(await status(port, [`GET /socket?token=${token} HTTP/1.1`, ...own])).toBe(404);
    expect(await status(port, ["GET /socket HTTP/1.1", ...own, `Cookie: token=${token}`])).toBe(404);
    expect(await status(port, ["GET /socket HTTP/1.1", ...own, `Authorization: Bearer ${token}`])).toBe(404);
  });

  it("it is in no request, no answer and no line but the one that gives the address; the page takes it out at once", async () => {
    const context = await (await openBrowser()).newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const said: string[] = [];
    page.on(
      "request",
      (request) => void said.push(request.url().split("#")[0] ?? "", JSON.stringify(request.headers())),
    );
    page.on("response", (response) => void said.push(JSON.stringify(response.headers())));
    await page.goto(host.url);
    await page.getByRole("heading").first().waitFor();
    expect(page.url()).toBe(`http://127.0.0.1:${host.port}/`);
    const kept = await page.evaluate(() => [
      location.hash,
      document.cookie,
      JSON.stringify(localStorage),
      document.referrer,
    ]);
    expect(kept.join()).not.toContain(host.token);
    expect(await page.evaluate(() => Object.values(sessionStorage))).toContain(host.token);
    // Back and forth: no entry of the tab's history has it.
    await page.goto("about:blank");
    await page.goBack();
    expect(page.url()).not.toContain(host.token);
    expect(said.length).toBeGreaterThan(5);
    expect(said.join()).not.toContain(host.token);
    expect(`${host.program.stdout()}${host.program.stderr()}`.split(host.token)).toHaveLength(2);
  });
});

describe("H9: nothing of it fetches for others", () => {
  it("no route, header or method takes an address to ask", async () => {
    let asked = 0;
    const target = createServer((_, response) => {
      asked += 1;
      response.end();
    });
    onTestFinished(() => void target.close());
    await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
    const address = target.address();
    const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/`;
    for (const port of ports()) {
      const own = [`Host: 127.0.0.1:${port}`, `Authorization: Bearer ${gatewayKey}`];
      const via = [
        `X-Forwarded-Host: ${url}`,
        `X-Original-URL: ${url}`,
        `Forwarded: host=${url}`,
        `X-Base-Url: ${url}`,
      ];
      for (const path of [
        `/?url=${url}`,
        `/proxy?url=${url}`,
        `/proxy/${url}`,
        `/v1/proxy?base_url=${url}`,
        "/v1/files",
      ]) {
        expect([404, 405], path).toContain(await status(port, [`GET ${path} HTTP/1.1`, ...own, ...via]));
      }
      // No answer at all is a refusal, too.
      const tunnel = await askRaw(port, `CONNECT ${url.slice(7, -1)} HTTP/1.1\r\n${own.join("\r\n")}\r\n\r\n`).catch(
        () => "",
      );
      expect(tunnel).not.toMatch(/^HTTP\/1\.1 2/);
      expect(await status(port, [`GET ${url} HTTP/1.1`, ...own])).toBe(421);
    }
    expect(asked).toBe(0);
  });
});

describe("H10: who would wear it out", () => {
  it.each(traversals)("%j leads to no file", async (path) => {
    const answer = await askRaw(
      host.port,
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: close\r\n\r\n`,
    );
    expect([400, 404, 421]).toContain(statusOf(answer));
    expect(answer).not.toMatch(/root:|"dependencies"|\[fonts\]|SQLite format/);
  });

  it("ten thousand connections come and go, and the window is answered all the while", async () => {
    const { port } = host;
    const total = runsOf(2_000, 10_000);
    const slowest = { ms: 0 };
    for (let opened = 0; opened < total; opened += 200) {
      const wave = Array.from({ length: 200 }, (_, index) => rush(port, index));
      const beganMs = performance.now();
      await valueFrom(window.call("app.snapshot", {}));
      slowest.ms = Math.max(slowest.ms, performance.now() - beganMs);
      await Promise.all(wave);
    }
    expect(slowest.ms).toBeLessThan(1_000 * slack);
    await expect.poll(isWell).toBe(true);
  });

  it("clients that never end their request are cut off in time, and their places are free again", async () => {
    const beganMs = performance.now();
    const held = await Promise.all(
      ports().flatMap((port) => Array.from({ length: mostConnections }, () => trickle(port))),
    );
    expect(held.filter((one) => one === "held")).toEqual([]);
    expect(performance.now() - beganMs).toBeLessThan(12_000 * slack);
    await expect.poll(isWell).toBe(true);
  });

  it("a body of 32 MB is not read", async () => {
    for (const port of ports()) {
      const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: ${32 * 1024 * 1024}\r\n\r\n`;
      const answer = await askRaw(port, head + "x".repeat(64 * 1024)).catch(() => "HTTP/1.1 499 cut off");
      expect([401, 405, 499]).toContain(statusOf(answer));
    }
    expect(await isWell()).toBe(true);
  });
});
