import { act } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { readComparison } from "#renderer/actions/history-detail.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { setDraft, setImages, useComposerStore } from "#renderer/stores/composer-store.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { type Failure, failureOf } from "#shared/failure.ts";
import type { RunEvent } from "#shared/run.ts";
import { buttonNamed, find, press, settle } from "#test/renderer/features/mount.ts";
import { fill, pageText } from "#test/renderer/features/window-on-host.ts";
import { attemptOf, modelTarget, runOf } from "#test/support/scripted-data.ts";
import { entryOf } from "./entries.ts";
import { detailsOf, key, openHistory, optionTitles, selectedTitle } from "./history-window.tsx";

let close: () => Promise<void> = async () => undefined;
afterEach(async () => close());

async function open(entries = [entryOf("c0"), entryOf("c1")]) {
  setDraft("");
  setImages([]);
  const opened = await openHistory(entries);
  close = opened.close;
  const asked = (method: string) => opened.asked.filter((one) => one.method === method).map((one) => one.input);
  return { ...opened, inputs: asked };
}

const cards = () => [...document.querySelectorAll("article")];
const texts = (elements: Iterable<Element>) => [...elements].map((one) => one.textContent.replaceAll("\u00a0", " "));

describe("a past comparison", () => {
  it("shows who answered, how fast and for how much, and the answers beside each other", async () => {
    await open();
    const rows = [...document.querySelectorAll("table[aria-label='Answers'] tbody tr")];
    expect(texts(rows[0]?.children ?? [])).toEqual([
      "OaGPT-5",
      "gpt-5 · OpenAI",
      "",
      "0.52 s",
      "2.00 s",
      "",
      "$0.00434",
      "Done",
    ]);
    expect(cards()).toHaveLength(2);
    expect(cards()[0]?.textContent).toContain("Answer of c0-a");
    expect(find("table[aria-label='Attempts of GPT-5']").textContent).toContain("Answered");
    expect(pageText()).toContain("No system prompt");
  });

  it("blames no one link where a whole chain gave no answer", async () => {
    const entry = entryOf("c0");
    const { comparison } = detailsOf(entry);
    const links = ["openai", "groq"].map((provider) => {
      const known = { maxTokens: 100, temperature: 0.7, costPer1kInput: null, costPer1kOutput: null };
      return { id: provider, name: provider, provider, modelId: "gpt-5", ...known };
    });
    const lost = (provider: string, linkIndex: number, failure: Failure) =>
      attemptOf(`try-${linkIndex}`, {
        providerId: provider,
        modelId: "gpt-5",
        status: "failed",
        linkIndex,
        endMs: 100,
        failure,
      });
    const limited = failureOf("RATE_LIMIT", "Too many requests.", { status: 429 });
    const down = failureOf("SERVER", "Overloaded.", { status: 503 });
    const { details } = await open([entry, entryOf("c1")]);
    const attempts = [lost("openai", 0, limited), lost("groq", 1, down)];
    const failed = runOf("c0-x", {
      comparisonId: "c0",
      status: "failed",
      endMs: 900,
      failure: limited,
      links,
      attempts,
    });
    details.set("c0", { entry, comparison, runs: [failed] });
    await act(() => readComparison("c0"));
    expect(cards()[0]?.textContent).toContain("None of the two links answered.");
    expect(cards()[0]?.textContent).not.toContain("is rate limited.");
  });

  it("opens what an answer cost, attempt by attempt", async () => {
    await open();
    await press(buttonNamed("$0.00434"));
    await settle(60);
    const dialog = find('[role="dialog"]').textContent;
    expect(dialog).toContain("gpt-5 OpenAI");
    expect(dialog.replaceAll("\u00a0", " ")).toContain("1 attempt$0.00434");
  });

  it("reaches the earlier tries of a column", async () => {
    await open();
    expect(cards()[1]?.textContent).toContain("Try 2 of 2");
    await press(buttonNamed("Earlier try of GPT-5, 2"));
    await settle();
    expect(cards()[1]?.textContent).toContain("Interrupted");
    expect(cards()[1]?.textContent).toContain("What had arrived is kept.");
    expect(cards()[1]?.textContent).toContain("Try 1 of 2");
  });

  it("goes on while it still streams, says so, and can be stopped", async () => {
    const { host, details, inputs } = await open([entryOf("live"), entryOf("c1")]);
    const running = runOf("live-now", {
      comparisonId: "live",
      columnId: "live-c",
      title: "GPT-5",
      startedAtMs: Date.now(),
    });
    const known = details.get("live");
    if (known !== undefined) details.set("live", { ...known, runs: [{ ...running, attempts: [attemptOf("t", {})] }] });
    await key("End");
    await key("Home");
    await settle(120);
    const tell = async (event: RunEvent) => {
      await act(async () => {
        host.batcher.emit({ topic: "run", event });
        host.batcher.flush();
      });
      await settle(60);
    };
    await tell({ type: "delta", runId: "live-now", attemptId: "t", atMs: 5, channel: "text", text: "It streams" });
    expect(cards()[0]?.textContent).toContain("It streams");
    expect(cards()[0]?.getAttribute("aria-busy")).toBe("true");
    expect(find('[role="option"]').textContent).toContain("Streaming");
    await press(buttonNamed("Stop"));
    expect(inputs("comparison.stop")).toEqual([{ comparisonId: "live" }]);
    await tell({ type: "run-ended", runId: "live-now", atMs: 9, status: "stopped", answeredBy: null, failure: null });
    expect(cards()[0]?.textContent).toContain("Stopped at 0.01\u00a0s.");
    expect(find('[role="option"]').textContent).not.toContain("Streaming");
  });

  it("leaves nothing behind in memory once another one is read", async () => {
    await open();
    expect(useRunsStore.getState().runs["c0-a"]).toBeDefined();
    await key("ArrowDown");
    await settle(120);
    expect(useRunsStore.getState().runs["c0-a"]).toBeUndefined();
    expect(useRunsStore.getState().runs["c1-a"]).toBeDefined();
  });

  it("is pinned, named and tagged", async () => {
    const { inputs } = await open();
    await press(buttonNamed("Pin"));
    await press(buttonNamed("Title of c0"));
    await fill(find<HTMLInputElement>("input[aria-label='Name of this comparison']"), "  Incident   summary ");
    await key("Enter", find("input[aria-label='Name of this comparison']"));
    await press(buttonNamed("Add tag"));
    await settle();
    await fill(find<HTMLInputElement>("input[aria-label='Find or write a tag']"), "sev-2");
    await key("Enter", find("input[aria-label='Find or write a tag']"));
    expect(inputs("history.change")).toEqual([
      { comparisonId: "c0", isPinned: true },
      { comparisonId: "c0", title: "Incident summary" },
      { comparisonId: "c0", tags: ["sev-2"] },
    ]);
    await settle();
    expect(find("h1").textContent).toContain("Incident summary");
    expect(optionTitles()[0]).toBe("Pinned, Incident summary");
    await press(buttonNamed("Remove tag sev-2"));
    expect(inputs("history.change").at(-1)).toEqual({ comparisonId: "c0", tags: [] });
  });
});

