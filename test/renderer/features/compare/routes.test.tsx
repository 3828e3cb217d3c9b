import { act } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RoutesView } from "#renderer/features/compare/routes/routes-view.tsx";
import { measureWords, orderWords, routePrice } from "#renderer/features/compare/routes/routes-words.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { newConversationTitle, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { setDraft, useComposerStore } from "#renderer/stores/composer-store.ts";
import { emptyRoutes, useRoutesStore } from "#renderer/stores/routes-store.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { ModelRef } from "#shared/model.ts";
import type { Route } from "#shared/route.ts";
import { defaultSettings } from "#shared/settings.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { anthropic, fill, openrouter, openWindow, pageText } from "#test/renderer/features/window-on-host.ts";
import { repeated, runOfRound } from "#test/renderer/parts/evidence/repeated.ts";
import { modelTarget } from "#test/support/scripted-data.ts";

type Found = Omit<Route, "isReady">;

const direct: Found = {
  ...{ providerId: "anthropic", modelId: "claude-sonnet-4-5", name: "Sonnet 4.5" },
  ...{ kind: "direct", isFree: false, price: null },
};
const routed: Found = {
  ...{ providerId: "openrouter", modelId: "anthropic/claude-sonnet-4.5", name: "Sonnet 4.5" },
  ...{ kind: "openrouter", isFree: false, price: null },
};
const free: Found = { ...routed, modelId: `${routed.modelId}:free`, isFree: true };

let unmount: () => Promise<void> = async () => undefined;
beforeEach(() => {
  sessionStorage.clear();
  useRoutesStore.setState(emptyRoutes, true);
  useAppStore.setState({ comparisons: [] });
});
afterEach(async () => unmount());

/** The view with a column for the model at Anthropic, and one for another model. */
async function open(
  found: readonly Found[] | ((model: ModelRef) => readonly Found[]) = [routed, direct, free],
  isDemo = true,
) {
  const settings = { ...defaultSettings, demo: isDemo, welcomed: true };
  const window = await openWindow({ settings, builtInProviders: [anthropic, openrouter] });
  window.host.catalog.routes = typeof found === "function" ? found : () => found;
  useColumnsStore.setState({
    conversationId: crypto.randomUUID(),
    title: newConversationTitle,
    columns: [
      { id: "sonnet", target: modelTarget(direct.providerId, direct.modelId) },
      { id: "haiku", target: modelTarget("anthropic", "claude-haiku-4-5") },
    ],
    shownId: null,
  });
  setDraft("");
  unmount = await mount(<RoutesView />);
  await settle();
  const asked = (method: string) => window.asked.filter((one) => one.method === method).map((one) => one.input);
  return { ...window, inputs: asked };
}

const span = { id: "b", period: "session", providerId: null, limitNanoUsd: 1_000_000_000 } as const;
const budget = { ...span, spentNanoUsd: 900_000_000, reservedNanoUsd: 0, unknownCosts: 0, endsAtMs: null };
const overBudget = { kind: "over", budget, wantedNanoUsd: 630_000_000 } as const;

