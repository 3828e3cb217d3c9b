import { act } from "react";
import { expect, it } from "vitest";
import type { Series } from "#renderer/parts/evidence/series.ts";
import { useSeries } from "#renderer/parts/evidence/use-series.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { mount } from "#test/renderer/features/mount.ts";
import { modelLists, modelTarget, providerStates } from "#test/support/scripted-data.ts";

const target = modelTarget("openai", "gpt-4o");
const comparison: Comparison = {
  ...{ id: "c", conversationId: "v", sessionId: "s", prompt: "Hi", startedAtMs: 0, isDemo: false },
  repeat: { purpose: "repeat", times: 2, seed: 1, perProvider: 1, columns: [{ columnId: "a", target }] },
};
const runs: readonly Run[] = [];

it("a provider's limits, which change with every answer, draw no series anew; its name does", async () => {
  useAppStore.setState({ modelLists, providers: providerStates(1_000), chains: [] });
  const seen: (readonly Series[])[] = [];
  function Probe() {
    seen.push(useSeries(comparison, runs));
    return null;
  }
  const unmount = await mount(<Probe />);
  await act(async () => useAppStore.setState({ providers: providerStates(9_000) }));
  expect(new Set(seen).size).toBe(1);
  const renamed = providerStates(9_000).map((state) => ({ ...state, provider: { ...state.provider, name: "New" } }));
  await act(async () => useAppStore.setState({ providers: renamed }));
  expect(new Set(seen).size).toBe(2);
  await unmount();
});
