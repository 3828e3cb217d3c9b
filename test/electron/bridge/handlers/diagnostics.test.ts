import { expect, test } from "vitest";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { setup } from "#test/support/handler-setup.ts";

test("a report is asked with what draws the window, and without", async () => {
  const { call } = setup();
  expect((await valueFrom(call("diagnostics.report", { browser: "Chromium 156" }))).text).toContain("Chromium 156");
  expect((await valueFrom(call("diagnostics.report", {}))).text).toContain("unknown");
});

test.each(["a prompt, maybe", "x".repeat(81), "<script>", ""])("%j is no browser", async (browser) => {
  expect(await failureFrom(setup().call("diagnostics.report", { browser }))).toMatchObject({ code: "invalid-input" });
});

test("the folder of the log is shown", async () => {
  const { host, call } = setup();
  await valueFrom(call("log.open", {}));
  expect(host.openedFolders).toEqual(["data/logs"]);
});

test("facts of a window's error reach the log; words do not", async () => {
  const { host, call } = setup();
  const error = { name: "Error", code: null, cause: null, frames: [] };
  await valueFrom(call("log.report", { kind: "rejection", error }));
  expect(host.noted).toEqual([{ kind: "rejection", error }]);
  await failureFrom(call("log.report", { kind: "rejection", error: { ...error, name: "my prompt" } }));
  await failureFrom(
    call("log.report", { kind: "policy", directive: "img-src", blocked: "https://evil.test/?q=prompt" }),
  );
  expect(host.noted).toHaveLength(1);
});
