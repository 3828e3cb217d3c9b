import { expect, test } from "vitest";
import { links } from "#test/fixtures/security/links.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { setup } from "#test/support/handler-setup.ts";

test("I3: sixty addresses are tried", () => {
  expect(new Set(links.map(([url]) => url)).size).toBe(60);
});

test.each(links.filter(([, opened]) => opened !== null))("I3: %j is opened as it was parsed", async (url, opened) => {
  const { host, call } = setup();
  await valueFrom(call("link.open", { url }));
  expect(host.openedLinks).toEqual([opened]);
  // One argument of the system's opener, whatever that makes of it.
  expect(host.openedLinks[0]).toMatch(/^(https?|mailto):[\x21\x23-\x7e]+$/);
});

test.each(links.filter(([, opened]) => opened === null))("I3: %j is not opened", async (url) => {
  const { host, call } = setup();
  expect((await failureFrom(call("link.open", { url }))).code).toBe("invalid-input");
  expect(host.openedLinks).toEqual([]);
});
