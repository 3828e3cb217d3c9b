import { expect, test } from "vitest";
import { newLink } from "#shared/chain.ts";
import type { Provider } from "#shared/model.ts";
import { defaultSettings } from "#shared/settings.ts";
import type { SetupChoices } from "#shared/setup.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { key, setup } from "#test/support/handler-setup.ts";

const link = newLink("l1", "GPT", { providerId: "openai", modelId: "gpt-5" });
const chain = (id: string, name: string, links = [link]) => ({ id, name, links, onMidStream: "restart" as const });
const set = { id: "s1", name: "Two", columns: [{ target: { kind: "chain" as const, chainId: "deep" } }] };
const eu: Provider = {
  id: "eu",
  name: "EU",
  kind: "openai-compatible",
  baseUrl: "https://eu.test/v1",
  keyOptional: false,
};
const price = { providerId: "eu", modelId: "m", inputUsd: 1, outputUsd: 2, setAtMs: 7 };
const budgets = {
  budgets: [{ id: "b1", period: "day" as const, providerId: "eu", limitNanoUsd: 5_000_000_000 }],
  hardStop: true,
  warns: true,
  countsGateway: false,
};
const full = {
  chains: [chain("smart", "smart"), chain("deep", "deep", [{ ...link, provider: "eu" }])],
  columnSets: [set],
  ownPrices: [price],
  storedProviders: [eu],
  settings: {
    ...defaultSettings,
    theme: "dark" as const,
    budgets,
    gateway: { ...defaultSettings.gateway, on: true, hiddenChainIds: ["deep"] },
  },
};

async function imported(text: string, choices: SetupChoices = {}, start = {}) {
  const world = setup(start);
  const preview = await valueFrom(world.call("import.preview", { text }));
  const result = await valueFrom(world.call("import.apply", { previewId: preview.previewId, choices }));
  return { ...world, preview, result };
}

const exportedText = async (world: ReturnType<typeof setup>) => (await valueFrom(world.call("export.setup", {}))).text;
const textOf = (parts: object) => JSON.stringify({ format: "understudy-setup", version: 1, ...parts });

test("a setup goes out and comes into a fresh program: its own export is the same file, byte for byte", async () => {
  const text = await exportedText(setup(full));
  const there = await imported(text, {}, { chains: [] });
  expect(there.preview.items.map(({ state }) => state)).not.toContain("refused");
  expect(await exportedText(there)).toBe(text);
  expect(there.host.workspace.settings()).toMatchObject({ theme: "dark", budgets, gateway: { on: false } });
  expect(there.host.store.chains).toEqual(full.chains);
  expect(there.host.store.providers.get("eu")).toEqual(eu);
  expect(there.host.applied.at(-1)).toMatchObject({ theme: "dark" });
  expect(there.topics()).toEqual(
    expect.arrayContaining(["provider", "chains", "column-sets", "own-prices", "settings"]),
  );
});

test("no key is in it, and nothing that turns a switch on", async () => {
  const world = setup(full);
  await valueFrom(world.call("key.set", { providerId: "eu", key }));
  const text = await exportedText(world);
  expect(text).not.toContain(key);
  expect(text).not.toContain(key.slice(-4));
  const file: { settings: object; providers: object[] } = JSON.parse(text);
  expect(Object.keys(file)).toEqual([
    "format",
    "version",
    "providers",
    "chains",
    "columnSets",
    "ownPrices",
    "settings",
  ]);
  expect(Object.keys(file.settings)).toEqual([
    "theme",
    "density",
    "sendWith",
    "parallelRequests",
    "proxy",
    "budgets",
    "gateway",
  ]);
  expect(file.providers).toEqual([eu]);
});

test("what is here already changes nothing", async () => {
  const world = setup(full);
  const text = await exportedText(world);
  const preview = await valueFrom(world.call("import.preview", { text }));
  expect(preview.items.map(({ state, choices }) => [state, choices.length])).toEqual(
    preview.items.map(() => ["same", 0]),
  );
  const result = await valueFrom(world.call("import.apply", { previewId: preview.previewId, choices: {} }));
  expect(result).toEqual({ added: 0, replaced: 0, kept: preview.items.length, refused: 0 });
});

const conflict = textOf({ chains: [chain("smart", "Smart", [])] });

test("a chain of the same name stays unless the user chooses: skip, replace or keep both", async () => {
  const kept = await imported(conflict);
  expect(kept.preview.items).toMatchObject([{ state: "conflict", choices: ["skip", "replace", "keep-both"] }]);
  expect(kept.host.workspace.chains()).toMatchObject([{ id: "smart", links: [{ id: "l1" }] }]);
  const [item] = kept.preview.items;
  if (item === undefined) throw new Error("There is a conflict.");
  const replaced = await imported(conflict, { [item.key]: "replace" });
  expect(replaced.host.workspace.chains()).toEqual([chain("smart", "Smart", [])]);
  const both = await imported(conflict, { [item.key]: "keep-both" });
  expect(both.host.workspace.chains().map(({ name, links }) => [name, links.length])).toEqual([
    ["smart", 1],
    ["Smart 2", 0],
  ]);
  expect(both.result).toEqual({ added: 1, replaced: 0, kept: 0, refused: 0 });
});

