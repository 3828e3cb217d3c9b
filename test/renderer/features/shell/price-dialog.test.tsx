import { afterEach, describe, expect, it } from "vitest";
import { priceCommands } from "#renderer/actions/commands/price-commands.ts";
import { openSetPrice } from "#renderer/actions/own-prices.ts";
import { AfterUnknownPrice } from "#renderer/features/compare/column/endings.tsx";
import { PriceDialog } from "#renderer/features/shell/price-dialog.tsx";
import { useToastsStore } from "#renderer/stores/toasts-store.ts";
import { closeSetPrice, useViewStore } from "#renderer/stores/view-store.ts";
import { buttonNamed, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, openWindow, pageText } from "#test/renderer/features/window-on-host.ts";
import { attemptOf, runOf } from "#test/support/scripted-data.ts";

const model = { providerId: "openai", modelId: "in-house" } as const;

let unmount: () => Promise<void> = async () => undefined;
afterEach(async () => {
  closeSetPrice();
  await unmount();
});

async function openDialog(start: Parameters<typeof openWindow>[0] = {}) {
  const opened = await openWindow(start);
  openSetPrice(model);
  unmount = await mount(<PriceDialog model={model} />);
  return opened;
}

const isOpen = () => useViewStore.getState().priceToSet !== null;

describe("setting a price", () => {
  it("keeps USD for 1,000 tokens as USD for a million, says so while it is typed, and closes", async () => {
    const { host } = await openDialog();
    expect(pageText()).toContain("in-house at OpenAI");
    await fill(field("$ per 1k in"), "0.0025");
    await fill(field("$ per 1k out"), "$0.01");
    expect(pageText()).toContain("$2.50 for a million");
    await press(buttonNamed("Set price"));
    await settle();
    expect(host.store.ownPrices).toMatchObject([{ ...model, inputUsd: 2.5, outputUsd: 10 }]);
    expect(isOpen()).toBe(false);
    expect(useToastsStore.getState().waiting.at(-1)?.text).toContain("counts from the next answer on");
  });

  it("says at each field what is wrong, and asks the host nothing", async () => {
    const { methods } = await openDialog();
    expect(pageText()).toContain("0 is free.");
    await fill(field("$ per 1k in"), "-1");
    expect(pageText()).toContain("A price is 0 or more.");
    await fill(field("$ per 1k in"), "2000");
    expect(pageText()).toContain("at most $1,000 for 1,000 tokens");
    await press(buttonNamed("Set price"));
    await settle();
    expect(field("$ per 1k out").getAttribute("aria-invalid")).toBe("true");
    expect(methods()).not.toContain("price.set");
    expect(isOpen()).toBe(true);
  });

  it("takes 0 for free", async () => {
    const { host } = await openDialog();
    await fill(field("$ per 1k in"), "0");
    await fill(field("$ per 1k out"), "0");
    await press(buttonNamed("Set price"));
    await settle();
    expect(host.store.ownPrices).toMatchObject([{ inputUsd: 0, outputUsd: 0 }]);
  });

  it("stays open with the host's words where the price could not be kept", async () => {
    const { host } = await openDialog();
    host.store.trouble = "The disk is full.";
    await fill(field("$ per 1k in"), "1");
    await fill(field("$ per 1k out"), "1");
    await press(buttonNamed("Set price"));
    await settle();
    expect(pageText()).toContain("The disk is full.");
    expect(isOpen()).toBe(true);
  });

  it("shows a price that is set, changes it, and removes it with undo", async () => {
    const own = { ...model, inputUsd: 0.3, outputUsd: 0.000_07, setAtMs: 1 };
    const { host } = await openDialog({ ownPrices: [own] });
    expect([field("$ per 1k in").value, field("$ per 1k out").value]).toEqual(["0.0003", "0.00000007"]);
    await fill(field("$ per 1k in"), "0.0004");
    await press(buttonNamed("Change price"));
    await settle();
    expect(host.store.ownPrices).toMatchObject([{ inputUsd: 0.4, outputUsd: 0.000_07 }]);
    await press(buttonNamed("Remove price"));
    await settle();
    expect(host.store.ownPrices).toEqual([]);
    useToastsStore.getState().undoable?.undo?.();
    await settle();
    expect(host.store.ownPrices).toMatchObject([{ ...model, inputUsd: 0.4 }]);
  });
});

describe("below an answer of unknown cost", () => {
  const unpriced = attemptOf("a", { ...model, status: "answered", cost: { nanoUsd: null, source: "unknown" } });
  const run = runOf("r", { attempts: [{ ...unpriced, price: null }], answeredBy: "a", status: "done" });

  it("stands that it is not $0, and what sets the price of its model", async () => {
    await openWindow();
    unmount = await mount(<AfterUnknownPrice run={run} />);
    expect(pageText()).toContain("Cost is unknown, not $0.");
    await press(buttonNamed("Set a price"));
    expect(useViewStore.getState().priceToSet).toEqual(model);
  });

  it("stands from when on a price counts that was set since", async () => {
    await openWindow({ ownPrices: [{ ...model, inputUsd: 1, outputUsd: 1, setAtMs: 1 }] });
    unmount = await mount(<AfterUnknownPrice run={run} />);
    expect(pageText()).toContain("Your price counts from the next answer on.");
    expect(buttonNamed("Change it")).toBeDefined();
  });
});

describe("the palette", () => {
  it("changes and removes a price of one's own", async () => {
    await openWindow({ ownPrices: [{ ...model, inputUsd: 1, outputUsd: 1, setAtMs: 1 }] });
    const labels = priceCommands().map(({ label }) => label);
    expect(labels).toContain("Change your price of in-house");
    expect(labels).toContain("Remove your price of in-house");
    priceCommands()
      .find(({ label }) => label === "Change your price of in-house")
      ?.run();
    expect(useViewStore.getState().priceToSet).toEqual(model);
  });
});
