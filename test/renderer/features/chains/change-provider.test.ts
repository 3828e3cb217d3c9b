import { describe, expect, it } from "vitest";
import { changeLinkProvider } from "#renderer/actions/chain-links.ts";
import { applyAppEvents } from "#renderer/stores/app-store.ts";
import { useChainDraftsStore } from "#renderer/stores/chain-drafts-store.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import type { ModelInfo } from "#shared/model.ts";
import { openWindow } from "#test/renderer/features/window-on-host.ts";

const link = {
  ...newLink("l1", "Claude Sonnet 5.5", { providerId: "openrouter", modelId: "anthropic/claude-sonnet-5.5" }),
  costPer1kInput: 1,
};
const chain: Chain = { id: "smart", name: "smart", links: [link], onMidStream: "restart" };

function list(providerId: string, models: readonly (readonly [modelId: string, name: string])[]) {
  const unknown = { contextTokens: null, maxOutputTokens: null, price: null, isFree: false };
  const infos: readonly ModelInfo[] = models.map(([modelId, name]) => ({ providerId, modelId, name, ...unknown }));
  return { topic: "models", list: { providerId, source: "bundled", fetchedAtMs: null, models: infos } } as const;
}

async function moveTo(providerId: string) {
  await openWindow({ chains: [chain] });
  applyAppEvents([
    list("openrouter", [["anthropic/claude-sonnet-5.5", "Anthropic: Claude Sonnet 5.5"]]),
    list("anthropic", [
      ["claude-opus-5-5", "Claude Opus 5.5"],
      ["claude-sonnet-5-5", "Claude Sonnet 5.5"],
    ]),
    list("openai", [["gpt-6-luna", "GPT-6 Luna"]]),
  ]);
  changeLinkProvider(chain, link, providerId);
  return useChainDraftsStore.getState().drafts.smart?.links[0];
}

describe("a link that goes to another provider", () => {
  it("keeps its model under the id it has there, and drops the price of the old one", async () => {
    const moved = {
      provider: "anthropic",
      modelId: "claude-sonnet-5-5",
      name: "Claude Sonnet 5.5",
      costPer1kInput: null,
    };
    expect(await moveTo("anthropic")).toMatchObject(moved);
  });

  it("takes the first model that the provider has where it has not the same", async () => {
    expect(await moveTo("openai")).toMatchObject({ provider: "openai", modelId: "gpt-6-luna", name: "GPT-6 Luna" });
  });
});
