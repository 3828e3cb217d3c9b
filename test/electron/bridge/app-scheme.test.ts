import { expect, test } from "vitest";
import { answerAppRequest, isAppUrl } from "#electron/bridge/app-scheme.ts";
import { contentSecurityPolicy } from "#electron/bridge/security-headers.ts";

const files = new Map([
  ["/", { type: "text/html; charset=utf-8", bytes: new TextEncoder().encode("<!doctype html>") }],
  ["/assets/app.js", { type: "text/javascript; charset=utf-8", bytes: new TextEncoder().encode("export {};") }],
]);

const ask = (url: string, method = "GET") => answerAppRequest(files, { method, url });

test("a file of the window comes with its type and the whole policy", async () => {
  const response = ask("app://understudy/assets/app.js");
  expect(response.status).toBe(200);
  expect(await response.text()).toBe("export {};");
  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("content-security-policy")).toBe(contentSecurityPolicy);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test.each(["app://understudy/../../etc/passwd", "app://understudy/%2e%2e/main.js", "app://understudy/none"])(
  "%s is no file",
  (url) => expect(ask(url).status).toBe(404),
);

test.each(["app://evil/", "https://understudy/", "app://understudy:1/", "app://a@understudy/", "nonsense"])(
  "%s is not ours",
  (url) => {
    expect(isAppUrl(url)).toBe(false);
    expect(ask(url).status).toBe(403);
  },
);

test("a refusal carries the policy too, and only reading is allowed", () => {
  expect(ask("app://understudy/", "POST").status).toBe(405);
  expect(ask("app://understudy/none").headers.get("content-security-policy")).toBe(contentSecurityPolicy);
});
