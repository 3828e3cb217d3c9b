import { act } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { renameChain } from "#renderer/actions/chains.ts";
import { takeSnapshot } from "#renderer/actions/connect.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { buttonNamed, find, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, pageText, select } from "#test/renderer/features/window-on-host.ts";
import { callOf, valueFrom } from "#test/support/calls.ts";
import { fast, pick, saved, showChains, smart, type } from "./chains-window.tsx";

let unmount: () => Promise<void> = async () => undefined;

async function show(...args: Parameters<typeof showChains>) {
  const shown = await showChains(...args);
  unmount = shown.unmount;
  return shown;
}

const nameField = () => find<HTMLInputElement>("input[aria-label='Chain name']");
const rows = () => [...document.querySelectorAll("nav[aria-label='Chains'] li")].map((row) => row.textContent);

async function rename(name: string): Promise<void> {
  await pick("More for smart", "Rename");
  await fill(nameField(), name);
}

afterEach(async () => {
  await unmount();
  // Leaving saves: its answer must not reach the window of the next test.
  await settle();
});

describe("a chain", () => {
  it("is saved at once when the view is left in the middle of an edit", async () => {
    const { chain } = await show();
    await fill(field("Max tokens"), "17");
    await unmount();
    unmount = async () => undefined;
    await settle();
    expect(chain("smart")?.links[0]?.maxTokens).toBe(17);
  });

  it("is saved again by itself where the connection comes back", async () => {
    const { host, chain } = await show();
    host.store.trouble = "The disk is gone.";
    await fill(field("Max tokens"), "17");
    await settle(saved);
    expect(pageText()).toContain("Not saved.");
    host.store.trouble = null;
    const snapshot = await valueFrom(callOf(host.router)("app.snapshot", {}));
    await act(async () => takeSnapshot(snapshot));
    await settle();
    expect(chain("smart")?.links[0]?.maxTokens).toBe(17);
    expect(pageText()).not.toContain("Not saved.");
  });

  it("shows what another window made of it, also in the field that has the focus", async () => {
    const { host, chain } = await show();
    await fill(field("Max tokens"), "17");
    await settle(saved);
    const mine = chain("smart");
    if (mine === undefined) throw new Error("It is saved.");
    const links = mine.links.map((link, index) => (index === 0 ? { ...link, maxTokens: 1_800 } : link));
    await act(async () => valueFrom(callOf(host.router)("chain.save", { chain: { ...mine, links } })));
    await settle();
    expect(field("Max tokens").value).toBe("1,800");
    await fill(field("Max tokens"), "1900");
    expect(field("Max tokens").value).toBe("1900");
  });

  it("says that its id was copied only where it was", async () => {
    await show();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("Not allowed."));
    await press(buttonNamed("Copy chain/smart"));
    await settle();
    expect(pageText()).toContain("Nothing was copied. Not allowed.");
    expect(pageText()).not.toContain("chain/smart copied");
    vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await press(buttonNamed("Copy chain/smart"));
    await settle();
    expect(pageText()).toContain("chain/smart copied.");
    vi.restoreAllMocks();
  });

  it("is renamed in place by Enter, and Undo gives it back its name", async () => {
    const { chain } = await show();
    await rename(" clever ");
    await type(nameField(), "Enter");
    expect(pageText()).toContain("smart renamed to clever");
    await settle(saved);
    expect(chain("smart")?.name).toBe("clever");
    expect(buttonNamed("Copy chain/clever").textContent).toBe("chain/clever");
    await press(buttonNamed("Undo"));
    await settle(saved);
    expect(chain("smart")?.name).toBe("smart");
  });

  it("keeps its name where Escape ends the typing, and where the new one is taken", async () => {
    const { methods } = await show();
    await rename("clever");
    await type(nameField(), "Escape");
    expect(rows()[0]).toContain("smart");
    await rename("Fast");
    expect(pageText()).toContain("Another chain is named Fast.");
    await type(nameField(), "Enter");
    expect(nameField().value).toBe("Fast");
    renameChain("smart", "Fast");
    await settle(saved);
    expect(methods()).not.toContain("chain.save");
  });

  it("is renamed from the list by F2", async () => {
    await show();
    await type(find("nav li:last-child button"), "F2");
    expect(nameField().value).toBe("fast");
  });

  it("says that it is not saved where the host cannot, and is saved on demand", async () => {
    const { host, chain } = await show();
    host.store.trouble = "The disk is full.";
    await fill(select("If the stream is cut"), "fail");
    await settle(saved);
    expect(find("header").textContent).toContain("Not saved. ");
    expect(find("header").textContent).toContain("The disk is full.");
    expect(useViewStore.getState().announcement).toBe("The chain smart is not saved");
    host.store.trouble = null;
    await press(buttonNamed("Save again"));
    await settle();
    expect(chain("smart")?.onMidStream).toBe("fail");
    expect(find("header").textContent).not.toContain("Not saved");
  });

  it("starts empty under a free name that is ready to be typed over, and Undo takes it back", async () => {
    const { names } = await show();
    await press(buttonNamed("New chain"));
    await settle();
    expect(nameField().value).toBe("chain 3");
    expect(document.activeElement).toBe(nameField());
    expect(pageText()).toContain("This chain has no links yet.");
    expect(names()).toEqual(["smart", "fast", "chain 3"]);
    await press(buttonNamed("Undo"));
    await settle();
    expect(names()).toEqual(["smart", "fast"]);
  });

  it("that the host refuses at its making stays on screen, not saved", async () => {
    const { host, names } = await show();
    host.store.trouble = "The disk is full.";
    await press(buttonNamed("New chain"));
    await settle();
    expect(rows()).toHaveLength(3);
    expect(find("header").textContent).toContain("The disk is full.");
    host.store.trouble = null;
    await press(buttonNamed("Save again"));
    await settle();
    expect(names()).toContain("chain 3");
  });

  it("is duplicated behind itself with its rules, under a name and ids of its own", async () => {
    const drills = [{ id: "d1", faults: { l1: { kind: "empty" }, gone: { kind: "refused" } } }] as const;
    const { host, names } = await show({ chains: [{ ...smart, rules: { retries: 0 }, drills }, fast] });
    await press(buttonNamed("Duplicate"));
    await settle();
    expect(names()).toEqual(["smart", "smart copy", "fast"]);
    const copy = host.store.chains[1];
    expect(copy).toMatchObject({ rules: { retries: 0 }, links: [{ modelId: "anthropic/sonnet" }, {}, {}] });
    expect(copy?.id).not.toBe("smart");
    expect(copy?.links.some((link) => smart.links.some((one) => one.id === link.id))).toBe(false);
    // Its drills name its own links, and those that the chain has no more are gone.
    expect(copy?.drills?.[0]?.faults).toEqual({ [copy?.links[0]?.id ?? ""]: { kind: "empty" } });
    await press(buttonNamed("Duplicate"));
    await settle();
    expect(names()).toEqual(["smart", "smart copy", "smart copy copy", "fast"]);
  });

  it("that was deleted comes back to its place as it was, with its drills and what was typed last", async () => {
    const drills = [{ id: "d1", faults: { l1: { kind: "empty" } } }] as const;
    const { chain, names } = await show({ chains: [{ ...smart, drills }, fast] });
    await fill(field("Max tokens"), "99");
    await pick("More for smart", "Delete chain");
    expect(names()).toEqual(["fast"]);
    expect(pageText()).toContain("smart deleted");
    await press(buttonNamed("Undo"));
    await settle();
    expect(names()).toEqual(["smart", "fast"]);
    expect(chain("smart")?.drills).toEqual(drills);
    expect(chain("smart")?.links[0]?.maxTokens).toBe(99);
    expect(find("nav button[aria-current]").textContent).toContain("smart");
  });

  it("is followed by the one that takes its place, else by the last", async () => {
    await show({ chains: [smart, fast, { ...fast, id: "free", name: "free" }] });
    await press(find("nav li:nth-child(2) button"));
    await pick("More for fast", "Delete chain");
    expect(find("nav button[aria-current]").textContent).toContain("free");
    await pick("More for free", "Delete chain");
    expect(find("nav button[aria-current]").textContent).toContain("smart");
    await pick("More for smart", "Delete chain");
    await settle(60);
    expect(document.activeElement).toBe(buttonNamed("New chain"));
  });

  it("stays where the host cannot delete it, and that is said", async () => {
    const { host } = await show();
    host.store.trouble = "The disk is full.";
    await pick("More for smart", "Delete chain");
    expect(pageText()).toContain("smart is not deleted. ");
    expect(rows()[0]).toContain("smart");
  });
});

