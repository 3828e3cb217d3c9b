import { expect, test } from "vitest";
import { openWorkspace } from "#electron/bridge/open-workspace.ts";
import { failureFrom } from "#test/support/calls.ts";
import { emptyStart } from "#test/support/fake-host.ts";
import { key, setup } from "#test/support/handler-setup.ts";

test("the first key ends the demo and says so, a later one leaves the switch alone", async () => {
  const { host, call } = setup();
  await call("settings.save", { demo: true, welcomed: true });
  expect(host.demoState.isOn).toBe(true);
  await call("key.set", { providerId: "openai", key });
  expect(host.workspace.settings().demo).toBe(false);
  expect(host.demoState.isOn).toBe(false);
  expect(host.workspace.notices().map((notice) => notice.title)).toEqual(["Demo is off"]);
  await call("settings.save", { demo: true });
  expect(host.workspace.notices()).toEqual([]);
  await call("key.set", { providerId: "openai", key: `${key}2` });
  expect(host.workspace.settings().demo).toBe(true);
});

test("with the demo its simulated money leaves the windows", async () => {
  const { call, topics } = setup();
  await call("settings.save", { demo: true, welcomed: true });
  topics();
  await call("key.set", { providerId: "openai", key });
  expect(topics()).toEqual(expect.arrayContaining(["spend-now", "budgets"]));
});

test("a demo that cannot start leaves the switch off", async () => {
  const { host, call } = setup();
  host.demoState.trouble = "The worker ended.";
  expect((await failureFrom(call("settings.save", { demo: true }))).code).toBe("unavailable");
  expect(host.workspace.settings().demo).toBe(false);
});

test("a key of the environment ends the demo at start and cannot be removed here", async () => {
  const environment = { keys: { openai: { variable: "OPENAI_API_KEY", last4: "cdef" } }, baseUrls: {} };
  const { host, call } = setup({ environment, settings: { ...emptyStart.settings, demo: true } });
  await openWorkspace({ ...host, environment });
  expect(host.store.settings?.demo).toBe(false);
  expect(host.demoState.isOn).toBe(false);
  expect(host.workspace.notices()[0]?.body).toContain("OPENAI_API_KEY");
  const failure = await failureFrom(call("key.remove", { providerId: "openai" }));
  expect(failure.message).toContain("OPENAI_API_KEY");
});

test("the demo servers start with the program where the demo was on", async () => {
  const { host } = setup({ settings: { ...emptyStart.settings, demo: true } });
  await openWorkspace({ ...host, environment: emptyStart.environment });
  expect(host.demoState.isOn).toBe(true);
});

test("in the demo neither keys are tested nor model lists fetched: the answers would be true of nobody", async () => {
  const { host, call } = setup();
  await call("settings.save", { demo: true });
  expect((await failureFrom(call("key.test", { providerId: "openai" }))).code).toBe("unavailable");
  expect((await failureFrom(call("models.refresh", { providerId: "openai" }))).code).toBe("unavailable");
  expect(host.store.modelLists.size).toBe(0);
  expect(host.workspace.provider("openai")?.lastTest).toBeNull();
});
