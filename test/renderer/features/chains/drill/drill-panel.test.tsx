import { act } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { keyedCommands } from "#renderer/actions/commands/all-commands.ts";
import { takeSnapshot } from "#renderer/actions/connect.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useDrillsStore } from "#renderer/stores/drills-store.ts";
import { selectChain } from "#renderer/stores/selection-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { Chain } from "#shared/chain.ts";
import type { DrillFault } from "#shared/drill.ts";
import type { RunEvent } from "#shared/run.ts";
import { saved, showChains, smart } from "#test/renderer/features/chains/chains-window.tsx";
import { buttonNamed, find, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, pageText } from "#test/renderer/features/window-on-host.ts";
import { callOf, valueFrom } from "#test/support/calls.ts";
import { endEvent, limited, startedEvent, tryEvents } from "./drill-runs.ts";

let unmount: () => Promise<void> = async () => undefined;
afterEach(async () => {
  await unmount();
  await settle();
  useDrillsStore.setState({ speed: 10, picked: {}, plays: {}, shown: {}, newest: {}, waiting: {} });
});

async function show(chains?: readonly Chain[]) {
  const shown = await showChains(chains === undefined ? {} : { chains });
  unmount = shown.unmount;
  const { host } = shown;
  const started = () => host.drillsAsked.started;
  const tell = async (...events: readonly RunEvent[]) => {
    await act(async () => {
      for (const event of events) host.batcher.emit({ topic: "drill", event });
      host.batcher.flush();
    });
    await settle();
  };
  /** The newest drill that was started runs: the first link is limited, the second answers. */
  const playLast = async () => {
    const runId = started().at(-1)?.runId ?? "";
    await play(runId);
  };
  const play = async (runId: string, status: "done" | "failed" = "done") => {
    await tell(
      startedEvent(runId, smart),
      ...tryEvents({ linkIndex: 0, fromMs: 0, toMs: 380, failure: limited }, runId),
      ...tryEvents({ linkIndex: 1, fromMs: 390, toMs: 4_000, nanoUsd: 5_160_000, text: "Answer" }, runId),
      endEvent({ status, atMs: 4_000, by: "1@390" }, runId),
    );
  };
  return { ...shown, started, tell, play, playLast, drills: () => shown.chain("smart")?.drills ?? [] };
}

async function pickFault(place: number, name: string): Promise<void> {
  const button = [...document.querySelectorAll("button")].find((one) =>
    one.getAttribute("aria-label")?.startsWith(`Fault of link ${place}`),
  );
  if (button === undefined) throw new Error(`No picker of link ${place}`);
  await press(button);
  await settle();
  const label = [...document.querySelectorAll("[role='radiogroup'] label")].find((one) => one.textContent === name);
  if (label === undefined) throw new Error(`No fault ${name}`);
  await press(label);
  await settle();
}

const text = () => pageText().replaceAll("\u00a0", " ");
const cutAt120: DrillFault = { kind: "cut", afterTokens: 120 };

describe("the drill", () => {
  it("asks the host for what is picked, shows what happened and says the verdict once", async () => {
    const { started, playLast } = await show();
    await pickFault(1, "429 with a wait");
    await press(buttonNamed("Run drill"));
    await settle();
    expect(started()).toMatchObject([
      { chain: { id: "smart" }, faults: { l1: { kind: "rate-limit", retryAfterS: 30 } }, speed: 10 },
    ]);
    expect(buttonNamed("Stop")).toBeTruthy();
    await playLast();
    expect(text()).toContain("429 rate limited. OpenRouter cools down for 30 s.");
    expect(text()).toContain("The chain held. Link 2 took over at 0.39 s and finished at 4.00 s.");
    expect(useViewStore.getState().announcement).toContain("The chain held.");
    expect(buttonNamed("Run again")).toBeTruthy();
  });

  it("takes an amount with the fault, and none that is no amount", async () => {
    const { started } = await show();
    await pickFault(2, "Stream cut");
    await fill(field("After so many tokens"), "7");
    await fill(field("After so many tokens"), "many");
    expect(text()).toContain("It is a whole number of tokens from 1 to 380.");
    await press(buttonNamed("Run drill"));
    await settle();
    expect(started()[0]?.faults).toEqual({ l2: { kind: "cut", afterTokens: 7 } });
  });

  it("runs at the speed that is chosen, and by its keys", async () => {
    const { started } = await show();
    useViewStore.setState({ view: "chains" });
    useAppStore.setState(({ settings }) => ({ settings: { ...settings, welcomed: true } }));
    await press(find("fieldset[aria-label='Drill speed'] label"));
    const command = keyedCommands().find((one) => one.id === "drill.run");
    expect(command?.keys).toBe("Mod+D");
    await act(async () => command?.run());
    await settle();
    expect(started()[0]?.speed).toBe(1);
    expect(keyedCommands().find((one) => one.id === "drill.run")?.unavailable).toBe("A drill is running.");
  });

  it("is stopped by Stop, and says when", async () => {
    const { host, started, tell } = await show();
    await press(buttonNamed("Run drill"));
    await settle();
    const runId = started()[0]?.runId ?? "";
    await tell(startedEvent(runId, smart));
    await press(buttonNamed("Stop"));
    await settle();
    expect(host.drillsAsked.stopped).toEqual([runId]);
    await tell(endEvent({ status: "stopped", atMs: 2_400 }, runId));
    expect(text()).toContain("Stopped. You stopped this drill at 2.40 s.");
  });

  it("says why it could not run", async () => {
    const { host } = await show();
    host.drillsAsked.refusal = "4 drills run already.";
    await press(buttonNamed("Run drill"));
    await settle();
    expect(text()).toContain("The drill did not run. 4 drills run already.");
    expect(buttonNamed("Run again")).toBeTruthy();
  });

  it("does not run for ever where the connection was lost", async () => {
    const { host } = await show();
    await press(buttonNamed("Run drill"));
    await settle();
    const snapshot = await valueFrom(callOf(host.router)("app.snapshot", {}));
    await act(async () => takeSnapshot(snapshot));
    expect(text()).toContain("The connection was lost while this drill ran.");
  });

  it("rehearses an edit that was not saved yet, and none that cannot be saved", async () => {
    const { started } = await show();
    await fill(field("Max tokens"), "17");
    await press(buttonNamed("Run drill"));
    await settle();
    expect(started()[0]?.chain.links[0]?.maxTokens).toBe(17);
  });

  it("is not drawn where a chain has no links", async () => {
    await show([{ ...smart, links: [] }]);
    expect(text()).not.toContain("Fallback drill");
  });
});

