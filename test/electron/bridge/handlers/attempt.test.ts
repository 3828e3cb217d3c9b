import { expect, test } from "vitest";
import type { Exchange } from "#shared/exchange.ts";
import { setup } from "#test/support/handler-setup.ts";

const exchange: Exchange = {
  attemptId: "a1",
  request: { method: "POST", url: "https://x.test", headers: [], body: "{}", omittedBytes: 0, omittedImages: 0 },
  response: null,
};
const asked = { runId: "r1", attemptId: "a1" };

test("the exchange of an attempt is given; of one where none was kept, and of a strange one, it is not found", async () => {
  const { host, call } = setup();
  host.keptExchanges.set("r1|a1", exchange);
  expect(await call("attempt.exchange", asked)).toEqual({ ok: true, value: exchange });
  const other = await call("attempt.exchange", { ...asked, attemptId: "a2" });
  expect(other).toMatchObject({ ok: false, failure: { code: "not-found" } });
});

test("trouble of the disk is told in words", async () => {
  const { host, call } = setup();
  host.store.trouble = "The disk is gone.";
  expect(await call("attempt.exchange", asked)).toEqual({
    ok: false,
    failure: { code: "unavailable", message: "What was sent could not be read: The disk is gone." },
  });
});
