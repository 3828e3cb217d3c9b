import { act } from "react";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDataFile, takeData } from "#renderer/actions/data-form.ts";
import { cancelEdit, editPrompt } from "#renderer/actions/edit-prompt.ts";
import { stopAll, stopRun } from "#renderer/actions/stop.ts";
import { Composer } from "#renderer/features/compare/composer/composer.tsx";
import { setConnection, useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { setDraft, useComposerStore } from "#renderer/stores/composer-store.ts";
import { useDataFormStore } from "#renderer/stores/data-form-store.ts";
import { notRepeated } from "#renderer/stores/repeat-draft-storage.ts";
import { changeRepeat, openRepeatForm, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import { putRepeats, useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import type { RepeatState } from "#shared/repeat.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, noteOf, pageText, select } from "#test/renderer/features/window-on-host.ts";
import { modelTarget, runOf } from "#test/support/scripted-data.ts";
import { openConversation } from "./conversation-window.ts";

type Window = Awaited<ReturnType<typeof openConversation>>;
let window: Window;
let unmount: () => Promise<void> = async () => undefined;
/** Longer than the composer waits for the next letter. */
const restMs = 460;

// What is fetched late is here at once.
beforeAll(async () => void (await import("#renderer/features/compare/repeat/data-dialog.tsx")));
beforeEach(async () => {
  useRepeatDraftStore.setState({ ...notRepeated, last: null, aside: null, isOpen: false });
  useRepeatsStore.setState({ byComparison: {} });
  useDataFormStore.setState({ isOpen: false, text: "", fileName: null, data: null, problem: null });
  useCompareLayoutStore.setState({ evidence: null });
  window = await openConversation();
  setConnection("connected");
  unmount = await mount(<Composer />);
  await settle();
});
afterEach(async () => {
  await unmount();
  unmount = async () => undefined;
});

const write = (text: string) => act(async () => setDraft(text));
const repeat = (change: Parameters<typeof changeRepeat>[0]) => act(async () => changeRepeat(change));
const checked = () => settle(restMs);
const openForm = async () => {
  await act(async () => openRepeatForm(true));
  await settle();
};
const asked = (method: string) => window.asked.filter((one) => one.method === method).map(({ input }) => input);
const budget = { id: "b", period: "session", providerId: null, limitNanoUsd: 1e9, spentNanoUsd: 0 } as const;
const overBudget = {
  kind: "over",
  budget: { ...budget, reservedNanoUsd: 0, unknownCosts: 0, endsAtMs: null },
  wantedNanoUsd: 3e9,
} as const;
const data = {
  form: "csv",
  fields: ["text"],
  rows: [{ text: "One" }, { text: "Two" }, { text: "Three" }],
  notes: [],
  fileName: "tickets.csv",
} as const;

describe("Repeat in the composer", () => {
  it("says how many runs that is, and sends them all with one press", async () => {
    await write("Hello");
    await repeat({ times: 20, seed: 7 });
    expect(pageText()).toContain("2 columns × 20 = 40 runs");
    await press(buttonNamed("Send 40 runs"));
    await settle();
    expect(asked("repeat.start")).toMatchObject([
      {
        prompt: "Hello",
        repeat: { purpose: "repeat", times: 20, perProvider: 1, seed: 7 },
        columns: [{ columnId: "a" }, { columnId: "b" }],
      },
    ]);
    expect(asked("comparison.start")).toEqual([]);
    expect(useCompareLayoutStore.getState().evidence?.view).toBe("runs");
    // What costs as much as forty prompts is not sent again by the next one.
    expect(useRepeatDraftStore.getState()).toMatchObject({ times: 1, last: { times: 20 } });
    expect(useComposerStore.getState().draft).toBe("");
  });

  it("leaves the variables to the rows that fill them, and asks for the others", async () => {
    await write("In {{language}}: {{text}}");
    await repeat({ data });
    expect(pageText()).toContain("Fill in {{language}}");
    await act(async () => useComposerStore.setState({ values: { language: "German", text: "not this" } }));
    expect(pageText()).toContain("2 columns × 3 rows = 6 runs");
    await press(buttonNamed("Send 6 runs"));
    await settle();
    expect(asked("repeat.start")).toMatchObject([
      { prompt: "In German: {{text}}", repeat: { times: 1, rows: data.rows } },
    ]);
  });

  it("refuses what could pass a budget, with how often would fit", async () => {
    window.host.repeats.refusal = overBudget;
    await write("Hello");
    await repeat({ times: 200 });
    await checked();
    expect(pageText()).toContain("400 runs");
    expect(pageText()).toContain("could pass your session budget");
    expect(buttonNamed("Send 400 runs").disabled).toBe(true);
    expect(buttonNamed("Change budget").disabled).toBe(false);
    window.host.repeats.refusal = null;
    await repeat({ times: 2 });
    await checked();
    expect(buttonNamed("Send 4 runs").disabled).toBe(false);
  });

  it("refuses more runs than may be sent without asking the host", async () => {
    await write("{{text}}");
    const rows = Array.from({ length: 400 }, (_, index) => ({ text: `row ${index}` }));
    await repeat({ times: 10, data: { ...data, rows } });
    await checked();
    expect(pageText()).toContain("4,000 runs of each column are more than 1,000");
    expect(asked("repeat.check")).toEqual([]);
  });

  it("gives everything back where the host refuses it", async () => {
    await write("Hello");
    await repeat({ times: 5 });
    // The rest of the budget went elsewhere since it was asked.
    window.host.repeats.refusal = overBudget;
    await press(buttonNamed("Send 10 runs"));
    await settle();
    expect(pageText()).toContain("Nothing was sent. ");
    expect(useComposerStore.getState().draft).toBe("Hello");
    expect(useRepeatDraftStore.getState().times).toBe(5);
    expect(useCompareLayoutStore.getState().evidence).toBeNull();
    expect(useAppStore.getState().comparisons).toEqual([]);
  });

  it("takes what is typed into its form where it can be, and says what is wrong with the rest", async () => {
    await openForm();
    await fill(field("Runs of each column"), "201");
    expect(noteOf(field("Runs of each column"))).toContain("from 1 to 200");
    expect(useRepeatDraftStore.getState().times).toBe(1);
    await fill(field("Runs of each column"), "12");
    await fill(field("Seed of the order"), "-3");
    expect(noteOf(field("Seed of the order"))).toContain("from 0 to");
    await fill(field("Seed of the order"), "42");
    await fill(select("At a time, at each provider"), "4");
    expect(useRepeatDraftStore.getState()).toMatchObject({ times: 12, seed: 42, perProvider: 4 });
    await press(buttonNamed("×50"));
    expect(field("Runs of each column").value).toBe("50");
    await press(buttonNamed("Send once"));
    expect(useRepeatDraftStore.getState().times).toBe(1);
  });

  it("shows what was chosen last, by whichever control", async () => {
    await openForm();
    await press(buttonNamed("×20"));
    expect(field("Runs of each column").value).toBe("20");
    await press(buttonNamed("Send once"));
    expect(field("Runs of each column").value).toBe("1");
  });

  it("puts the values of a single row in the place of a data set", async () => {
    await repeat({ data });
    useDataFormStore.setState({ data: { ...data, rows: [{ text: "Alone" }] } });
    await act(async () => takeData());
    expect(useRepeatDraftStore.getState().data).toBeNull();
    expect(useComposerStore.getState().values).toMatchObject({ text: "Alone" });
  });

  it("says of a file that it is no text in UTF-8, instead of reading other letters", async () => {
    await act(async () => await openDataFile(new File([new Uint8Array([0x74, 0xe9, 0x74, 0xe9])], "latin.csv")));
    expect(useDataFormStore.getState()).toMatchObject({ fileName: "latin.csv", data: null });
    expect(useDataFormStore.getState().problem).toMatch(/not text in UTF-8/);
    expect(asked("repeat.readData")).toEqual([]);
  });

  it("reads a data set before it is used, and names the line that is wrong", async () => {
    await openForm();
    await press(buttonNamed("Data set"));
    await settle(300);
    const rows = find<HTMLTextAreaElement>("[role='dialog'] textarea");
    const type = async (text: string) => {
      const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set;
      await act(async () => {
        setter?.call(rows, text);
        rows.dispatchEvent(new Event("input", { bubbles: true }));
      });
      await settle(330);
    };
    await type('{"text":"One"}\n{"text":');
    expect(pageText()).toContain("2");
    expect(buttonNamed("Use").disabled).toBe(true);
    await type("text,label\nOne,a\nTwo,b\n");
    expect(pageText()).toContain("CSV, 2 rows");
    await press(buttonNamed("Use 2 rows"));
    expect(useRepeatDraftStore.getState().data?.rows).toEqual([
      { text: "One", label: "a" },
      { text: "Two", label: "b" },
    ]);
    // Nothing was written yet: the first field is asked.
    expect(useComposerStore.getState().draft).toBe("{{text}}");
  });

  it("takes a repeat up with the prompt that is edited, and gives back what was chosen before", async () => {
    await write("Hello");
    await repeat({ times: 20 });
    await press(buttonNamed("Send 40 runs"));
    await settle();
    const [sent] = useAppStore.getState().comparisons;
    await repeat({ times: 3 });
    await act(async () => editPrompt(sent?.id ?? ""));
    expect(useRepeatDraftStore.getState().times).toBe(20);
    await act(async () => cancelEdit());
    expect(useRepeatDraftStore.getState().times).toBe(3);
  });
});

describe("Stop, while a prompt is repeated", () => {
  const state: RepeatState = {
    ...{ comparisonId: "c", conversationId: "", status: "running", pause: null, total: 40, measured: 4, failed: 0 },
    ...{ running: 1, cost: { nanoUsd: 0, unknownCount: 0, isEstimate: false }, atMostNanoUsd: 0 },
    ...{ expectedNanoUsd: null, leftMs: null, holds: [] },
  };
  const begin = async () => {
    const { conversationId } = useColumnsStore.getState();
    await act(async () => {
      putRepeats([{ ...state, conversationId }]);
      const run = runOf("r", { comparisonId: "c", columnId: "a", round: 1, target: modelTarget("openai", "gpt-5") });
      useRunsStore.setState({ runs: { r: run }, runIdByColumn: { a: "r" } });
    });
  };

  it("stops the repeat, and not the one run that would be asked again", async () => {
    await begin();
    expect(buttonNamed("Stop all").textContent).toContain("Stop all");
    await act(async () => stopAll());
    expect(asked("repeat.stop")).toEqual([{ comparisonId: "c" }]);
    await act(async () => stopRun("r"));
    expect(asked("repeat.stop")).toHaveLength(2);
    expect([...asked("comparison.stop"), ...asked("run.stop")]).toEqual([]);
  });

  it("offers Send again once it stands still", async () => {
    await begin();
    await act(async () => {
      useRunsStore.setState({ runs: {}, runIdByColumn: {} });
      putRepeats(
        Object.values(useRepeatsStore.getState().byComparison).map((one) => ({
          ...one,
          status: "paused" as const,
          running: 0,
        })),
      );
    });
    expect(buttonNamed("Send")).toBeDefined();
  });
});