describe("saved drills", () => {
  it("are kept with the chain, once each, and removed with Undo", async () => {
    const { drills } = await show();
    await pickFault(1, "Stream cut");
    await press(buttonNamed("Save drill"));
    await settle(saved);
    expect(drills()).toMatchObject([{ faults: { l1: cutAt120 } }]);
    expect(buttonNamed("Save drill").disabled).toBe(true);
    await press(buttonNamed("Remove drill Link 1: Cut at 120 tokens"));
    await settle(saved);
    expect(drills()).toEqual([]);
    expect(document.activeElement?.textContent).toBe("Saved drills");
    // The newest is the first.
    await press(buttonNamed("Undo"));
    await settle(saved);
    expect(drills()).toMatchObject([{ faults: { l1: cutAt120 } }]);
  });

  it("are added as a set that suits the chain, without those that are there", async () => {
    const { drills } = await show([{ ...smart, drills: [{ id: "mine", faults: { l1: cutAt120 } }] }]);
    await press(buttonNamed("Add the usual drills"));
    await settle(saved);
    expect(drills()).toHaveLength(15);
    expect(drills()[0]?.id).toBe("mine");
    await press(buttonNamed("Add the usual drills"));
    await settle(saved);
    expect(drills()).toHaveLength(15);
    expect(text()).toContain("These drills are saved already.");
  });

  it("run in one go, three at a time, and are counted", async () => {
    const drills = [1, 2, 3, 4].map((count) => ({
      id: `d${count}`,
      faults: { l1: { ...cutAt120, afterTokens: count } },
    }));
    const { started, play } = await show([{ ...smart, drills }]);
    expect(text()).toContain("4 drills, not run yet");
    await press(buttonNamed("Run all"));
    await settle();
    expect(started()).toHaveLength(3);
    expect(text()).toContain("Waits for its turn");
    await play(started()[0]?.runId ?? "");
    expect(started()).toHaveLength(4);
    expect(text()).toContain("1 of 4 hold so far");
    for (const one of started().slice(1, 3)) await play(one.runId);
    await play(started()[3]?.runId ?? "", "failed");
    expect(text()).toContain("3 of 4 hold");
    expect(text()).not.toContain("so far");
    expect(text()).toContain("Broke.");
  });

  it("end all where they are stopped", async () => {
    const drills = [1, 2, 3, 4].map((count) => ({
      id: `d${count}`,
      faults: { l1: { ...cutAt120, afterTokens: count } },
    }));
    const { host, started, tell } = await show([{ ...smart, drills }]);
    await press(buttonNamed("Run all"));
    await settle();
    await press(buttonNamed("Stop"));
    await settle();
    expect(host.drillsAsked.stopped).toHaveLength(3);
    for (const { runId } of started()) {
      await tell(startedEvent(runId, smart), endEvent({ status: "stopped", atMs: 100 }, runId));
    }
    expect(started()).toHaveLength(3);
    expect(buttonNamed("Run drill")).toBeTruthy();
  });

  it("go on where another chain's are stopped", async () => {
    const drills = [{ id: "one", faults: { l1: cutAt120 } }];
    const { host, started } = await show([
      { ...smart, drills },
      { ...smart, id: "other", name: "other" },
    ]);
    await press(buttonNamed("Run all"));
    await settle();
    const [first] = started();
    await act(async () => selectChain("other"));
    await press(buttonNamed("Run drill"));
    await settle();
    await press(buttonNamed("Stop"));
    await settle();
    expect(host.drillsAsked.stopped).toEqual([started()[1]?.runId]);
    expect(host.drillsAsked.stopped).not.toContain(first?.runId);
  });

  it("say so where a link was removed, and still run", async () => {
    const drills = [{ id: "old", faults: { gone: cutAt120 } }];
    const { started, playLast } = await show([{ ...smart, drills }]);
    expect(text()).toContain("One fault is of a link that was removed. It does nothing.");
    await press(buttonNamed("a removed link"));
    await press(buttonNamed("Run drill"));
    await settle();
    expect(started()[0]?.faults).toEqual({ gone: cutAt120 });
    await playLast();
    expect(text()).toContain("The chain held.");
    expect(text()).toContain("1 of 1 hold");
  });
});
