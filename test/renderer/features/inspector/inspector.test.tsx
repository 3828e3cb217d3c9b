import { act } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeInspector, inspectAttempt, toggleInspector } from "#renderer/actions/inspector.ts";
import { setHost } from "#renderer/bridge/host.ts";
import { ColumnFooter } from "#renderer/features/compare/column/column-footer.tsx";
import { Inspector } from "#renderer/features/compare/inspector/inspector.tsx";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useInspectorStore } from "#renderer/stores/inspector-store.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Exchange } from "#shared/exchange.ts";
import type { Run } from "#shared/run.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { callOf } from "#test/support/calls.ts";
import { createFakeHost } from "#test/support/fake-host.ts";
import { attemptOf, modelTarget, rateLimited, runOf, usageOf } from "#test/support/scripted-data.ts";

const exchange: Exchange = {
  attemptId: "a",
  request: {
    method: "POST",
    url: "https://openrouter.ai/api/v1/chat/completions",
    headers: [["authorization", "Bearer $OPENROUTER_API_KEY"]],
    body: '{"model":"sonnet"}',
    omittedBytes: 0,
    omittedImages: 1,
  },
  response: {
    status: 429,
    headers: [["retry-after", "30"]],
    body: `${'{"error":"slow down"}'}${"\ndata: more".repeat(1_000)}`,
    omittedBytes: 2_000_000,
  },
};

const lost = attemptOf("a", { status: "failed", connectedMs: 74, headersMs: 410, endMs: 410, failure: rateLimited });
const answered = attemptOf("b", {
  status: "answered",
  linkIndex: 1,
  startMs: 420,
  connectedMs: 500,
  headersMs: 700,
  firstContentMs: 900,
  firstAnswerMs: 900,
  lastContentMs: 2_000,
  endMs: 2_010,
  usage: usageOf(100, 200),
});

let host = createFakeHost();
let unmount: () => Promise<void> = async () => undefined;

function know(run: Run): void {
  useRunsStore.setState({ runs: { [run.id]: run }, runIdByColumn: { [run.columnId]: run.id } });
  useColumnsStore.setState({ columns: [{ id: run.columnId, target: modelTarget("openai", "gpt-4o") }] });
}
const run = runOf("r", { columnId: "c", status: "done", endMs: 2_010, attempts: [lost, answered], answeredBy: "b" });
const text = () => (document.body.textContent ?? "").replaceAll("\u00a0", " ");

beforeEach(async () => {
  host = createFakeHost();
  host.keptExchanges.set("r|a", exchange);
  setHost(callOf(host.router));
  useInspectorStore.setState({ isOpen: false, shown: null });
  know(run);
  unmount = await mount(
    <main>
      <ColumnFooter run={run} title="smart" />
      <Inspector />
    </main>,
  );
});
afterEach(async () => {
  await act(async () => closeInspector());
  await unmount();
});

describe("the attempt inspector", () => {
  it("opens on the attempt whose row is pressed, with all that is known of it", async () => {
    await press(find('[data-attempts="a"]'));
    await settle();
    expect(find('[data-attempts="a"]').getAttribute("aria-pressed")).toBe("true");
    const dialog = find('[role="dialog"][aria-label="Attempt inspector"]');
    for (const name of ["Failure", "Timing", "Tokens and cost", "Response headers", "Response body", "Request"]) {
      expect(dialog.querySelector(`section[aria-label="${name}"]`), name).not.toBeNull();
    }
    for (const words of ["Attempt 1 of 2", "rate limited", "a 30 s pause", "Nothing was billed.", "retry-after"]) {
      expect(text()).toContain(words);
    }
    expect(text()).toContain("Bearer $OPENROUTER_API_KEY");
    expect(text()).toContain("The bytes of an image are left out.");
  });

  it("shows the beginning of a long body, all of it when asked, and how much was not kept", async () => {
    await act(async () => inspectAttempt("r", "a"));
    await settle();
    const count = () => text().split("data: more").length - 1;
    expect(count()).toBeLessThan(400);
    expect(text()).toContain("2.0 MB more were not kept.");
    await press(buttonNamed("Show all 11\u00a0KB"));
    expect(count()).toBe(1_000);
  });

  it("goes from attempt to attempt, and says where nothing was kept", async () => {
    await act(async () => inspectAttempt("r", "a"));
    await settle();
    await press(buttonNamed("Next attempt"));
    await settle();
    expect(text()).toContain("Attempt 2 of 2");
    expect(text()).toContain("What was sent and received was not kept for this attempt.");
    expect(buttonNamed("Next attempt").disabled).toBe(true);
  });

  it("reads again what came when the attempt has ended", async () => {
    const running = { ...answered, status: "running", endMs: null } as const;
    await act(async () => know({ ...run, status: "running", endMs: null, attempts: [lost, running] }));
    host.keptExchanges.set("r|b", { ...exchange, attemptId: "b", response: null });
    await act(async () => inspectAttempt("r", "b"));
    await settle();
    expect(text()).toContain("No response yet.");
    host.keptExchanges.set("r|b", { ...exchange, attemptId: "b" });
    await act(async () => know(run));
    await settle();
    expect(text()).not.toContain("No response yet.");
    expect(text()).toContain("slow down");
  });

  it("toggles: first to what failed, then closed, then back to the same attempt", async () => {
    await act(async () => toggleInspector());
    expect(useInspectorStore.getState()).toMatchObject({ isOpen: true, shown: { runId: "r", attemptId: "a" } });
    await act(async () => inspectAttempt("r", "b"));
    await act(async () => toggleInspector());
    expect(useInspectorStore.getState().isOpen).toBe(false);
    await act(async () => toggleInspector());
    expect(useInspectorStore.getState()).toMatchObject({ isOpen: true, shown: { attemptId: "b" } });
  });

  it("says what to do where there is nothing to inspect yet", async () => {
    await act(async () => useRunsStore.setState({ runs: {}, runIdByColumn: {} }));
    await act(async () => toggleInspector());
    await settle();
    expect(text()).toContain("Pick an attempt: press its row under an answer.");
  });

  it("says of a skipped link that nothing was sent, and asks for nothing", async () => {
    const skipped = attemptOf("a", { status: "skipped", failure: rateLimited });
    await act(async () => know({ ...run, attempts: [skipped, answered] }));
    await act(async () => inspectAttempt("r", "a"));
    await settle();
    expect(text()).toContain("Nothing was sent: this link was skipped.");
  });
});
