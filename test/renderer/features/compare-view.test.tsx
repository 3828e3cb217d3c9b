import { act } from "react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { removeColumn } from "#renderer/actions/columns.ts";
import { takeEvents, takeSnapshot } from "#renderer/actions/connect.ts";
import { sendDraft } from "#renderer/actions/start-comparison.ts";
import { setHost } from "#renderer/bridge/host.ts";
import { CompareView } from "#renderer/features/compare/compare-view.tsx";
import { setConnection } from "#renderer/stores/app-store.ts";
import { useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { setDraft } from "#renderer/stores/composer-store.ts";
import type { Call, Contract, MethodName, Snapshot } from "#shared/contract.ts";
import { type Answer, failureOf, refuse } from "#shared/failure.ts";
import type { RunEvent } from "#shared/run.ts";
import { attemptOf, chains, chainTarget, modelTarget, runOf } from "#test/support/scripted-data.ts";
import { snapshotOf } from "#test/support/scripted-host.ts";
import { compareScene, type Scene, statesScene } from "#test/support/scripted-scenes.ts";
import { buttonNamed, find, mount, press, settle } from "./mount.ts";

type Asked = { readonly method: MethodName; readonly input: unknown };

let asked: Asked[] = [];
let startRefusal: string | null = null;
let unmount: () => Promise<void> = async () => undefined;

/** A host that takes everything, except a start that the test lets it refuse. */
const host: Call = async (method, input) => {
  const refused = refuse("unavailable", startRefusal ?? "");
  // Not counted: it is asked in a pause of typing, which a busy machine makes anywhere. Its answer is a list.
  if (method === "tokens.count") return refused;
  asked.push({ method, input });
  if (method === "comparison.start" && startRefusal !== null) return refused;
  return accepted(method, input) ?? refused;
};

function accepted<M extends MethodName>(_method: M, input: unknown): Answer<Contract[M]["output"]> | null {
  const answer: unknown = { ok: true, value: input };
  return isAnswer<M>(answer) ? answer : null;
}
function isAnswer<M extends MethodName>(answer: unknown): answer is Answer<Contract[M]["output"]> {
  return typeof answer === "object" && answer !== null && "ok" in answer;
}

const twice: Scene = {
  prompt: "Old prompt",
  runs: [],
  columns: [
    { id: "c1", target: modelTarget("openai", "gpt-4o") },
    { id: "c2", target: modelTarget("openai", "gpt-4o") },
  ],
};

function snapshot(scene: Scene, withComparison: boolean): Snapshot {
  const full = snapshotOf({ root: "", scene: () => scene, theme: "light", demo: true }, Date.now());
  return withComparison ? full : { ...full, comparisons: [] };
}

async function show(scene: Scene, withComparison = true): Promise<void> {
  takeSnapshot(snapshot(scene, withComparison));
  setConnection("connected");
  unmount = await mount(<CompareView />);
  await settle();
}

const send = (events: readonly RunEvent[]) =>
  act(async () => takeEvents(events.map((event) => ({ topic: "run", event }))));
const articles = () => [...document.querySelectorAll("article")];
const namesOf = (elements: readonly Element[]) => elements.map((element) => element.getAttribute("aria-label"));

// What is fetched late is here at once.
beforeAll(async () => void (await import("#renderer/ui/markdown/markdown.tsx")));
beforeEach(() => {
  asked = [];
  useCompareLayoutStore.setState({ picked: { many: "columns" } });
  startRefusal = null;
  setDraft("");
  setHost(host);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await unmount();
  unmount = async () => undefined;
});

describe("Compare view", () => {
  it("names columns after their targets, repeated ones by number, and their metrics and attempts", async () => {
    await show(compareScene(Date.now()));
    expect(namesOf(articles())).toEqual(["smart", "GPT-4o", "Llama 3.3 70B"]);
    expect(articles().map((one) => one.getAttribute("aria-busy"))).toEqual(["true", "true", "false"]);
    expect(namesOf([...document.querySelectorAll("article fieldset")])).toEqual(["Metrics", "Metrics", "Metrics"]);
    expect(namesOf([...document.querySelectorAll("article footer table")])).toContain("Attempts of smart");
    await unmount();
    await show(twice);
    expect(namesOf(articles())).toEqual(["GPT-4o", "GPT-4o, 2"]);
  });

  it("does not send a prompt of nothing", async () => {
    await show(twice, false);
    expect(buttonNamed("Send").disabled).toBe(true);
    await act(async () => setDraft(" \n "));
    expect(buttonNamed("Send").disabled).toBe(true);
    await act(async () => setDraft("A question"));
    expect(buttonNamed("Send").disabled).toBe(false);
  });

  it("shows waiting columns in the turn of Send, saves the conversation and starts the comparison", async () => {
    await show(twice, false);
    await act(async () => setDraft("A question"));
    await press(buttonNamed("Send"));
    await settle();
    expect(articles().map((one) => one.getAttribute("aria-busy"))).toEqual(["true", "true"]);
    expect(asked.map((one) => one.method)).toEqual(["conversation.save", "comparison.start"]);
    expect(asked[1]?.input).toMatchObject({ prompt: "A question", columns: [{ columnId: "c1" }, { columnId: "c2" }] });
    expect(find<HTMLTextAreaElement>("textarea").value).toBe("");
    expect(buttonNamed("Stop all").disabled).toBe(false);
  });

  it("goes on with the open conversation, in the same columns, after the newest prompt", async () => {
    await show({ ...twice, runs: [runOf("before", { columnId: "c1", status: "done", endMs: 1 })] });
    await act(async () => setDraft("Another question"));
    await press(buttonNamed("Send"));
    await settle();
    const start = asked.find((one) => one.method === "comparison.start");
    expect(start?.input).toMatchObject({
      conversationId: "conversation-1",
      followsId: "comparison-1",
      columns: [{ columnId: "c1" }, { columnId: "c2" }],
    });
  });

  it("gives the prompt back and says why when the host refuses it", async () => {
    startRefusal = "The program is closing.";
    await show(twice, false);
    await act(async () => setDraft("A question"));
    await press(buttonNamed("Send"));
    await settle();
    expect(find<HTMLTextAreaElement>("textarea").value).toBe("A question");
    expect(find('[data-region="composer"] [class*="banner"]').textContent).toContain(
      "Nothing was sent. The program is closing.",
    );
    expect(articles().map((one) => one.getAttribute("aria-busy"))).toEqual(["false", "false"]);
  });

  it("sends to the other columns where one's chain is gone, and that one says so", async () => {
    const gone = { id: "c3", target: chainTarget("gone") };
    await show({ ...twice, columns: [gone, ...twice.columns] }, false);
    expect(articles()[0]?.textContent).toContain("This chain was removed. Pick another target.");
    await act(async () => setDraft("A question"));
    await press(buttonNamed("Send"));
    await settle();
    const start = asked.find((one) => one.method === "comparison.start");
    expect(start?.input).toMatchObject({ columns: [{ columnId: "c1" }, { columnId: "c2" }] });
    expect(document.querySelector('[data-region="composer"] [class*="banner"]')).toBeNull();
  });

  const gone = { id: "c3", target: chainTarget("gone") };
  it.each([
    { columns: [gone], prompt: "A question", why: "This chain was removed." },
    { columns: twice.columns, prompt: "x".repeat(1_000_001), why: "The prompt may hold at most 1,000,000 char" },
  ])("asks nobody, keeps the prompt and says: $why", async ({ columns, prompt, why }) => {
    await show({ ...twice, columns }, false);
    await act(async () => setDraft(prompt));
    await act(async () => void sendDraft());
    await settle();
    expect(asked).toEqual([]);
    expect(find<HTMLTextAreaElement>("textarea").value).toBe(prompt);
    expect(find('[data-region="composer"] [class*="banner"]').textContent).toContain(`Nothing was sent. ${why}`);
  });

  it("stops the answer of a column that is taken away, and of no other", async () => {
    await show(compareScene(Date.now()));
    const id = articles()[0]?.dataset.column ?? "";
    await act(async () => void removeColumn(id));
    await settle();
    expect(asked.filter((one) => one.method !== "conversation.save")).toEqual([
      { method: "run.stop", input: { runId: "smart" } },
    ]);
  });

  it("brings the answers back that were on screen when the host refuses the next prompt", async () => {
    startRefusal = "The disk is full.";
    await show(compareScene(Date.now()));
    await press(buttonNamed("Stop all"));
    await act(async () => setDraft("Another question"));
    await act(async () => void sendDraft());
    await settle();
    expect(document.querySelectorAll("article footer table").length).toBeGreaterThan(0);
    expect(find('[data-region="composer"] [class*="banner"]').textContent).toContain(
      "Nothing was sent. The disk is full.",
    );
    expect(asked.findLast((one) => one.method === "conversation.save")?.input).toMatchObject({ id: "conversation-1" });
  });

  it("streams text into its own column, as Markdown, without raw HTML or images", async () => {
    await show(twice);
    const run = runOf("r1", { columnId: "c1", startedAtMs: Date.now() });
    const attempt = attemptOf("r1-a", {});
    const text =
      "**Bold** <img src=x onerror=alert(1)> ![pic](https://evil.example/a.png)\n\n[bad](javascript:alert(1))";
    await send([
      { type: "run-started", run },
      { type: "attempt-started", runId: "r1", attempt },
      { type: "delta", runId: "r1", attemptId: "r1-a", atMs: 5, channel: "text", text },
    ]);
    await settle(400);
    const [first, second] = articles();
    expect(first?.querySelector("strong")?.textContent).toBe("Bold");
    expect(first?.querySelector("img")).toBeNull();
    expect(first?.querySelector("a[href]")).toBeNull();
    expect(first?.textContent).toContain("<img src=x onerror=alert(1)>");
    expect(first?.querySelectorAll('[role="link"]')).toHaveLength(1);
    expect(second?.textContent).not.toContain("Bold");
  });

  it("says link by link why a chain got no answer, and offers to try again", async () => {
    await show(statesScene(Date.now()));
    const free = find('article[aria-label="free"]');
    expect(free.textContent).toContain("None of the three links answered.");
    expect(free.textContent).toContain("Groq: 500 server error, tried twice");
    expect(find('article[aria-label="Gemini 2.5 Flash"]').textContent).toContain("Google AI has no key yet.");
    expect(find('article[aria-label="GPT-4o"]').textContent?.replaceAll("\u00a0", " ")).toContain(
      "You stopped this at 2.40 s. 96 tokens arrived and are billed.",
    );
    expect(find('article[aria-label="llama3.2:3b"]').textContent).toContain("Cost is unknown, not $0.");
  });

  it("says at which link a chain stopped where the links after it were not tried", async () => {
    const failure = failureOf("BAD_REQUEST", "It refused a setting.", { status: 400 });
    const attempts = [attemptOf("a", { linkIndex: 0, status: "failed", endMs: 200, failure })];
    const links = chains[0]?.links ?? [];
    const run = runOf("stopped", { startedAtMs: Date.now(), status: "failed", endMs: 200, failure, attempts, links });
    await show({ prompt: "Anything", runs: [run], columns: [{ id: run.columnId, target: run.target }] });
    const text = find("article").textContent;
    expect(text).toContain("The chain stopped at link 1. The other two links were not tried.");
    expect(text).not.toContain("None of");
  });

  it("keeps every other column when one cannot be drawn", async () => {
    const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const scene = compareScene(Date.now());
    await show(scene);
    const broken = scene.runs[1];
    if (broken === undefined) throw new Error("The scene has a second run.");
    // What only a bug of ours could bring.
    vi.spyOn(broken.attempts, "map").mockImplementation(() => {
      throw new Error("A bug in the figures");
    });
    await settle(300);
    expect(articles()).toHaveLength(scene.columns.length);
    expect(articles()[1]?.textContent).toContain("This answer could not be drawn.");
    expect(articles()[0]?.querySelector("table")).not.toBeNull();
    expect(buttonNamed("Stop all").disabled).toBe(false);
    expect(errors).toHaveBeenCalled();
  });

  it("stops one column by its own button and all by Stop all", async () => {
    await show(compareScene(Date.now()));
    await press(buttonNamed("Stop"));
    await press(buttonNamed("Stop all"));
    await settle();
    expect(asked.map((one) => one.method)).toEqual(["run.stop", "comparison.stop"]);
    expect(asked[0]?.input).toEqual({ runId: "smart" });
  });
});
