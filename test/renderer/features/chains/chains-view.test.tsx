import { afterEach, describe, expect, it } from "vitest";
import { ChainsView } from "#renderer/features/chains/chains-view.tsx";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { Toasts } from "#renderer/ui/toast.tsx";
import { type Chain, newLink } from "#shared/chain.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, noteOf, openWindow, pageText, select } from "#test/renderer/features/window-on-host.ts";

/** Longer than an edit waits for more typing. */
const saved = 500;

const smart: Chain = {
  id: "smart",
  name: "smart",
  links: [
    newLink("l1", "Sonnet", { providerId: "openrouter", modelId: "anthropic/sonnet" }),
    newLink("l2", "Sonnet", { providerId: "anthropic", modelId: "sonnet" }),
    newLink("l3", "GPT", { providerId: "openai", modelId: "gpt" }),
  ],
  onMidStream: "restart",
};
const fast: Chain = { ...smart, id: "fast", name: "fast", links: [] };

let unmount: () => Promise<void> = async () => undefined;

async function show(start: Parameters<typeof openWindow>[0] = {}) {
  const opened = await openWindow({ chains: [smart, fast], ...start });
  unmount = await mount(
    <>
      <ChainsView />
      <Toasts />
    </>,
  );
  const chain = (id: string) => opened.host.store.chains.find((one) => one.id === id);
  return { ...opened, chain, order: () => chain("smart")?.links.map((link) => link.id) };
}

afterEach(async () => unmount());

describe("the links of a chain", () => {
  it("move by named buttons, and the new order is saved", async () => {
    const { order } = await show();
    expect(buttonNamed("Move link 1 up").disabled).toBe(true);
    expect(buttonNamed("Move link 3 down").disabled).toBe(true);
    await press(buttonNamed("Move link 2 up"));
    expect(find("fieldset").getAttribute("aria-label")).toBe("Link 1: Sonnet direct, Anthropic");
    expect(pageText()).toContain("Saving…");
    await settle(saved);
    expect(order()).toEqual(["l2", "l1", "l3"]);
    expect(pageText()).toContain("Saved");
  });

  it("are removed with a way back to the same place", async () => {
    const { order } = await show();
    await press(buttonNamed("Remove link 2"));
    await settle(saved);
    expect(order()).toEqual(["l1", "l3"]);
    expect(pageText()).toContain("Link 2 removed from smart");
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
    await fill(field("Temperature"), "0.2");
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
    await fill(field("Temperature"), "3");
    await fill(field("$ per 1k in"), "-1");
    expect(noteOf(field("Max tokens"))).toContain("a whole number from 1 to 1,000,000");
    expect(noteOf(field("Temperature"))).toContain("from 0 to 2");
    expect(noteOf(field("$ per 1k in"))).toContain("A price is 0 or more");
    await settle(saved);
    expect(pageText()).toContain("Not saved. Max tokens is a whole number from 1 to 1,000,000.");
    expect(methods()).not.toContain("chain.save");
    expect(chain("smart")).toBeUndefined();
    await fill(field("Max tokens"), "10");
    await fill(field("Temperature"), "1");
    await fill(field("$ per 1k in"), "");
    await settle(saved);
    expect(find("header").textContent).not.toContain("Not saved");
    expect(chain("smart")?.links[0]).toMatchObject({ maxTokens: 10, temperature: 1, costPer1kInput: null });
  });

  it("show that a provider has no key or was removed", async () => {
    const chains = [{ ...smart, links: [newLink("l0", "Gone", { providerId: "gone", modelId: "m" }), ...smart.links] }];
    await show({ chains });
    expect(find("nav button[aria-current]").textContent).toContain("Link 1 has no provider");
    const cards = [...document.querySelectorAll("fieldset")].map((card) => card.textContent);
    expect(cards[0]).toContain("Provider removed");
    expect(cards[1]).toContain("No key");
  });
});

describe("a chain", () => {
  it("is saved at once when the view is left in the middle of an edit", async () => {
    const { chain } = await show();
    await fill(field("Chain name"), "clever");
    await unmount();
    unmount = async () => undefined;
    await settle();
    expect(chain("smart")?.name).toBe("clever");
  });

  it("is held back while its name is taken, and its field says so", async () => {
    const { methods } = await show();
    await fill(field("Chain name"), "Fast");
    await settle(saved);
    expect(noteOf(field("Chain name"))).toBe("Another chain is named Fast.");
    expect(pageText()).toContain("Not saved. Another chain is named Fast.");
    expect(methods()).not.toContain("chain.save");
  });

  it("is held back while a link has no model", async () => {
    const { methods } = await show();
    await fill(field("Model id", 1), "");
    await settle(saved);
    expect(noteOf(field("Model id", 1))).toBe("Choose a model.");
    expect(pageText()).toContain("Not saved. Link 2: Choose a model.");
    expect(methods()).not.toContain("chain.save");
  });

  it("says that it is not saved where the host cannot, and is saved on demand", async () => {
    const { host, chain } = await show();
    host.store.trouble = "The disk is full.";
    await fill(field("Chain name"), "clever");
    await settle(saved);
    expect(find("header").textContent).toContain("Not saved. ");
    expect(find("header").textContent).toContain("The disk is full.");
    expect(useViewStore.getState().announcement).toBe("The chain clever is not saved");
    host.store.trouble = null;
    await press(buttonNamed("Save again"));
    await settle();
    expect(chain("smart")?.name).toBe("clever");
    expect(find("header").textContent).not.toContain("Not saved");
  });

  it("starts empty under a free name and goes after a question", async () => {
    const { chain, host } = await show();
    await press(buttonNamed("New chain"));
    await settle();
    expect(field("Chain name").value).toBe("chain 3");
    const id = host.store.chains.find((one) => one.name === "chain 3")?.id ?? "";
    expect(chain(id)?.links).toEqual([]);
    await press(buttonNamed("Remove chain…"));
    await settle();
    expect(chain(id)).toBeDefined();
    await press(buttonNamed("Remove chain"));
    await settle();
    expect(chain(id)).toBeUndefined();
    expect(field("Chain name").value).toBe("smart");
  });
});
