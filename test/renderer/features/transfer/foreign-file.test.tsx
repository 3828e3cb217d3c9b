import { act } from "react";
import { afterEach, expect, it } from "vitest";
import { openSetup } from "#renderer/actions/import.ts";
import { TransferDialogs } from "#renderer/features/transfer/transfer-dialogs.tsx";
import { useTransferStore } from "#renderer/stores/transfer-store.ts";
import type { SetupPreview } from "#shared/setup.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { openWindow } from "#test/renderer/features/window-on-host.ts";

let unmount: () => Promise<void> = async () => undefined;

afterEach(async () => {
  await unmount();
  useTransferStore.setState({ setup: null });
});

const ofLiteLlm: SetupPreview = {
  previewId: "p1",
  source: "litellm",
  items: [
    { key: "chain 0", kind: "chain", name: "smart", details: "3 links.", state: "new", choices: ["add", "skip"] },
  ],
  leftOut: [
    { path: "router_settings.routing_strategy", why: "Understudy asks links in their order." },
    { path: "x\u202e", why: "It is not known here." },
  ],
};

async function show(preview: SetupPreview): Promise<string> {
  await openWindow();
  unmount = await mount(<TransferDialogs />);
  act(() =>
    useTransferStore.setState({
      setup: { fileName: "litellm.yaml", preview, choices: {}, isApplying: false, problem: null },
    }),
  );
  await settle();
  return find("[role=dialog]").textContent;
}

it("another program's file says whose it is, what has no place here, and that keys are not taken from it", async () => {
  const text = await show(ofLiteLlm);
  expect(text).toContain("Read as a file of LiteLLM.");
  expect(text).toContain("Keys are never taken from a file");
  expect(find("[role=dialog] summary").textContent).toBe("2\u00a0parts of it are left out");
  const [first, second] = [...document.querySelectorAll("[role=dialog] details li")].map((one) => one.textContent);
  expect(first).toBe("router_settings.routing_strategy Understudy asks links in their order.");
  expect(second).toBe("x⟨U+202E⟩ It is not known here.");
  expect(text).toContain("1 added, 0 replaced, 0 as they are");
  expect(buttonNamed("Import").disabled).toBe(false);
});

it("one that holds nothing for this program does not claim that all of it is here", async () => {
  const text = await show({ ...ofLiteLlm, source: "portkey", items: [] });
  expect(text).toContain("Read as a file of Portkey.");
  expect(text).toContain("There is nothing in this file that can be imported.");
  expect(text).not.toContain("is here already");
  expect(buttonNamed("Import").disabled).toBe(true);
});

it("our own file says nothing of the kind", async () => {
  const text = await show({ ...ofLiteLlm, source: "understudy", items: [], leftOut: [] });
  expect(text).toContain("Everything in this file is here already.");
  expect(text).not.toContain("Read as");
});

it("a file of LiteLLM becomes a chain that can be asked, and no key of it is shown or kept", async () => {
  const { host } = await openWindow();
  unmount = await mount(<TransferDialogs />);
  const key = "sk-ant-literal-0000000000000000000000";
  const yaml = `model_list:
  - model_name: support
    litellm_params: { model: openai/gpt-4o, api_key: os.environ/OPENAI_API_KEY, rpm: 40 }
  - model_name: support-2
    litellm_params: { model: anthropic/claude-sonnet-4-5, api_key: ${key} }
litellm_settings:
  fallbacks: [{ support: [support-2] }]
`;
  await act(() => openSetup(new File([yaml], "litellm.yaml")));
  const shown = find("[role=dialog]").textContent;
  expect(shown).toContain("Read as a file of LiteLLM.");
  expect(shown).toContain("model_list[0].litellm_params.rpm");
  expect(shown).not.toContain(key);
  await press(buttonNamed("Import"));
  await settle();
  const chain = host.workspace.chains().find(({ name }) => name === "support");
  expect(chain?.links.map(({ provider, modelId }) => [provider, modelId])).toEqual([
    ["openai", "gpt-4o"],
    ["anthropic", "claude-sonnet-4-5"],
  ]);
  expect(JSON.stringify(host.workspace.chains())).not.toContain(key);
});
