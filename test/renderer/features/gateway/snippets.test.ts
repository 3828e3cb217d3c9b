import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { totalsOf } from "#renderer/features/gateway/request-totals.ts";
import { codeOf } from "#renderer/features/gateway/snippets.ts";
import { gatewayRequests } from "#test/support/scripted-gateway.ts";

const run = promisify(execFile);

describe("the lines of code", () => {
  it("carry a chain's name through the shell as it is, quotes and all", async () => {
    const model = `chain/Tom's "best" $HOME`;
    const code = codeOf("cURL", { baseUrl: "http://127.0.0.1:1/v1", model }).replace(/^curl/, "printf '%s\\n'");
    const { stdout } = await run("sh", ["-c", code], { env: { PATH: process.env.PATH, UNDERSTUDY_KEY: "k" } });
    const body: unknown = JSON.parse(stdout.slice(stdout.indexOf("{")));
    expect(body).toMatchObject({ model, stream: true });
    expect(stdout).toContain("Authorization: Bearer k");
  });

  it("write names as strings of their language", () => {
    expect(codeOf("TypeScript", { baseUrl: "http://x/v1", model: 'chain/a"b' })).toContain('model: "chain/a\\"b"');
  });
});

describe("the figures above the requests", () => {
  it("count what fell through and what got no answer, and never average in what failed", () => {
    const noon = new Date(2026, 10, 22, 12).getTime();
    expect(totalsOf(gatewayRequests(noon), noon)).toMatchObject({
      count: 11,
      isFull: false,
      fellThrough: 2,
      unanswered: 2,
      // Of 1.36, 0.19, 0.55, 1.12, 0.74 and 0.34.
      firstTokenMs: 645,
      cost: { nanoUsd: 25_145_000, unknownCount: 1 },
    });
  });

  it("leave yesterday out, and give no median of two", () => {
    const early = new Date(2026, 10, 22, 0, 0, 20).getTime();
    expect(totalsOf(gatewayRequests(early), early)).toMatchObject({ count: 3, firstTokenMs: null });
  });
});
