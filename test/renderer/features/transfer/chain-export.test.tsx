import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { closeChainExport, openChainExport } from "#renderer/actions/chain-export.ts";
import { editChain } from "#renderer/actions/chains.ts";
import { keyedCommands } from "#renderer/actions/commands/all-commands.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { TransferDialogs } from "#renderer/features/transfer/transfer-dialogs.tsx";
import { takeTellings } from "#renderer/stores/toasts-store.ts";
import { useTransferStore } from "#renderer/stores/transfer-store.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import { type ChainExport, type ChainFormat, chainFormats } from "#shared/chain-export.ts";
import { refuse, succeed } from "#shared/failure.ts";
import { defaultSettings } from "#shared/settings.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { openWindow, pageText } from "#test/renderer/features/window-on-host.ts";

const chain = (id: string, links: number): Chain => ({
  id,
  name: id,
  onMidStream: "restart",
  links: Array.from({ length: links }, (_, index) =>
    newLink(`${id}${index}`, "GPT", { providerId: "openai", modelId: "gpt" }),
  ),
});

let unmount: () => Promise<void> = async () => undefined;
const copied: string[] = [];

beforeEach(() => {
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => void copied.push(text));
});

afterEach(async () => {
  await unmount();
  useTransferStore.setState({ chains: null, lastChainFormat: "python" });
  openView("compare");
  copied.length = 0;
  takeTellings();
  vi.restoreAllMocks();
});

/** A file whose text says what was asked for. */
function madeOf(chains: readonly Chain[], format: ChainFormat): ChainExport {
  const text = `# ${format} of ${chains.map(({ name, links }) => `${name} with ${links.length}`).join(", ")}\n`;
  const loss = { what: "cut stream", why: "It has no field for that.", chainName: "smart", linkIndex: null };
  return {
    format,
    file: { fileName: `x-${format}.txt`, mimeType: "text/plain", text },
    language: "yaml",
    losses: format === "litellm" ? [loss, { ...loss, what: "deadline", linkIndex: 1 }] : [],
    variables: ["OPENAI_API_KEY"],
    check: { kind: "run", by: "bash and curl." },
  };
}

async function opened() {
  const { host, asked } = await openWindow({
    chains: [chain("smart", 2), chain("fast", 1), chain("empty", 0)],
    settings: { ...defaultSettings, welcomed: true },
  });
  vi.spyOn(host.exports, "chains").mockImplementation(({ chains }, format) =>
    format === "curl" ? refuse("conflict", "Curl is out.") : succeed(madeOf(chains, format)),
  );
  unmount = await mount(<TransferDialogs />);
  const questions = () =>
    asked.filter(({ method }) => method === "export.chains").map(({ input }) => JSON.stringify(input));
  return { host, questions };
}

async function doing(work: () => void): Promise<void> {
  await act(async () => work());
  await settle();
}

const shown = () => find("[role=dialog] pre").textContent;
const radio = (name: string) => {
  const label = [...document.querySelectorAll("[role=dialog] label")].find((one) => one.textContent.startsWith(name));
  const input = label?.querySelector("input");
  if (input == null) throw new Error(`There is no ${name}.`);
  return input;
};

it("every form is asked for at once, and those that lose something say so before they are looked at", async () => {
  const { questions } = await opened();
  await doing(() => openChainExport("smart"));
  expect(questions().sort()).toEqual(
    chainFormats.map((format) => JSON.stringify({ chainIds: ["smart"], format })).sort(),
  );
  expect([find("[role=dialog] h2").textContent, shown()]).toEqual(["Export smart", "# python of smart with 2\n"]);
  const marked = [...document.querySelectorAll("[role=dialog] label:has(svg.warn) input")];
  expect(marked.map((one) => one.getAttribute("aria-label"))).toEqual([
    "LiteLLM YAML: 2 rules are left out",
    "cURL: not possible",
  ]);
  expect(pageText()).toContain("No key is written. The file reads one environment variable.");
  expect(pageText()).not.toContain("not exported");
  await press(radio("LiteLLM YAML"));
  await settle();
  expect(shown()).toBe("# litellm of smart with 2\n");
  expect(pageText()).toContain("Two rules are not exported.");
  expect(pageText()).toContain("(link 2)");
  expect(questions()).toHaveLength(chainFormats.length);
});