describe("where the window is narrow", () => {
  it("the list is in the title bar, and chains are picked and made there", async () => {
    await show({}, 1024);
    expect(document.querySelector("nav[aria-label='Chains']")).toBeNull();
    await pick("Chain smart, pick another", "fast");
    expect(find("section[aria-label='Chain fast']").textContent).toContain("This chain has no links yet.");
    await pick("Chain fast, pick another", "New chain");
    expect(nameField().value).toBe("chain 3");
  });
});

describe("a window that gets narrow and wide again", () => {
  it("costs nothing of what is typed and of what is open", async () => {
    await show();
    await fill(field("Max tokens"), "many");
    await press(buttonNamed("Edit rule of link 1"));
    for (const width of [1024, 1900]) {
      await act(async () => window.happyDOM?.setViewport({ width, height: 1200 }));
      await settle();
      expect(document.querySelector("nav[aria-label='Chains']") === null).toBe(width === 1024);
      expect(field("Max tokens").value).toBe("many");
      expect(buttonNamed("Close rule of link 1")).toBeDefined();
    }
  });
});

describe("beside the chain", () => {
  it("stands the health of its providers, its own first", async () => {
    const { host } = await show();
    await unmount();
    await show({ settings: { ...host.workspace.settings(), demo: true } });
    const cards = [...document.querySelectorAll("aside h3")].map((title) => title.textContent);
    expect(cards.slice(0, 3)).toEqual(["OpenRouter", "Anthropic", "OpenAI"]);
  });
});
