import { act } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { ModelsSection } from "#renderer/features/providers/models-section.tsx";
import { usesOf } from "#renderer/features/providers/used-by.tsx";
import { applyAppEvents } from "#renderer/stores/app-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { newLink } from "#shared/chain.ts";
import type { ModelInfo } from "#shared/model.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { anthropic, field, fill, openWindow, pageText } from "#test/renderer/features/window-on-host.ts";
import { openai } from "#test/support/fake-host.ts";

const plain: ModelInfo = {
  providerId: "openai",
  modelId: "plain",
  name: "Plain",
  contextTokens: null,
  maxOutputTokens: null,
  price: null,
  isFree: false,
};
const cache = { cacheReadUsd: null, cacheWrite5mUsd: null, cacheWrite1hUsd: null, longPrompt: null };
const price = { inputUsd: 2.5, outputUsd: 10, ...cache, source: "override", asOf: "2026-11-22" } as const;

let unmount: () => Promise<void> = async () => undefined;
const rows = () => [...document.querySelectorAll("tbody tr")].map((row) => row.textContent);

async function show(models: readonly ModelInfo[]) {
  await act(async () =>
    applyAppEvents([{ topic: "models", list: { providerId: "openai", source: "bundled", fetchedAtMs: null, models } }]),
  );
  unmount = await mount(<ModelsSection provider={openai} />);
}

afterEach(async () => unmount());

describe("the models of a provider", () => {
  it("are listed with their price per 1k, free and unknown told apart", async () => {
    await openWindow();
    await show([{ ...plain, modelId: "paid", price }, { ...plain, modelId: "gift", isFree: true }, plain]);
    expect(rows()).toEqual(["paid$0.00250$0.01000built in", "giftfree", "plainunknown, set a price"]);
    expect(pageText()).toContain("3 models, from the list that came with Understudy.");
  });

  it("ask for a price where a price or an unknown one is pressed, and say whose it is", async () => {
    await openWindow();
    const own = { ...price, source: "own" } as const;
    const gift = { ...own, inputUsd: 0, outputUsd: 0 };
    await show([
      { ...plain, modelId: "mine", price: own },
      { ...plain, modelId: "gift", isFree: true, price: gift },
      plain,
    ]);
    expect(rows()).toEqual(["mine$0.00250$0.01000set by you", "giftfreeset by you", "plainunknown, set a price"]);
    for (const [modelId, name] of [
      ["mine", "$0.00250, set a price for mine"],
      ["gift", "free, set a price for gift"],
      ["plain", "Set a price for plain"],
    ] as const) {
      await press(buttonNamed(name));
      expect(useViewStore.getState().priceToSet).toEqual({ providerId: "openai", modelId });
    }
    expect(pageText()).toContain("Answers with an unknown price are listed but not counted in the budget.");
  });

  it("are drawn in part where there are hundreds, and found by typing", async () => {
    await openWindow();
    await show(Array.from({ length: 400 }, (_, index) => ({ ...plain, modelId: `model-${index}` })));
    expect(rows()).toHaveLength(40);
    await fill(field("Filter models"), "399");
    await settle();
    expect(rows()).toEqual(["model-399unknown, set a price"]);
    await fill(field("Filter models"), "");
    await settle();
    await press(buttonNamed("Show all 400 models"));
    expect(rows()).toHaveLength(400);
  });

  it("are asked for again, and stay as they were where that fails", async () => {
    const { host } = await openWindow();
    await show([plain]);
    await press(buttonNamed("Refresh"));
    await settle();
    expect(rows()).toEqual(["gpt-5unknown, set a price"]);
    await unmount();
    unmount = await mount(<ModelsSection provider={anthropic} />);
    await press(buttonNamed("Refresh"));
    await settle();
    expect(find("[role='status']").textContent).toContain("The server gave no list.");
    expect(host.bugs).toEqual([]);
  });
});

describe("the users of a provider", () => {
  it("are chains with the places of their links", () => {
    const link = (id: string, providerId: string) => newLink(id, "M", { providerId, modelId: "m" });
    const chain = (name: string, providers: readonly string[]) => ({
      id: name,
      name,
      links: providers.map((providerId, index) => link(`${name}-${index}`, providerId)),
      onMidStream: "restart" as const,
    });
    const uses = usesOf([chain("smart", ["a", "b"]), chain("free", ["a", "a", "a"]), chain("none", ["b"])], "a");
    expect(uses.map((use) => use.words)).toEqual(["smart, link 1", "free, links 1, 2 and 3"]);
  });
});
