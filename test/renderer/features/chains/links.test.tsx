import { afterEach, describe, expect, it } from "vitest";
import { applyAppEvents } from "#renderer/stores/app-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { newLink } from "#shared/chain.ts";
import type { ModelInfo } from "#shared/model.ts";
import { buttonNamed, find, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, noteOf, pageText, select } from "#test/renderer/features/window-on-host.ts";
import { pick, saved, showChains, smart, type } from "./chains-window.tsx";

let unmount: () => Promise<void> = async () => undefined;

async function show(...args: Parameters<typeof showChains>) {
  const shown = await showChains(...args);
  unmount = shown.unmount;
  return { ...shown, order: () => shown.chain("smart")?.links.map((link) => link.id) };
}

const cards = () => [...document.querySelectorAll("fieldset")].map((card) => card.getAttribute("aria-label"));
const grip = (label: string) => find(`button[aria-label="${label}"]`);

const price = {
  inputUsd: 2,
  outputUsd: 10,
  cacheReadUsd: null,
  cacheWrite5mUsd: null,
  cacheWrite1hUsd: null,
  longPrompt: null,
  source: "provider list",
  asOf: "2026-11-01",
} as const;

function model(modelId: string, parts: Partial<ModelInfo> = {}): ModelInfo {
  const unknown = { contextTokens: 200_000, maxOutputTokens: null, price, isFree: false };
  return { providerId: "openai", modelId, name: modelId.toUpperCase(), ...unknown, ...parts };
}

async function listModels(models: readonly ModelInfo[]): Promise<void> {
  const list = { providerId: "openai", source: "provider", fetchedAtMs: 1, models } as const;
  applyAppEvents([{ topic: "models", list }]);
  await settle();
}

afterEach(async () => {
  await unmount();
  // Leaving saves: its answer must not reach the window of the next test.
  await settle();
});

