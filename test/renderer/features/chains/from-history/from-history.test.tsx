import { act } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { allCommands } from "#renderer/actions/commands/all-commands.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { closeChainHealth, useChainHealthStore } from "#renderer/stores/chain-health-store.ts";
import { takeTellings } from "#renderer/stores/toasts-store.ts";
import type { ChainHealth } from "#shared/chain-health.ts";
import { succeed } from "#shared/failure.ts";
import { defaultSettings } from "#shared/settings.ts";
import { saved, showChains, smart } from "#test/renderer/features/chains/chains-window.tsx";
import { buttonNamed, find, press, settle } from "#test/renderer/features/mount.ts";
import { undoNewest } from "#test/renderer/features/undo.ts";
import { pageText } from "#test/renderer/features/window-on-host.ts";
import { chainHealth, orderedHealth } from "#test/support/scripted-chain-health.ts";

let unmount: () => Promise<void> = async () => undefined;

afterEach(async () => {
  await unmount();
  closeChainHealth();
  useChainHealthStore.setState({ days: 30 });
  openView("compare");
  takeTellings();
  vi.restoreAllMocks();
});

/** The scripted figures as if they were of the window's own chain. */
function healthOfSmart(health: ChainHealth): ChainHealth {
  const links = health.links.flatMap((link, index) => {
    const own = smart.links[index];
    return own === undefined ? [] : { ...link, providerId: own.provider, modelId: own.modelId };
  });
  return { ...health, chainId: "smart", links };
}

async function shown(health: ChainHealth | null) {
  const opened = await showChains();
  unmount = opened.unmount;
  if (health !== null) {
    vi.spyOn(opened.host.store, "chainHealth").mockImplementation(async ({ days }) => ({
      ok: true,
      value: { ...healthOfSmart(health), days },
    }));
  }
  await press(find("nav li:last-child button"));
  await press(find("nav li:first-child button"));
  await settle();
  return opened;
}

const foot = () => find("aside[aria-label='Provider health'] > button");
const rows = (table: string) =>
  [...document.querySelectorAll(`table[aria-label='${table}'] tbody tr`)].map((row) => row.textContent);

it("at the foot of the health column stands what a request takes and costs; behind it is all of it", async () => {
  const { asked } = await shown(chainHealth);
  expect(foot().textContent).toBe("From history, last 30 days6.29\u00a0s to an answer, $0.0107 each.");
  expect(asked.some(({ method }) => method === "chain.whatIf")).toBe(false);
  await press(foot());
  await settle();
  expect(find("[role=dialog] h2").textContent).toBe("smart, from history");
  expect(rows("Who answered")[0]).toContain("1OrSonnet · OpenRouter212194 (92%)18");
  expect(pageText()).toContain("Too few runs. Each link needs 15 first attempts: link 3 (GPT) has 3.");
  expect(pageText()).toContain("No prompt was answered in the last 30 days");
  await press(find("[role=dialog] fieldset label:first-of-type input"));
  await settle();
  expect(asked.slice(-3).map(({ method, input }) => `${method} ${JSON.stringify(input)}`)).toContain(
    'chain.health {"chainId":"smart","days":7}',
  );
  expect(pageText()).toContain("No prompt was answered in the last 7 days");
});

it("an order that would have been better is taken over with a press, and comes back with another", async () => {
  const { chain } = await shown(orderedHealth);
  const order = () => chain("smart")?.links.map(({ id }) => id);
  act(() => openView("chains"));
  act(() =>
    allCommands()
      .find(({ id }) => id === "chain.health")
      ?.run(),
  );
  await settle();
  expect(rows("Other orders of the links")).toHaveLength(3);
  expect(find("[role=dialog]").textContent).toContain("as if links failed independently of each other");
  await press(buttonNamed("Use the order 3 › 1 › 2"));
  // The places in the table are those of the order before: nothing more can be done with them.
  expect(buttonNamed("Use the order 2 › 1 › 3").disabled).toBe(true);
  await settle(saved);
  expect(order()).toEqual(["l3", "l1", "l2"]);
  expect(buttonNamed("Use the order 2 › 1 › 3").disabled).toBe(true);
  act(undoNewest);
  await settle(saved);
  expect(order()).toEqual(["l1", "l2", "l3"]);
});

it("of a chain that nothing was asked of, and where the history cannot be read, that is said", async () => {
  const { host } = await shown(null);
  expect(foot().textContent).toContain("No answers yet in the last 30 days.");
  host.store.trouble = "The disk is gone.";
  await press(foot());
  await settle();
  expect(find("[role=dialog]").textContent).toContain("The history could not be read: The disk is gone.");
});

it("what comes from the demo is labelled", async () => {
  const opened = await showChains({ settings: { ...defaultSettings, demo: true } });
  unmount = opened.unmount;
  vi.spyOn(opened.host.store, "chainHealth").mockImplementation(async () => succeed({ ...chainHealth, isDemo: true }));
  act(() => useChainHealthStore.setState({ days: 90 }));
  await settle();
  expect(foot().textContent).toContain("each. Demo.");
  await press(foot());
  await settle();
  expect(find("[role=dialog]").textContent).toContain("Demo");
});
