import { expect, test } from "vitest";
import { defaultSettings } from "#shared/settings.ts";
import { failureFrom } from "#test/support/calls.ts";
import { setup } from "#test/support/handler-setup.ts";

test("a change is on disk, told, and in force for the next request", async () => {
  const { host, call } = setup();
  const saved = await call("settings.save", { density: "compact", sendWith: "enter", parallelRequests: 3 });
  const expected = { ...defaultSettings, density: "compact", sendWith: "enter", parallelRequests: 3 };
  expect(saved).toEqual({ ok: true, value: expected });
  expect(host.store.settings).toEqual(expected);
  expect(host.applied.at(-1)).toMatchObject({ parallelRequests: 3, proxy: { kind: "environment" } });
});

test("the address of a proxy is kept as it will be called", async () => {
  const { host, call } = setup();
  await call("settings.save", { proxy: { kind: "url", url: " HTTP://Proxy.Example.com:8080/ " } });
  expect(host.store.settings?.proxy).toEqual({ kind: "url", url: "http://proxy.example.com:8080" });
});

test.each([
  ["http://me:secret-word@proxy.test:8080", "A name or password would be kept outside the keychain."],
  ["socks5://proxy.test:1080", "SOCKS proxies are not supported."],
  ["proxy.test:8080", "starts with http:// or https://"],
  ["http://proxy.test:8080/path", "A proxy has no path."],
  ["http://proxy.test:8080?a=b", "no ? or # part"],
  ["http://169.254.169.254", "is not an address that a proxy can have"],
  ["", "There is no address."],
])("%j is no address of a proxy, and nothing is saved", async (url, words) => {
  const { host, call } = setup();
  const failure = await failureFrom(call("settings.save", { proxy: { kind: "url", url } }));
  expect(failure.code).toBe("invalid-input");
  expect(failure.message).toContain(words);
  expect(failure.message).not.toContain("secret-word");
  expect([host.store.settings, host.applied]).toEqual([null, []]);
});

test.each([0, 33, 1.5, -1])("%d parallel requests are refused", async (parallelRequests) => {
  const { call } = setup();
  const failure = await failureFrom(call("settings.save", { parallelRequests }));
  expect(failure.message).toContain("A whole number from 1 to 32.");
});

test("what cannot be saved is not in force", async () => {
  const { host, call } = setup();
  host.store.trouble = "The disk is full.";
  expect((await failureFrom(call("settings.save", { parallelRequests: 3 }))).code).toBe("unavailable");
  expect(host.applied).toEqual([]);
  expect(host.workspace.settings().parallelRequests).toBe(8);
});

test("the demo's figures do not stay for the real providers, nor theirs for the demo", async () => {
  const { host, call } = setup();
  await call("settings.save", { theme: "dark" });
  expect(host.manager.rekeyed).toEqual([]);
  await call("settings.save", { demo: true });
  await call("settings.save", { demo: false });
  expect(host.manager.rekeyed).toEqual(["openai", "openai"]);
});

test("the data folder is opened where the host can", async () => {
  const { host, call } = setup();
  await call("data.open", {});
  expect(host.openedFolders).toEqual(["data"]);
});
