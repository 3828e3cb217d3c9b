import { describe, expect, it } from "vitest";
import { linkMarksOf, linkTrackWords } from "#renderer/features/compare/column/link-track.ts";
import { chipOf, columnStateOf } from "#renderer/parts/column-state.ts";
import { newLink } from "#shared/chain.ts";
import { failureOf } from "#shared/failure.ts";
import { formatTicking } from "#shared/format.ts";
import { unknownCost } from "#shared/usage.ts";
import { attemptOf, runOf } from "#test/support/scripted-data.ts";
import { compareScene, statesScene } from "#test/support/scripted-scenes.ts";

const runs = [...compareScene(4_800).runs, ...statesScene(4_800).runs];
function runNamed(id: string) {
  const run = runs.find((one) => one.id === id);
  if (run === undefined) throw new Error(`No scene has a run ${id}.`);
  return run;
}

function chipText(id: string, nowMs = 4_800): string {
  const run = runNamed(id);
  const chip = chipOf(columnStateOf(true, run), run, nowMs);
  return `${chip?.text} ${chip?.time ?? ""}`.trim().replaceAll("\u00a0", " ");
}

describe("column state", () => {
  it.each([
    ["smart", "Streaming 3.3 s"],
    ["llama", "Done"],
    ["free", "No answer"],
    ["stopped", "Stopped"],
    ["cooling", "Cooling down 0:18"],
    ["keyless", "No key"],
    ["unsent", "Not sent"],
    ["unpriced", "Done"],
  ])("shows the run %s as %s", (id, text) => expect(chipText(id)).toBe(text));

  it("is empty without a target and ready without a run", () => {
    expect(columnStateOf(false, undefined).kind).toBe("empty");
    expect(columnStateOf(true, undefined).kind).toBe("ready");
  });

  it("counts nothing down while another request finds out whether the provider is back", () => {
    const waiting = { linkIndex: 0, class: "RATE_LIMIT", untilMs: 1_200, isProbed: true } as const;
    const run = runOf("probed", { status: "waiting", waiting });
    const state = columnStateOf(true, run);
    expect(state).toMatchObject({ kind: "cooling-down", untilMs: null });
    expect(chipOf(state, run, 4_300)).toMatchObject({ text: "Cooling down", time: formatTicking(4_300) });
  });

  it("waits until content arrives and says when it is only reasoning", () => {
    const waiting = runOf("w", { attempts: [attemptOf("a", { headersMs: 84 })] });
    expect(columnStateOf(true, waiting).kind).toBe("waiting");
    const reasoning = runOf("r", { attempts: [attemptOf("a", { firstContentMs: 300 })] });
    expect(chipOf(columnStateOf(true, reasoning), reasoning, 400)?.text).toBe("Reasoning");
  });

  it("waits again after a fall-through", () => {
    const failed = attemptOf("a", { status: "failed", firstContentMs: 100, endMs: 200 });
    const run = runOf("f", { attempts: [failed, attemptOf("b", { linkIndex: 1, startMs: 200 })] });
    expect(columnStateOf(true, run).kind).toBe("waiting");
  });

  it("names the link that answered where it was not the first", () => {
    const answered = attemptOf("b", { linkIndex: 1, status: "answered", endMs: 900 });
    const run = runOf("d", { status: "done", endMs: 900, answeredBy: "b", attempts: [answered] });
    expect(chipOf(columnStateOf(true, run), run, 0)?.text).toBe("Done, link 2");
  });

  it("names the model that served where the provider fell back by itself", () => {
    const attempt = attemptOf("a", {
      status: "answered",
      modelId: "openai/gpt-5",
      modelServed: "anthropic/claude-haiku",
    });
    const link = { ...newLink("l", "GPT", { providerId: "openrouter", modelId: "openai/gpt-5" }) };
    const run = runOf("f", {
      status: "done",
      endMs: 900,
      attempts: [attempt],
      answeredBy: "a",
      links: [{ ...link, models: ["anthropic/claude-haiku"] }],
    });
    expect(chipOf(columnStateOf(true, run), run, 0)?.text).toBe("Done · claude-haiku");
    const own = { ...run, attempts: [{ ...attempt, modelServed: "openai/gpt-5-2025-08-07" }] };
    expect(chipOf(columnStateOf(true, own), own, 0)?.text).toBe("Done");
  });

  it("asks for a price only where it is the price that is unknown", () => {
    const late = attemptOf("a", { status: "failed", endMs: 2_000, cost: unknownCost });
    const answered = attemptOf("b", { linkIndex: 1, status: "answered", endMs: 2_900 });
    const run = runOf("u", { status: "done", endMs: 2_900, answeredBy: "b", attempts: [late, answered] });
    expect(columnStateOf(true, run)).toMatchObject({ kind: "done", hasUnknownPrice: false });
    const unpriced = { ...run, attempts: [{ ...late, price: null }, answered] };
    expect(columnStateOf(true, unpriced)).toMatchObject({ kind: "done", hasUnknownPrice: true });
  });

  it("says Offline where this computer is, and not that a model gave no answer", () => {
    const failure = failureOf("LOCAL", "", { reason: "offline" });
    const run = runOf("o", { status: "failed", endMs: 20, failure });
    expect(chipOf(columnStateOf(true, run), run, 0)).toMatchObject({ text: "Offline", tone: "neutral" });
  });

  it("tells a missing key of a single model from a keychain that gives none", () => {
    const locked = failureOf("AUTH", "The keychain is locked.", { reason: "key-store" });
    const attempts = [attemptOf("a", { status: "skipped", endMs: 0, failure: locked })];
    expect(columnStateOf(true, runOf("k", { status: "failed", failure: locked, attempts })).kind).toBe("keychain");
    expect(columnStateOf(true, runNamed("keyless")).kind).toBe("no-key");
  });
});

describe("link track", () => {
  it("shows where a chain stands", () => {
    const run = runNamed("smart");
    expect(linkMarksOf(run).map((mark) => [mark.state, mark.note])).toEqual([
      ["lost", "429"],
      ["live", ""],
      ["waiting", ""],
    ]);
    expect(linkTrackWords(run)).toBe("Link 2 of 3 is answering");
  });
});
