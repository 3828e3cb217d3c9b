import { describe, expect, it } from "vitest";
import { createRoute, environmentProxy, proxySecrets } from "#electron/http/proxy-route.ts";
import { createRedactor } from "#electron/keys/redactor.ts";

const openai = { hostname: "api.openai.com", port: 443 };
const fromEnvironment = (environment: Record<string, string>) => createRoute({ kind: "environment" }, environment);
const proxyAt = (hostname: string, port: number, authorization: string | null = null) => ({
  kind: "proxy",
  proxy: { protocol: "http:", hostname, port, authorization },
});

describe("the way out of this computer", () => {
  it.each([
    [{ HTTPS_PROXY: "http://one.test:3128" }, proxyAt("one.test", 3128)],
    [{ https_proxy: "http://one.test:3128", HTTPS_PROXY: "http://two.test:3128" }, proxyAt("one.test", 3128)],
    [{ HTTP_PROXY: "http://one.test" }, proxyAt("one.test", 80)],
    [{ HTTPS_PROXY: " ", HTTP_PROXY: "http://one.test:1" }, proxyAt("one.test", 1)],
    [{ HTTPS_PROXY: "one.test:3128" }, proxyAt("one.test", 3128)],
    [{ HTTPS_PROXY: "http://one.test:3128", NO_PROXY: "openai.com" }, { kind: "direct" }],
    [{ NO_PROXY: "openai.com" }, { kind: "direct" }],
    [{}, { kind: "direct" }],
  ])("is what the environment says: %j", (environment, expected) => {
    expect(fromEnvironment(environment)(openai)).toEqual(expected);
  });

  it("proves who asks with the name and password of the environment, also where they are escaped", () => {
    const route = fromEnvironment({ HTTPS_PROXY: "http://me:p%40ss%3Aword@one.test:3128" })(openai);
    const token = Buffer.from("me:p@ss:word").toString("base64");
    expect(route).toEqual(proxyAt("one.test", 3128, `Basic ${token}`));
  });

  it.each([
    ["socks5://one.test:1080", "HTTPS_PROXY names a SOCKS proxy, which is not supported."],
    ["socks5h://me:secret-word@one.test:1080", "HTTPS_PROXY names a SOCKS proxy, which is not supported."],
    ["ftp://one.test", "HTTPS_PROXY is not the address of an HTTP proxy."],
    ["http://", "HTTPS_PROXY is not the address of an HTTP proxy."],
    ["http://169.254.169.254:80", "HTTPS_PROXY names an address that no proxy can have."],
  ])("is closed where the proxy cannot be used, and never goes around it: %s", (url, message) => {
    const route = fromEnvironment({ HTTPS_PROXY: url });
    expect(route(openai)).toEqual({ kind: "refused", message });
    expect(route({ hostname: "127.0.0.1", port: 11434 })).toEqual({ kind: "direct" });
  });

  it("is a proxy of the settings for all but this machine, whatever the environment says", () => {
    const environment = { HTTPS_PROXY: "http://other.test:1", NO_PROXY: "*" };
    const route = createRoute({ kind: "url", url: "http://one.test:3128" }, environment);
    expect(route(openai)).toEqual(proxyAt("one.test", 3128));
    for (const hostname of ["localhost", "127.0.0.1", "127.9.9.9", "[::1]"]) {
      expect(route({ hostname, port: 11434 })).toEqual({ kind: "direct" });
    }
    expect(createRoute({ kind: "none" }, environment)(openai)).toEqual({ kind: "direct" });
  });
});

describe("a proxy's name and password", () => {
  const environment = { HTTPS_PROXY: "http://me:correct-horse@one.test:3128" };

  it("are taken out of every text, in plain and as the header carries them", () => {
    const redactor = createRedactor();
    for (const secret of proxySecrets(environment)) redactor.remember(secret);
    const token = Buffer.from("me:correct-horse").toString("base64");
    for (const text of [
      environment.HTTPS_PROXY,
      "the word is correct-horse",
      `token ${token}`,
      encodeURIComponent("me:correct-horse"),
    ]) {
      expect(redactor.redact(text)).toContain("[redacted]");
      expect(redactor.redact(text)).not.toMatch(/correct|horse/);
      expect(redactor.redact(text)).not.toContain(token);
    }
  });

  it("are not among what the window is told", () => {
    expect(environmentProxy(environment)).toEqual({ variable: "HTTPS_PROXY", words: "one.test:3128" });
    expect(environmentProxy({})).toBeNull();
    expect(environmentProxy({ http_proxy: "socks5://me:correct-horse@one.test" })?.words).not.toContain("correct");
  });

  it("that are short blacken no common word", () => {
    expect(proxySecrets({ HTTPS_PROXY: "http://me:open@one.test" })).toEqual([]);
  });
});
