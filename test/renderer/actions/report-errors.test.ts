import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { browserWords } from "#renderer/actions/diagnostics.ts";
import { reportError, watchErrors } from "#renderer/actions/report-errors.ts";
import { setHost } from "#renderer/bridge/host.ts";
import { refuse } from "#shared/failure.ts";

const prompt = "my secret prompt";
let told: { method: string; input: unknown }[] = [];
let nowMs = 0;

beforeAll(watchErrors);
beforeEach(() => {
  told = [];
  // A minute after the last test.
  nowMs += 120_000;
  vi.spyOn(performance, "now").mockImplementation(() => nowMs);
  setHost(async (method, input) => {
    told.push({ method, input });
    return refuse("disconnected", "Away.");
  });
});

describe("what goes wrong in a window", () => {
  it("is told to the log where nobody caught it, by its kind and place alone", () => {
    window.dispatchEvent(
      new ErrorEvent("error", { error: new TypeError(`${prompt} is not a function`), message: prompt }),
    );
    const rejected = Object.assign(new Event("unhandledrejection"), { reason: new RangeError(prompt) });
    window.dispatchEvent(rejected);
    expect(told).toEqual([
      {
        method: "log.report",
        input: { kind: "error", error: expect.objectContaining({ name: "TypeError", cause: "not-a-function" }) },
      },
      {
        method: "log.report",
        input: { kind: "rejection", error: expect.objectContaining({ name: "RangeError", cause: null }) },
      },
    ]);
    expect(JSON.stringify(told)).not.toContain("secret");
    expect(JSON.stringify(told)).toContain("report-errors.test.ts:");
  });

  it("is told by the browser's own words where it comes without an error", () => {
    window.dispatchEvent(
      new ErrorEvent("error", { message: "ResizeObserver loop completed with undelivered notifications." }),
    );
    expect(told[0]?.input).toEqual({
      kind: "error",
      error: { name: "unknown", code: null, cause: "resize-loop", frames: [] },
    });
  });

  it("names a violation of the policy by its directive and the kind of address, never the address", () => {
    const violate = (blockedURI: string, effectiveDirective: string) =>
      document.dispatchEvent(Object.assign(new Event("securitypolicyviolation"), { blockedURI, effectiveDirective }));
    violate(`https://evil.test/?q=${prompt}`, "img-src");
    violate("inline", "script-src-elem");
    violate(prompt, prompt);
    expect(told.map(({ input }) => input)).toEqual([
      { kind: "policy", directive: "img-src", blocked: "https" },
      { kind: "policy", directive: "script-src-elem", blocked: "inline" },
      { kind: "policy", directive: "other", blocked: "other" },
    ]);
  });

  it("is told twenty times a minute at most", () => {
    for (let count = 0; count < 100; count += 1) reportError("drawing", new Error("x"));
    expect(told).toHaveLength(20);
    nowMs += 60_000;
    reportError("drawing", new Error("x"));
    expect(told).toHaveLength(21);
  });
});

describe("the browser", () => {
  it.each([
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
      "Chromium 156.0.0.0",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.1",
      "Edge 156.0.1",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox 150.0"],
    ["Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/27.1 Safari/605.1.15", "Safari 27.1"],
    ["curl/8", null],
  ])("of %s is told in words", (userAgent, words) => {
    expect(browserWords(userAgent)).toBe(words);
  });
});
