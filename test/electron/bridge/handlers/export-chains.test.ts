import { expect, test } from "vitest";
import { setupSchema } from "#electron/bridge/setup/setup-schema.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import { chainFormats } from "#shared/chain-export.ts";
import type { Provider } from "#shared/model.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { key, setup } from "#test/support/handler-setup.ts";

const eu: Provider = {
  id: "eu",
  name: "EU",
  kind: "openai-compatible",
  baseUrl: "https://eu.test/v1",
  keyOptional: false,
};
const chain = (id: string, links: Chain["links"]): Chain => ({ id, name: id, links, onMidStream: "restart" });
const deep = chain("deep", [newLink("l1", "M", { providerId: "eu", modelId: "m" })]);
const plain = chain("plain", [newLink("l2", "GPT", { providerId: "openai", modelId: "gpt-5" })]);
const price = { providerId: "eu", modelId: "m", inputUsd: 1, outputUsd: 2, setAtMs: 7 };
const start = { chains: [plain, deep], storedProviders: [eu], ownPrices: [price] };

test("one chain goes out with its own provider and price, and comes into a fresh program as it was", async () => {
  const out = setup(start);
  const { file, losses, variables } = await valueFrom(
    out.call("export.chains", { chainIds: ["deep"], format: "json" }),
  );
  expect({ losses, variables }).toEqual({ losses: [], variables: [] });
  const parsed = setupSchema.parse(JSON.parse(file.text));
  expect(parsed).toMatchObject({ providers: [eu], chains: [deep], ownPrices: [price], columnSets: [], settings: {} });
  const there = setup({ chains: [] });
  const preview = await valueFrom(there.call("import.preview", { text: file.text }));
  await valueFrom(there.call("import.apply", { previewId: preview.previewId, choices: {} }));
  expect(there.host.workspace.chains()).toEqual([deep]);
  expect(there.host.workspace.ownPrices()).toEqual([price]);
});

test("chains stand in the file in the order that is asked, and one that is gone is said to be", async () => {
  const { call } = setup(start);
  const { file } = await valueFrom(call("export.chains", { chainIds: ["deep", "plain"], format: "json" }));
  expect(setupSchema.parse(JSON.parse(file.text)).chains.map(({ id }) => id)).toEqual(["deep", "plain"]);
  expect((await failureFrom(call("export.chains", { chainIds: ["gone"], format: "json" }))).code).toBe("not-found");
});

test("a chain without a link is no file for another program", async () => {
  const { call } = setup({ ...start, chains: [chain("empty", [])] });
  const failure = await failureFrom(call("export.chains", { chainIds: ["empty"], format: "litellm" }));
  expect(failure.code).toBe("conflict");
});

test("a key that is known here is in no file", async () => {
  const { call } = setup(start);
  await valueFrom(call("key.set", { providerId: "eu", key }));
  const { file } = await valueFrom(call("export.chains", { chainIds: ["deep"], format: "json" }));
  expect(file.text).not.toContain(key);
});

test("a server that wants no key is asked without one, until it has one here", async () => {
  const world = setup({ ...start, storedProviders: [{ ...eu, keyOptional: true }] });
  for (const format of ["litellm", "portkey", "curl", "python", "typescript", "typescript-fetch"] as const) {
    const without = await valueFrom(world.call("export.chains", { chainIds: ["deep"], format }));
    expect({ format, variables: without.variables }).toEqual({ format, variables: [] });
  }
  await valueFrom(world.call("key.set", { providerId: "eu", key }));
  for (const format of ["litellm", "portkey", "curl", "python", "typescript", "typescript-fetch"] as const) {
    const { file, variables } = await valueFrom(world.call("export.chains", { chainIds: ["deep"], format }));
    expect({ format, variables }).toEqual({ format, variables: ["EU_API_KEY"] });
    expect(file.text).toContain("EU_API_KEY");
  }
});

test("a link whose provider is gone, and a chain without links, are told among what is lost, and the rest goes out", async () => {
  const lost = newLink("l9", "Gone", { providerId: "gone", modelId: "m" });
  const half = chain("half", [lost, ...plain.links]);
  const { call } = setup({ ...start, chains: [half, chain("empty", [])] });
  const { file, losses } = await valueFrom(call("export.chains", { chainIds: ["half", "empty"], format: "litellm" }));
  expect(file.text).toContain("model: openai/gpt-5");
  expect(losses).toEqual(
    expect.arrayContaining([
      {
        what: "Gone",
        why: "Its provider is not here any more, so the link is left out.",
        chainName: "half",
        linkIndex: 0,
      },
      {
        what: "the chain",
        why: "A chain without a link answers nothing, so it is left out.",
        chainName: "empty",
        linkIndex: null,
      },
    ]),
  );
  // What is lost of a link names it by its place in the chain as it is saved.
  expect(losses.map(({ linkIndex }) => linkIndex)).not.toContain(2);
});

test.each(chainFormats)("%s: a file is there, its key is a variable, and how it is checked is said", async (format) => {
  const { call } = setup(start);
  const { file, variables, check } = await valueFrom(call("export.chains", { chainIds: ["plain", "deep"], format }));
  expect(file.fileName).toMatch(/^[A-Za-z0-9._-]+\.(?:py|ts|yaml|json|sh)$/);
  if (format !== "json") expect(variables).toContain(format === "openrouter" ? "OPENROUTER_API_KEY" : "OPENAI_API_KEY");
  for (const variable of format === "openrouter" ? [] : variables) expect(file.text).toContain(variable);
  expect(check.by).toMatch(/\.$/);
});
