import { expect, it } from "vitest";
import { editChain, removeChain, saveChain } from "#renderer/actions/chains.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useChainDraftsStore } from "#renderer/stores/chain-drafts-store.ts";
import type { Chain } from "#shared/chain.ts";
import { settle } from "#test/renderer/features/mount.ts";
import { openWindow } from "#test/renderer/features/window-on-host.ts";

const smart: Chain = { id: "smart", name: "smart", links: [], onMidStream: "restart" };

it("what was just typed is saved all the same where the chain could not be deleted", async () => {
  const { host, methods } = await openWindow({ chains: [smart] });
  editChain("smart", (chain) => ({ ...chain, name: "smarter" }));
  host.store.trouble = "The disk is full.";
  await removeChain("smart");
  expect(methods().slice(-2)).toEqual(["chain.remove", "chain.save"]);
  expect(useChainDraftsStore.getState().saves.smart?.kind).toBe("failed");
  host.store.trouble = null;
  await saveChain("smart");
  await settle();
  expect(useAppStore.getState().chains.map((chain) => chain.name)).toEqual(["smarter"]);
});
