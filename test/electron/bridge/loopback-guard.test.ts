import { expect, test } from "vitest";
import { checkLoopbackRequest } from "#electron/bridge/loopback-guard.ts";

/** What a browser sends at HTTP's own port; test/electron/bridge/loopback-server.test.ts has the rest, over sockets. */
test("at HTTP's own port Host and Origin without it are ours, and at no other port", () => {
  const statusAt = (port: number, host: string, origin: string) => {
    const rawHeaders = ["Host", host, "Origin", origin];
    return checkLoopbackRequest({ rawHeaders, url: "/" }, { port, needsOrigin: true })?.status ?? 200;
  };
  expect(statusAt(80, "127.0.0.1", "http://127.0.0.1")).toBe(200);
  expect(statusAt(80, "127.0.0.1", "http://localhost")).toBe(403);
  expect(statusAt(80, "127.0.0.1", "https://127.0.0.1")).toBe(403);
  expect(statusAt(80, "evil.test", "http://127.0.0.1")).toBe(421);
  expect(statusAt(4747, "127.0.0.1", "http://127.0.0.1:4747")).toBe(421);
  expect(statusAt(4747, "127.0.0.1:4747", "http://127.0.0.1")).toBe(403);
  expect(statusAt(4747, "127.0.0.1:4747", "http://127.0.0.1:4747")).toBe(200);
});
