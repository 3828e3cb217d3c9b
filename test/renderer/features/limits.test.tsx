import { act } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { ChainsView } from "#renderer/features/chains/chains-view.tsx";
import { CoolingDown } from "#renderer/features/compare/column/cooling-down.tsx";
import { ProvidersView } from "#renderer/features/providers/providers-view.tsx";
import { StatusBar } from "#renderer/features/shell/status-bar.tsx";
import { applyAppEvents, useAppStore } from "#renderer/stores/app-store.ts";
import { useSelectionStore } from "#renderer/stores/selection-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { newLink } from "#shared/chain.ts";
import { unlimited } from "#shared/provider-state.ts";
import { buttonNamed, mount, press, settle } from "#test/renderer/features/mount.ts";
import { openWindow, pageText } from "#test/renderer/features/window-on-host.ts";
import { attemptOf, chainTarget, modelTarget, rateLimited, runOf } from "#test/support/scripted-data.ts";

const smart = {
  id: "smart",
  name: "smart",
  onMidStream: "restart",
  links: [newLink("l1", "GPT", { providerId: "openai", modelId: "gpt" })],
} as const;

let unmount: () => Promise<void> = async () => undefined;

/** OpenAI limited for half a minute, as the engine would tell it. */
async function limitOpenai(reason: "RATE_LIMIT" | "NETWORK" = "RATE_LIMIT") {
  const state = useAppStore.getState().providers.find((one) => one.provider.id === "openai");
  if (state === undefined) throw new Error("The host has no OpenAI.");
  const limit = { ...unlimited, isLimited: true, reason, nextProbeAtMs: Date.now() + 30_000 };
  await act(async () => applyAppEvents([{ topic: "provider", provider: { ...state, limit } }]));
}

const clears = () => [...document.querySelectorAll("button")].filter((one) => one.textContent === "Clear cooldown");

afterEach(async () => unmount());

describe("a column that waits for a cooldown", () => {
  const run = runOf("r1", {
    status: "waiting",
    startedAtMs: Date.now(),
    attempts: [attemptOf("a", { status: "failed", endMs: 300, failure: rateLimited })],
    waiting: { linkIndex: 0, class: "RATE_LIMIT", untilMs: 30_000 },
  });

  it("is sent now by its button, and can be stopped", async () => {
    const { host } = await openWindow();
    unmount = await mount(<CoolingDown run={run} failure={rateLimited} untilMs={30_000} />);
    await press(buttonNamed("Send now"));
    await press(buttonNamed("Stop waiting"));
    await settle();
    expect(host.manager.hurried).toEqual(["r1"]);
    expect(host.manager.stopped).toEqual(["r1"]);
  });

  it("offers another link where it is a chain's, and leads to that chain", async () => {
    await openWindow({ chains: [smart] });
    const ofModel = { ...run, target: modelTarget("openai", "gpt") };
    unmount = await mount(<CoolingDown run={ofModel} failure={rateLimited} untilMs={30_000} />);
    expect(pageText()).not.toContain("Add a fallback link");
    await unmount();
    const ofChain = { ...run, target: chainTarget("smart") };
    unmount = await mount(<CoolingDown run={ofChain} failure={rateLimited} untilMs={30_000} />);
    await press(buttonNamed("Add a fallback link"));
    expect(useSelectionStore.getState().chainId).toBe("smart");
    expect(useViewStore.getState().view).toBe("chains");
  });
});

describe("a cooldown", () => {
  it("is cleared where Providers shows it, and nothing is offered without one", async () => {
    const { host } = await openWindow();
    unmount = await mount(<ProvidersView />);
    expect(clears()).toEqual([]);
    await limitOpenai("NETWORK");
    expect(clears()).toEqual([]);
    await limitOpenai();
    await press(buttonNamed("Clear cooldown"));
    await settle();
    expect(host.manager.cleared).toEqual(["openai"]);
  });

  it("is cleared beside the chain that it holds up", async () => {
    const { host } = await openWindow({ chains: [smart] });
    unmount = await mount(<ChainsView />);
    expect(clears()).toEqual([]);
    await limitOpenai();
    await press(buttonNamed("Clear cooldown: OpenAI"));
    await settle();
    expect(host.manager.cleared).toEqual(["openai"]);
  });
});

describe("the status bar", () => {
  it("says what the host knows of the network and of the gateway", async () => {
    const { host } = await openWindow();
    unmount = await mount(<StatusBar />);
    expect(pageText()).toContain("Online");
    expect(pageText()).not.toContain("Gateway");
    await act(async () => applyAppEvents([{ topic: "online", online: false }]));
    expect(pageText()).toContain("Offline");
    await act(async () => applyAppEvents([{ topic: "online", online: true }]));
    expect(pageText()).toContain("Online");
    await host.gateway.turnOn(4747);
    host.batcher.flush();
    await settle();
    expect(pageText()).toContain("Gateway on 127.0.0.1:4747");
    host.gateway.become({ kind: "failed", reason: "other", port: 4747, message: "No." });
    host.batcher.flush();
    await settle();
    expect(pageText()).toContain("Gateway not started");
  });
});