const boxes = () => [...document.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
const type = async (text: string) => {
  await act(async () => setDraft(text));
  // Longer than the pause before the host is asked what it would come to.
  await settle(450);
};

describe("the routes to a model", () => {
  it("are found by the model of the first column, the direct one first, and none that is free is picked by itself", async () => {
    await open();
    expect(boxes().map((box) => [box.getAttribute("aria-label"), box.checked])).toEqual([
      ["Measure Anthropic, claude-sonnet-4-5", true],
      ["Measure OpenRouter, anthropic/claude-sonnet-4.5", true],
      ["Measure OpenRouter, anthropic/claude-sonnet-4.5:free", false],
    ]);
    expect(pageText()).toContain("Free variant");
  });

  it("are those of a column whose model more than one endpoint serves, before one that only one serves", async () => {
    const haiku: Found = { ...direct, modelId: "claude-haiku-4-5", name: "Haiku 4.5" };
    const { inputs } = await open((model) =>
      model.modelId === haiku.modelId ? [haiku, { ...routed, modelId: "anthropic/claude-haiku-4.5" }] : [direct],
    );
    expect(inputs("model.routes").at(-1)).toMatchObject({ modelId: "claude-haiku-4-5" });
    expect(boxes().map((box) => box.getAttribute("aria-label"))).toEqual([
      "Measure Anthropic, claude-haiku-4-5",
      "Measure OpenRouter, anthropic/claude-haiku-4.5",
    ]);
  });

  it("cannot be measured without a key", async () => {
    await open(undefined, false);
    expect(boxes().every((box) => box.disabled && !box.checked)).toBe(true);
    expect(pageText()).toContain("No key");
  });

  it("say so where there is no other one", async () => {
    await open([direct]);
    expect(pageText()).toContain("No other endpoint");
    expect(pageText()).toContain("Choose two routes or more.");
    expect(buttonNamed("Measure").disabled).toBe(true);
  });
});

describe("measuring", () => {
  it("asks every picked route as often as chosen, in columns of the conversation", async () => {
    const { inputs, host } = await open();
    expect(buttonNamed("Measure").disabled).toBe(true);
    expect(pageText()).toContain("Write a prompt below.");
    await type("Summarise this.");
    expect(pageText()).toContain("2 routes × 20 = 40 runs");
    await fill(find<HTMLInputElement>("input[inputmode=numeric]"), "30");
    await press(buttonNamed("Measure"));
    await settle();
    expect(inputs("repeat.start")).toEqual([
      expect.objectContaining({
        prompt: "Summarise this.",
        repeat: { purpose: "routes", times: 30, perProvider: 1 },
        columns: [
          { columnId: "sonnet", target: modelTarget(direct.providerId, direct.modelId) },
          { columnId: expect.any(String), target: modelTarget(routed.providerId, routed.modelId) },
        ],
      }),
    ]);
    expect(useColumnsStore.getState().columns.map(({ id }) => id)).toHaveLength(3);
    expect(useComposerStore.getState().draft).toBe("");
    expect(useColumnsStore.getState().title).toBe("Summarise this.");
    expect(host.repeats.asked).toHaveLength(1);
  });

  it("is not offered where all runs together could pass a budget, and says how many would fit", async () => {
    const { host } = await open();
    host.repeats.refusal = overBudget;
    await type("Summarise this.");
    expect(pageText()).toContain("could pass your session budget. $0.1000 is left.");
    expect(buttonNamed("Measure").disabled).toBe(true);
  });

  it("keeps the prompt and the columns where the host refuses it", async () => {
    const { host, inputs } = await open();
    await type("Summarise this.");
    // Something else was spent since it was checked.
    host.repeats.refusal = overBudget;
    await press(buttonNamed("Measure"));
    await settle();
    expect(inputs("repeat.start")).toHaveLength(1);
    expect(useComposerStore.getState().draft).toBe("Summarise this.");
    expect(useColumnsStore.getState().columns.map(({ id }) => id)).toEqual(["sonnet", "haiku"]);
    expect(useViewStore.getState().problem).toContain("Nothing was sent.");
  });

  it("takes up the prompt on screen where nothing is written", async () => {
    await open();
    const { conversationId } = useColumnsStore.getState();
    const { repeat: _, ...once } = repeated("repeat", 2);
    await act(async () => useAppStore.setState({ comparisons: [{ ...once, conversationId }] }));
    await press(buttonNamed("Use the prompt on screen"));
    expect(useComposerStore.getState().draft).toBe("Hello");
  });
});

describe("what was measured", () => {
  /** OpenRouter takes 300 ms longer. */
  async function openMeasured() {
    const window = await open();
    const { conversationId } = useColumnsStore.getState();
    const comparison = { ...repeated("routes", 10), conversationId };
    const runs = Array.from({ length: 10 }, (_, round) => [
      runOfRound({ columnId: "direct", round, firstTokenMs: 900 + round }),
      runOfRound({ columnId: "routed", round, firstTokenMs: 1_200 + round }),
    ]).flat();
    await act(async () => {
      useRunsStore.setState({ runs: Object.fromEntries(runs.map((run) => [run.id, run])) });
      useAppStore.setState({ comparisons: [comparison] });
    });
    await settle();
    return window;
  }

  it("is a verdict with its distributions and runs, and what measures again below", async () => {
    await openMeasured();
    const sections = [...document.querySelectorAll("h3")].map((heading) => heading.textContent);
    expect(sections).toEqual(["First token", "Total", "Runs", "Measure again"]);
    expect(pageText().replaceAll("\u00a0", " ")).toContain("OpenRouter adds 0.30 s to the first token");
    expect(pageText()).toContain("Anthropic direct first: its first token is faster.");
  });

  it("becomes a chain with the better route first", async () => {
    const { inputs } = await openMeasured();
    await press(buttonNamed("Make this a chain"));
    await settle();
    expect(inputs("chain.save")).toEqual([
      expect.objectContaining({
        chain: expect.objectContaining({
          links: [
            expect.objectContaining({ provider: "anthropic", modelId: direct.modelId }),
            expect.objectContaining({ provider: "openrouter", modelId: routed.modelId }),
          ],
        }),
      }),
    ]);
    expect(useViewStore.getState().view).toBe("chains");
  });
});

describe("the words of routes", () => {
  it("never call a price that is not known zero", () => {
    expect(routePrice({ price: null, isFree: false })).toBe("unknown price");
    expect(routePrice({ price: null, isFree: true })).toBe("free");
    const estimate = { runs: 40, atMostNanoUsd: null, unknown: [], refusal: null, fittingTimes: null };
    expect(measureWords(2, 20, estimate)).toBe("2 routes × 20 = 40 runs, price unknown");
    const known = { ...estimate, atMostNanoUsd: 631_000_000 };
    expect(measureWords(2, 20, known)).toBe("2 routes × 20 = 40 runs, at most $0.6310");
    // What 40 runs cost is not what 60 do.
    expect(measureWords(3, 20, known)).toBe("3 routes × 20 = 60 runs");
  });

  it("say why one route goes first, and where nothing tells them apart", () => {
    expect(orderWords("OpenRouter", "cheaper")).toBe("OpenRouter first: it is cheaper.");
    expect(orderWords("Anthropic direct", "direct")).toContain("nothing measured tells them apart");
  });
});