describe("the links of a chain", () => {
  it("move by their menu, not beyond an end, and the new order is saved", async () => {
    const { order } = await show();
    // On a busy machine the next look comes when it is saved already.
    let wasSaving = false;
    const watch = new MutationObserver(() => {
      wasSaving ||= pageText().includes("Saving…");
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    await pick("More for link 2", "Move up");
    expect(cards()[0]).toBe("Link 1: Sonnet direct, Anthropic");
    expect(useViewStore.getState().announcement).toBe("Sonnet is now link 1 of 3");
    await settle(saved);
    watch.disconnect();
    expect(wasSaving).toBe(true);
    expect(order()).toEqual(["l2", "l1", "l3"]);
    expect(pageText()).toContain("Saved");
    await pick("More for link 1", "Move up");
    expect(cards()[0]).toBe("Link 1: Sonnet direct, Anthropic");
  });

  it("move by Alt and an arrow from any field, but not from a list that the keys belong to", async () => {
    const { order } = await show();
    await type(field("Max tokens", 2), "ArrowUp", { altKey: true });
    await settle(saved);
    expect(order()).toEqual(["l1", "l3", "l2"]);
    await type(select("Provider"), "ArrowDown", { altKey: true });
    await settle(saved);
    expect(order()).toEqual(["l1", "l3", "l2"]);
  });

  it("are lifted by Space, moved and dropped, and Escape takes a move back", async () => {
    const { order, methods } = await show();
    const first = grip("Move link 1, Sonnet");
    await type(first, " ");
    await type(first, "ArrowDown");
    expect(cards()[0]).toBe("Link 1: Sonnet direct, Anthropic");
    await type(grip("Move link 2, Sonnet"), "Escape");
    await settle(saved);
    expect(cards()[0]).toBe("Link 1: Sonnet via OpenRouter");
    expect(methods()).not.toContain("chain.save");
    await type(grip("Move link 1, Sonnet"), " ");
    await type(grip("Move link 1, Sonnet"), "End");
    await type(grip("Move link 3, Sonnet"), " ");
    await settle(saved);
    expect(order()).toEqual(["l2", "l3", "l1"]);
  });

  it("are removed with a way back to the same place", async () => {
    const { order } = await show();
    await pick("More for link 2", "Remove link");
    await settle(saved);
    expect(order()).toEqual(["l1", "l3"]);
    expect(pageText()).toContain("Link 2 removed from smart");
    expect(document.activeElement).toBe(buttonNamed("Add link"));
    await press(buttonNamed("Undo"));
    await settle(saved);
    expect(order()).toEqual(["l1", "l2", "l3"]);
  });

  it("are added at the end with the model that other chains use there", async () => {
    const { chain } = await show();
    await press(find("nav li:last-child button"));
    await press(buttonNamed("Add link"));
    await settle(saved);
    expect(chain("fast")?.links).toMatchObject([
      { provider: "openai", modelId: "gpt", maxTokens: 2000, temperature: 0.7 },
    ]);
  });

  it("keep what was typed in every field", async () => {
    const { chain } = await show();
    await fill(field("Model id"), "anthropic/opus");
    await fill(field("Max tokens"), "1,024");
    await fill(field("Temp"), "0.2");
    await fill(field("$ per 1k in"), "0");
    await fill(field("$ per 1k out"), "0.0000001");
    await fill(select("If the stream is cut"), "fail");
    await settle(saved);
    expect(chain("smart")?.onMidStream).toBe("fail");
    expect(chain("smart")?.links[0]).toMatchObject({
      modelId: "anthropic/opus",
      maxTokens: 1024,
      temperature: 0.2,
      costPer1kInput: 0,
      costPer1kOutput: 0.0000001,
    });
    expect(field("$ per 1k out").value).toBe("0.0000001");
  });

  it("say at the field what is no number, and keep the last good value", async () => {
    const { chain, methods } = await show();
    await fill(field("Max tokens"), "abc");
    await fill(field("Temp"), "3");
    await fill(field("$ per 1k in"), "-1");
    expect(noteOf(field("Max tokens"))).toContain("a whole number from 1 to 1,000,000");
    expect(noteOf(field("Temp"))).toContain("from 0 to 2");
    expect(noteOf(field("$ per 1k in"))).toContain("A price is 0 or more");
    await settle(saved);
    expect(pageText()).toContain("Not saved. Max tokens is a whole number from 1 to 1,000,000.");
    expect(methods()).not.toContain("chain.save");
    expect(chain("smart")).toBeUndefined();
    await fill(field("Max tokens"), "10");
    await fill(field("Temp"), "1");
    await fill(field("$ per 1k in"), "");
    await settle(saved);
    expect(find("header").textContent).not.toContain("Not saved");
    expect(chain("smart")?.links[0]).toMatchObject({ maxTokens: 10, temperature: 1, costPer1kInput: null });
  });

  it("hold the chain back while one has no model", async () => {
    const { methods } = await show();
    await fill(field("Model id", 1), "");
    await settle(saved);
    expect(noteOf(field("Model id", 1))).toBe("Choose a model.");
    expect(pageText()).toContain("Not saved. Link 2: Choose a model.");
    expect(methods()).not.toContain("chain.save");
  });

  it("show that a provider has no key or was removed", async () => {
    const chains = [{ ...smart, links: [newLink("l0", "Gone", { providerId: "gone", modelId: "m" }), ...smart.links] }];
    await show({ chains });
    expect(find("nav button[aria-current]").textContent).toContain("Link 1 has no provider");
    const texts = [...document.querySelectorAll("fieldset")].map((card) => card.textContent);
    expect(texts[0]).toContain("Provider removed");
    expect(texts[1]).toContain("No key");
  });
});

describe("the model of a link", () => {
  const openaiOnly = { ...smart, links: smart.links.slice(2) };

  it("is picked from the provider's list, searched by name and id, with price and context window", async () => {
    const { chain } = await show({ chains: [openaiOnly] });
    await listModels([model("gpt"), model("gpt-mini", { isFree: true }), model("o9", { price: null })]);
    await press(buttonNamed("Pick a model of OpenAI"));
    await settle();
    const options = () => [...document.querySelectorAll("[role='option']")].map((option) => option.textContent);
    expect(options()).toEqual(["GPTgpt200k$0.00200 / $0.01000", "GPT-MINIgpt-mini200kFree", "O9o9200kunknown price"]);
    const search = find<HTMLInputElement>("input[aria-label='Search models of OpenAI']");
    await fill(search, "free GPT");
    expect(options()).toEqual(["GPT-MINIgpt-mini200kFree"]);
    await type(search, "Enter");
    await settle(saved);
    expect(chain("smart")?.links[0]).toMatchObject({ modelId: "gpt-mini", name: "GPT-MINI" });
  });

  it("may be one that no list names: that is said, saved, and the closest one is offered", async () => {
    const { chain } = await show({ chains: [openaiOnly] });
    await listModels([model("gpt-4o-mini"), model("o9")]);
    await fill(field("Model id"), "gpt-4o-maxi");
    expect(noteOf(field("Model id"))).toContain(
      "OpenAI’s list has no “gpt-4o-maxi”. It is sent as it is. Closest: gpt-4o-mini.",
    );
    await settle(saved);
    expect(chain("smart")?.links[0]?.modelId).toBe("gpt-4o-maxi");
    await press(buttonNamed("Use gpt-4o-mini"));
    expect(field("Model id").value).toBe("gpt-4o-mini");
    expect(noteOf(field("Model id"))).toBe("");
  });

  it("that refuses a temperature has no field for it, and says why; its own is kept", async () => {
    await show({ chains: [openaiOnly] });
    await listModels([model("gpt", { refusesTemperature: true })]);
    expect(field("Temp").readOnly).toBe(true);
    expect(noteOf(field("Temp"))).toBe("GPT takes no temperature, so none is sent.");
    await fill(field("Model id"), "other");
    expect(field("Temp").value).toBe("0.7");
  });

  it("has the catalog's price where none is set, and says where none is known", async () => {
    await show({ chains: [openaiOnly] });
    await listModels([model("gpt"), model("dark", { price: null })]);
    expect(field("$ per 1k in").placeholder).toBe("$0.00200");
    expect(noteOf(field("$ per 1k in"))).toBe("");
    await fill(field("Model id"), "dark");
    expect(field("$ per 1k out").placeholder).toBe("unknown");
    expect(noteOf(field("$ per 1k in"))).toContain("The price is unknown");
    await fill(field("$ per 1k in"), "0");
    await fill(field("$ per 1k out"), "0");
    expect(noteOf(field("$ per 1k in"))).toBe("");
  });
});