describe("deleting", () => {
  it("asks, leaves the one below selected, and comes back with Undo", async () => {
    const entries = [entryOf("c0"), entryOf("c1")];
    const { inputs, host } = await open(entries);
    await key("Delete");
    expect(pageText()).toContain("2 answers, $0.00868 of history. Spend totals stay.");
    const [gone] = entries.splice(0, 1);
    await press(buttonNamed("Delete"));
    await settle(120);
    expect(inputs("history.remove")).toEqual([{ comparisonIds: ["c0"] }]);
    expect(host.store.comparisons.has("c0")).toBe(false);
    expect(optionTitles()).toEqual(["Title of c1"]);
    expect(selectedTitle()).toBe("Title of c1");
    if (gone !== undefined) entries.unshift(gone);
    const { useToastsStore } = await import("#renderer/stores/toasts-store.ts");
    await act(async () => useToastsStore.getState().undoable?.undo?.());
    await settle(600);
    expect(host.store.comparisons.has("c0")).toBe(true);
    expect(optionTitles()).toEqual(["Title of c0", "Title of c1"]);
  });

  it("was asked of one comparison and never of the next, also where that one could not be read", async () => {
    const { details, inputs } = await open();
    details.delete("c1");
    await key("ArrowDown");
    await settle(100);
    await key("Delete");
    expect(document.querySelector('[role="dialog"]')).toBeNull();
    await key("ArrowUp");
    await settle(100);
    expect(pageText()).toContain("Answer of c0-a");
    expect(document.querySelector('[role="dialog"]')).toBeNull();
    expect(inputs("history.remove")).toEqual([]);
  });

  it("says why one that still streams stays", async () => {
    const { host } = await open();
    host.history.isRunning = true;
    await key("Delete");
    await press(buttonNamed("Delete"));
    await settle();
    expect(find('[role="dialog"]').textContent).toContain("One of these is still being answered. Stop it first");
    expect(optionTitles()).toHaveLength(2);
  });

  it("clears a range of days, saying before how many go, and what of the backups", async () => {
    const { inputs } = await open();
    await press(buttonNamed("More for History"));
    await settle();
    const item = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].find((one) =>
      one.textContent.startsWith("Clear"),
    );
    await press(item ?? document.body);
    await settle();
    expect(find('[role="dialog"]').textContent).toContain("All of it goes: 2 comparisons.");
    await fill(find<HTMLInputElement>('[role="dialog"] input[type="date"]'), "2026-11-21");
    await settle();
    expect(find('[role="dialog"]').textContent).toContain("2 comparisons go.");
    await press(buttonNamed("Delete from backups too"));
    expect(find('[role="dialog"]').textContent).toContain("Every backup made so far is deleted with it");
    await press(buttonNamed("Delete 2 comparisons"));
    await settle();
    expect(inputs("history.clear")).toEqual([
      { fromMs: new Date("2026-11-21T00:00:00").getTime(), untilMs: null, fromBackups: true },
    ]);
  });
});

