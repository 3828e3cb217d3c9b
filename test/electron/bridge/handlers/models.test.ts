import { expect, test } from "vitest";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { openai } from "#test/support/fake-host.ts";
import { key, setup } from "#test/support/handler-setup.ts";

test("a fetched model list is saved and shown, one that cannot be had changes nothing", async () => {
  const { host, call, topics } = setup({ storedProviders: [{ ...openai, id: "other", name: "Other" }] });
  const list = await valueFrom(call("models.refresh", { providerId: "openai" }));
  // What the provider said is kept; what is shown has the catalog's additions.
  const kept = host.store.modelLists.get("openai");
  expect(kept?.models.map((model) => model.modelId)).toEqual(list.models.map((model) => model.modelId));
  expect(kept?.models[0]?.name).not.toContain("filled in");
  expect(list.models[0]?.name).toContain("filled in");
  expect((await valueFrom(call("app.snapshot", {}))).modelLists).toEqual([list]);
  expect(topics()).toEqual(["models"]);
  expect(await failureFrom(call("models.refresh", { providerId: "other" }))).toEqual({
    code: "unavailable",
    message: "The server gave no list.",
  });
});

test("a saved key fetches the provider's models by itself, and one that cannot be had changes nothing", async () => {
  const { host, call } = setup({ storedProviders: [{ ...openai, id: "other", name: "Other" }] });
  await valueFrom(call("key.set", { providerId: "openai", key }));
  await expect.poll(() => host.store.modelLists.has("openai")).toBe(true);
  await valueFrom(call("key.set", { providerId: "other", key }));
  expect(await failureFrom(call("models.refresh", { providerId: "other" }))).toMatchObject({ code: "unavailable" });
  expect([...host.store.modelLists.keys()]).toEqual(["openai"]);
});

test("what models take is told at the effort that is asked for; a model of no provider is left out", async () => {
  const { call } = setup();
  const known = { providerId: "openai", modelId: "gpt-5" };
  const models = [known, { providerId: "gone", modelId: "gpt-5" }];
  expect(await valueFrom(call("model.accepts", { models, effort: null }))).toMatchObject([
    { ...known, temperature: true },
  ]);
  expect(await valueFrom(call("model.accepts", { models: [known], effort: "high" }))).toMatchObject([
    { ...known, temperature: false },
  ]);
});

test("routes to a model come with whether each can be asked now: by its key, and in the demo without one", async () => {
  const { call } = setup({ storedProviders: [{ ...openai, id: "other", name: "Other" }] });
  const routes = async () => await valueFrom(call("model.routes", { providerId: "openai", modelId: "gpt-5" }));
  const ready = async () => (await routes()).map(({ isReady }) => isReady);
  expect(await routes()).toMatchObject([{ providerId: "openai", modelId: "gpt-5", kind: "direct" }, {}, {}]);
  expect(await ready()).toEqual([false, false, false]);
  await valueFrom(call("key.set", { providerId: "openai", key }));
  expect(await ready()).toEqual([true, false, false]);
  await valueFrom(call("settings.save", { demo: true }));
  expect(await ready()).toEqual([true, true, false]);
});
