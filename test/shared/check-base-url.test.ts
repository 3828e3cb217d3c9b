import { describe, expect, it } from "vitest";
import { checkBaseUrl } from "#shared/check-base-url.ts";

const check = (text: string) => checkBaseUrl(text, (url) => URL.parse(url));

describe("a base URL", () => {
  it.each([
    ["https://api.openai.com/v1", "https://api.openai.com/v1", "https://api.openai.com", false],
    [" https://API.OpenAI.com:443/v1/// ", "https://api.openai.com/v1", "https://api.openai.com", false],
    ["https://gateway.test:8443", "https://gateway.test:8443", "https://gateway.test:8443", false],
    ["https://10.0.0.5/v1", "https://10.0.0.5/v1", "https://10.0.0.5", false],
    ["http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1", "http://127.0.0.1:11434", true],
    ["http://127.8.9.10", "http://127.8.9.10", "http://127.8.9.10", true],
    ["http://0x7f.1:80/", "http://127.0.0.1", "http://127.0.0.1", true],
    ["http://[::1]:1234/v1", "http://[::1]:1234/v1", "http://[::1]:1234", true],
    ["HTTP://LocalHost:65535", "http://localhost:65535", "http://localhost:65535", true],
    ["https://localhost", "https://localhost", "https://localhost", true],
  ])("%s is taken as %s", (text, ...[baseUrl, origin, isLoopback]) => {
    expect(check(text)).toEqual({ ok: true, baseUrl, origin, isLoopback });
  });

  it("shows a name in another script as what is really called", () => {
    expect(check("https://аpple.com/v1")).toMatchObject({ ok: true, baseUrl: "https://xn--pple-43d.com/v1" });
  });

  it.each([
    ["", "no base URL"],
    ["api.openai.com/v1", "starts with https://"],
    ["ftp://api.test", "starts with https://"],
    ["file:///etc/passwd", "starts with https://"],
    ["javascript:alert(1)//https://", "starts with https://"],
    ["data:text/html,x", "starts with https://"],
    ["\\\\server\\share", "backslash"],
    ["https:\\\\evil.test", "backslash"],
    ["https:/evil.test", "starts with https://"],
    ["http://api.openai.com/v1", "only for this machine"],
    ["http://192.168.0.5:11434", "only for this machine"],
    ["http://localhost.evil.test", "only for this machine"],
    ["http://127.0.0.1.evil.test", "only for this machine"],
    ["http://[::ffff:127.0.0.1]", "only for this machine"],
    ["https://user:pass@api.test", "no name or password"],
    ["https://user@api.test", "no name or password"],
    ["https://api.test/v1?key=1", "no ? or # part"],
    ["https://api.test/v1?", "no ? or # part"],
    ["https://api.test/#x", "no ? or # part"],
    ["https://api.test:0/v1", "Port 0"],
    ["https://api.test:65536/v1", "not a web address"],
    ["https://", "not a web address"],
    ["https://a b.test", "space or line break"],
    ["https://a\n.test", "space or line break"],
    ["https://a\u0000.test", "space or line break"],
    ["https://a\u200b.test", "invisible character"],
    ["https://a\u202etset.test", "invisible character"],
    ["https://169.254.169.254/latest", "not an address that a provider can have"],
    ["https://2852039166/", "not an address that a provider can have"],
    ["https://１６９.254.169.254/", "not an address that a provider can have"],
    ["https://[::ffff:169.254.169.254]/", "not an address that a provider can have"],
    ["https://[64:ff9b::a9fe:a9fe]/", "not an address that a provider can have"],
    ["https://[fd00:ec2::254]/", "not an address that a provider can have"],
    ["https://[fe80::1]/", "not an address that a provider can have"],
    ["https://[febf::1]/", "not an address that a provider can have"],
    ["https://metadata.google.internal./", "not an address that a provider can have"],
    ["https://100.100.100.200/", "not an address that a provider can have"],
    ["https://0.0.0.0/", "not an address that a provider can have"],
    ["https://[::]/", "not an address that a provider can have"],
    ["https://[fe80::1%25eth0]/", "not a web address"],
    [`https://a.test/${"x".repeat(2_048)}`, "longer than"],
  ])("%j is refused: %s", (text, reason) => {
    expect(check(text)).toMatchObject({ ok: false, message: expect.stringContaining(reason) });
  });
});
