import { expect, test } from "vitest";
import { savedCounts } from "#electron/compose/saved-counts.ts";
import { createFakeClock } from "#test/support/fake-clock.ts";

test("a disk that hangs keeps no report back: after 3 s that is what it says", async () => {
  const clock = createFakeClock();
  const counts = savedCounts({ facts: () => new Promise(() => undefined) }, clock);
  await clock.advance(3_000);
  expect(await counts).toEqual({ Database: "gives no answer within 3 s" });
});

test("a database that refuses is told by its kind of error, never by its words", async () => {
  const counts = savedCounts({ facts: () => Promise.reject(new TypeError("row “my prompt”")) }, createFakeClock());
  expect(await counts).toEqual({ Database: "gives no answer (TypeError)" });
});