it("what a lost connection kept from coming is asked for again", async () => {
  const { host } = await opened();
  const lost = vi.mocked(host.exports.chains).mockImplementation(() => refuse("disconnected", "The host went away."));
  await doing(() => openChainExport("smart"));
  expect(find("[role=dialog]").textContent).toContain("The host went away.");
  lost.mockImplementation(({ chains }, format) => succeed(madeOf(chains, format)));
  await press(buttonNamed("Try again"));
  await settle();
  expect(shown()).toBe("# python of smart with 2\n");
});

it("what cannot be written says why, and there is nothing to save", async () => {
  await opened();
  await doing(() => openChainExport("smart"));
  await press(radio("cURL"));
  expect(find("[role=dialog]").textContent).toContain("Curl is out.");
  expect([buttonNamed("Save as…").disabled, buttonNamed("Copy").disabled]).toEqual([true, true]);
});

it("all chains with links go into one file", async () => {
  const { host } = await opened();
  await doing(() => openChainExport("smart"));
  await press(radio("All 2 chains"));
  await settle();
  expect([find("[role=dialog] h2").textContent, shown()]).toEqual([
    "Export all 2 chains",
    "# python of smart with 2, fast with 1\n",
  ]);
  expect(host.exports.chains).toHaveBeenCalledTimes(2 * chainFormats.length);
});

it("an answer that comes late is not shown as that of another chain, nor opens what was closed", async () => {
  await opened();
  const texts = new Set<string>();
  const stop = useTransferStore.subscribe(({ chains }) => {
    const made = chains?.made.python;
    if (chains !== null && made?.ok === true) texts.add(`${chains.chainId}: ${made.value.file.text}`);
  });
  await doing(() => {
    openChainExport("smart");
    openChainExport("fast");
  });
  await doing(() => {
    openChainExport("smart");
    closeChainExport();
  });
  stop();
  expect([...texts]).toEqual(["fast: # python of fast with 1\n"]);
  expect(useTransferStore.getState().chains).toBeNull();
});

it("what was typed a moment ago is in the file; what cannot be saved is said not to be", async () => {
  await opened();
  act(() => editChain("smart", (one) => ({ ...one, links: chain("smart", 3).links })));
  await doing(() => openChainExport("smart"));
  expect(shown()).toBe("# python of smart with 3\n");
  expect(pageText()).not.toContain("Not saved");
  await press(buttonNamed("Close"));
  act(() => editChain("smart", (one) => ({ ...one, name: "" })));
  await doing(() => openChainExport("smart"));
  expect(shown()).toBe("# python of smart with 3\n");
  expect(pageText()).toContain("Not saved, so not in the file: what was changed last in smart.");
  await doing(() => editChain("smart", (one) => ({ ...one, name: "smart" })));
});

it("the keys that copy take the whole file, unless something of it is marked", async () => {
  await opened();
  await doing(() => openChainExport("smart"));
  const keys = () =>
    find("[role=dialog] pre").dispatchEvent(
      new KeyboardEvent("keydown", { key: "c", code: "KeyC", ctrlKey: true, bubbles: true, cancelable: true }),
    );
  window.getSelection()?.selectAllChildren(find("[role=dialog] pre"));
  await doing(keys);
  expect(copied).toEqual([]);
  window.getSelection()?.removeAllRanges();
  await doing(keys);
  expect(copied).toEqual(["# python of smart with 2\n"]);
  expect(takeTellings().map(({ text }) => text)).toEqual(["x-python.txt copied."]);
  expect(useTransferStore.getState().chains).toBeNull();
});

it("the keys of an export mean the chain where a chain is shown, else the comparison", async () => {
  await opened();
  const exporting = () => keyedCommands().filter(({ keys }) => keys === "Mod+Shift+E");
  expect(exporting().map(({ id }) => id)).toEqual(["export.comparison"]);
  act(() => openView("chains"));
  expect(exporting().map(({ id, detail }) => [id, detail])).toEqual([["export.chain-smart", "smart"]]);
});
