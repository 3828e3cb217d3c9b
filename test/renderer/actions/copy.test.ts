import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { copyAnswer, copyCurl, copyText } from "#renderer/actions/copy.ts";
import { setHost } from "#renderer/bridge/host.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { takeTellings } from "#renderer/stores/toasts-store.ts";
import type { Exchange } from "#shared/exchange.ts";
import type { Run } from "#shared/run.ts";
import { callOf } from "#test/support/calls.ts";
import { createFakeHost } from "#test/support/fake-host.ts";
import { attemptOf, rateLimited, runOf } from "#test/support/scripted-data.ts";

let clipboard = "";
let refusal: Error | null = null;
let host = createFakeHost();

const exchange: Exchange = {
  attemptId: "b",
  request: {
    method: "POST",
    url: "https://x.test/v1",
    headers: [["authorization", "Bearer $OPENAI_API_KEY"]],
    body: "{}",
    omittedBytes: 0,
    omittedImages: 0,
  },
  response: null,
};

function know(run: Run): void {
  useRunsStore.setState({ runs: { [run.id]: run } });
}
const told = () => takeTellings().map(({ text, tone }) => `${tone}: ${text}`);

beforeEach(() => {
  clipboard = "";
  refusal = null;
  host = createFakeHost();
  setHost(callOf(host.router));
  takeTellings();
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => {
    if (refusal !== null) throw refusal;
    clipboard = text;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("copying an answer", () => {
  it("gives it as it was written, and says so", async () => {
    know(runOf("r", { text: "# Title\n\n**bold**" }));
    await copyAnswer("r", "markdown");
    expect(clipboard).toBe("# Title\n\n**bold**");
    expect(told()).toEqual(["ok: Answer as Markdown copied."]);
  });

  it("gives it without the signs of Markdown", async () => {
    know(runOf("r", { text: "# Title\n\n**bold**" }));
    await copyAnswer("r", "text");
    expect(clipboard).toBe("Title\n\nbold");
    expect(told()).toEqual(["ok: Answer as plain text copied."]);
  });

  it("copies nothing where there is no answer, and says why", async () => {
    know(runOf("r", { text: "" }));
    clipboard = "before";
    await copyAnswer("r", "markdown");
    expect(clipboard).toBe("before");
    expect(told()).toEqual(["bad: Nothing was copied. There is no answer yet."]);
  });

  it("says why where the browser refuses the clipboard", async () => {
    refusal = new Error("Write permission denied.");
    expect(await copyText("x", "Answer")).toBe(false);
    expect(told()).toEqual(["bad: Nothing was copied. Write permission denied."]);
  });
});

describe("copying a request as cURL", () => {
  const lost = attemptOf("a", { status: "failed", failure: rateLimited });

  it("takes the attempt that answered, with the key by its variable", async () => {
    host.keptExchanges.set("r|b", exchange);
    know(runOf("r", { attempts: [lost, attemptOf("b", { status: "answered" })], answeredBy: "b" }));
    await copyCurl("r");
    expect(clipboard).toContain("'authorization: Bearer '\"$OPENAI_API_KEY\"");
    expect(told()).toEqual(["ok: Request as cURL copied."]);
  });

  it("takes the last that sent something where none answered", async () => {
    host.keptExchanges.set("r|a", exchange);
    const skipped = attemptOf("b", { status: "skipped", failure: rateLimited });
    know(runOf("r", { attempts: [lost, skipped] }));
    await copyCurl("r");
    expect(clipboard).toContain("https://x.test/v1");
  });

  it("copies no half of a request that was too long to be kept", async () => {
    const { request } = exchange;
    host.keptExchanges.set("r|a", { ...exchange, request: { ...request, omittedBytes: 5 } });
    know(runOf("r", { attempts: [lost] }));
    await copyCurl("r");
    expect(clipboard).toBe("");
    expect(told()).toEqual(["bad: Nothing was copied. This request is too long to be kept whole."]);
  });

  it("says that nothing was kept, or nothing was sent", async () => {
    know(runOf("r", { attempts: [lost] }));
    await copyCurl("r");
    know(runOf("r", { attempts: [] }));
    await copyCurl("r");
    expect(told()).toEqual([
      "bad: Nothing was copied. What was sent and received was not kept for this attempt.",
      "bad: Nothing was copied. Nothing was sent.",
    ]);
  });
});