describe("going on with it", () => {
  it("opens its conversation in Compare, with a column that was taken away since", async () => {
    const { host } = await open();
    const kept = { id: "c0-a", target: modelTarget("openai", "gpt-5") };
    host.store.conversations.set("conversation-c0", {
      id: "conversation-c0",
      title: "Incidents",
      createdAtMs: 0,
      columns: [kept],
      system: "Be brief.",
    });
    await key("Enter");
    await settle(120);
    const { conversationId, columns, title } = useColumnsStore.getState();
    expect([conversationId, title]).toEqual(["conversation-c0", "Incidents"]);
    expect(columns.map((column) => column.id)).toEqual(["c0-a", "c0-b"]);
    expect(useComposerStore.getState().system).toBe("Be brief.");
    expect(useViewStore.getState().view).toBe("compare");
    expect(useRunsStore.getState().runIdByColumn["c0-a"]).toBe("c0-a");
  });

  it("cannot be opened where a program asked it, but be run again", async () => {
    await open([entryOf("c0", { client: "aider" })]);
    const button = buttonNamed("Open in Compare");
    expect(button.disabled).toBe(true);
    expect(button.title).toContain("A program asked this");
    expect(buttonNamed("Run again").disabled).toBe(false);
  });

  it("says that a program's prompt was not kept, and keeps its targets", async () => {
    const { details } = await open([entryOf("c0", { client: "aider" })]);
    const known = detailsOf(entryOf("c0", { client: "aider" }));
    details.set("c0", { ...known, comparison: { ...known.comparison, prompt: "" } });
    await press(buttonNamed("Run again"));
    await settle(60);
    const { useToastsStore } = await import("#renderer/stores/toasts-store.ts");
    expect(useToastsStore.getState().waiting.at(-1)?.text).toContain("Its prompt was not kept.");
    expect(useColumnsStore.getState().columns.map((column) => column.target)).toContainEqual(
      modelTarget("openai", "gpt-5"),
    );
  });

  it("runs again with its prompt, system prompt, values and targets, and sends nothing", async () => {
    const { details, asked } = await open();
    const known = detailsOf(entryOf("c0"));
    const template = { text: "About {{topic}}", system: "Be {{style}}", values: { topic: "rivers", style: "brief" } };
    details.set("c0", { ...known, comparison: { ...known.comparison, template } });
    setDraft("A thought of mine");
    await press(buttonNamed("Run again"));
    await settle(60);
    const { draft, system, values, editingId } = useComposerStore.getState();
    expect([draft, system, editingId]).toEqual(["About {{topic}}", "Be {{style}}", null]);
    expect(values).toMatchObject({ topic: "rivers", style: "brief" });
    const { columns } = useColumnsStore.getState();
    expect(columns.map((column) => column.target)).toEqual([modelTarget("openai", "gpt-5"), expect.anything()]);
    expect(columns.map((column) => column.id)).not.toContain("c0-a");
    expect(asked.map((one) => one.method)).not.toContain("comparison.start");
    const { useToastsStore } = await import("#renderer/stores/toasts-store.ts");
    await act(async () => useToastsStore.getState().undoable?.undo?.());
    expect(useComposerStore.getState().draft).toBe("A thought of mine");
  });
});
