import { expect, test } from "vitest";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { setup } from "#test/support/handler-setup.ts";

test.each(["https://example.com/a?b#c", "http://example.com", "mailto:a@example.com"])("%s is opened", async (url) => {
  const { host, call } = setup();
  await valueFrom(call("link.open", { url }));
  expect(host.openedLinks).toEqual([new URL(url).href]);
});

const refused = ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "vbscript:x", "smb://host/share"];
const strange = [
  "ms-msdt:/id",
  "app://understudy/",
  "java\nscript:alert(1)",
  "\u0000https://x",
  "//host",
  "x",
  "C:\\x",
];
test.each([...refused, ...strange])("%j is not opened", async (url) => {
  const { host, call } = setup();
  expect((await failureFrom(call("link.open", { url }))).code).toBe("invalid-input");
  expect(host.openedLinks).toEqual([]);
});