test("what comes with it finds the chain and the provider under the names that they have here", async () => {
  const text = textOf({
    providers: [{ ...eu, baseUrl: "https://other.test/v1" }],
    chains: [chain("deep", "deep", [{ ...link, provider: "eu" }])],
    columnSets: [set],
    settings: { budgets },
  });
  const start = { storedProviders: [eu], chains: [chain("deep", "deep", [])] };
  const world = setup(start);
  const preview = await valueFrom(world.call("import.preview", { text }));
  const choices = Object.fromEntries(
    preview.items.map(({ key: name, choices: offered }) => [name, offered.at(-1) ?? "skip"]),
  );
  expect(Object.values(choices)).toEqual(["keep-both", "keep-both", "skip", "skip"]);
  const budgetKey = preview.items.find(({ kind }) => kind === "setting")?.key ?? "";
  const setKey = preview.items.find(({ kind }) => kind === "column-set")?.key ?? "";
  const applied = { ...choices, [budgetKey]: "replace" as const, [setKey]: "add" as const };
  await valueFrom(world.call("import.apply", { previewId: preview.previewId, choices: applied }));
  const added = world.host.workspace.providers().find(({ provider }) => provider.name === "EU 2")?.provider;
  const deep = world.host.workspace.chains().find(({ name }) => name === "deep 2");
  expect(added).toMatchObject({ baseUrl: "https://other.test/v1" });
  expect(deep?.links).toMatchObject([{ provider: added?.id }]);
  expect(world.host.workspace.columnSets()[0]?.columns).toEqual([{ target: { kind: "chain", chainId: deep?.id } }]);
  expect(world.host.workspace.settings().budgets.budgets).toMatchObject([{ providerId: added?.id }]);
});

test("a provider keeps its address unless the user replaces it, and then no key goes with it", async () => {
  const world = setup({ storedProviders: [eu] });
  await valueFrom(world.call("key.set", { providerId: "eu", key }));
  const text = textOf({ providers: [{ ...eu, baseUrl: "https://evil.test/v1" }] });
  const kept = await valueFrom(world.call("import.preview", { text }));
  expect(kept.items).toMatchObject([{ state: "conflict", choices: ["skip", "replace", "keep-both"] }]);
  const itemKey = kept.items[0]?.key ?? "";
  await valueFrom(world.call("import.apply", { previewId: kept.previewId, choices: {} }));
  expect(world.host.workspace.provider("eu")?.provider.baseUrl).toBe("https://eu.test/v1");
  const again = await valueFrom(world.call("import.preview", { text }));
  await valueFrom(world.call("import.apply", { previewId: again.previewId, choices: { [itemKey]: "replace" } }));
  const state = world.host.workspace.provider("eu");
  expect(state?.provider.baseUrl).toBe("https://evil.test/v1");
  expect(state?.key.kind).not.toBe("stored");
  expect(world.host.workspace.keySource("eu")).toEqual({ kind: "none" });
});

test("a chain whose provider was left out is not imported", async () => {
  const text = textOf({ providers: [eu], chains: [chain("deep", "deep", [{ ...link, provider: "eu" }])] });
  const world = setup();
  const preview = await valueFrom(world.call("import.preview", { text }));
  const choices = { [preview.items[0]?.key ?? ""]: "skip" as const };
  const result = await valueFrom(world.call("import.apply", { previewId: preview.previewId, choices }));
  expect(result).toEqual({ added: 0, replaced: 0, kept: 1, refused: 1 });
  expect(world.host.workspace.chains().map(({ id }) => id)).toEqual(["smart"]);
});

test("a disk that fails leaves everything as it was, and the preview can be applied once more", async () => {
  const world = setup();
  const preview = await valueFrom(world.call("import.preview", { text: await exportedText(setup(full)) }));
  world.topics();
  world.host.store.trouble = "The disk is full.";
  const failure = await failureFrom(world.call("import.apply", { previewId: preview.previewId, choices: {} }));
  expect(failure).toEqual({ code: "unavailable", message: "This was not saved: The disk is full." });
  expect(world.host.workspace.chains().map(({ id }) => id)).toEqual(["smart"]);
  expect([world.host.workspace.settings(), world.topics()]).toEqual([defaultSettings, []]);
  world.host.store.trouble = null;
  await valueFrom(world.call("import.apply", { previewId: preview.previewId, choices: {} }));
  expect(world.host.workspace.chains().map(({ id }) => id)).toEqual(["smart", "deep"]);
});

test("what changed here since the preview is not overwritten", async () => {
  const world = setup();
  const { previewId } = await valueFrom(
    world.call("import.preview", { text: textOf({ chains: [chain("new", "new")] }) }),
  );
  await valueFrom(world.call("chain.save", { chain: chain("mine", "New") }));
  expect((await failureFrom(world.call("import.apply", { previewId, choices: {} }))).code).toBe("conflict");
  expect(world.host.workspace.chains().map(({ id }) => id)).toEqual(["smart", "mine"]);
});
