import { expect, test } from "vitest";
import { localMidnight } from "#shared/local-day.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { emptyStart } from "#test/support/fake-host.ts";
import { setup } from "#test/support/handler-setup.ts";
import { priceOf } from "#test/support/money.ts";

const range = { kind: "all" } as const;

test("a report is of the demo while it is on, else of what is real", async () => {
  const { host, call } = setup({ settings: { ...emptyStart.settings, demo: true } });
  host.store.spend.report = { fellThrough: 3 };
  expect(await valueFrom(call("spend.report", { range }))).toMatchObject({ range, isDemo: true, fellThrough: 3 });
  await valueFrom(call("settings.save", { demo: false }));
  expect(await valueFrom(call("spend.report", { range }))).toMatchObject({ isDemo: false });
  expect(host.store.spend.asked).toMatchObject([{ currentSessionId: "session-1", sinceMs: null }, { isDemo: false }]);
});

test("a day begins at local midnight, and seven days are today and the six before it", async () => {
  const { host, call } = setup();
  const sinceOf = async (days: number) => {
    await valueFrom(call("spend.report", { range: { kind: "days", days } }));
    return host.store.spend.asked.at(-1)?.sinceMs;
  };
  const nowMs = host.clock.epochMs();
  expect(await sinceOf(1)).toBe(localMidnight(nowMs));
  expect(await sinceOf(7)).toBe(localMidnight(nowMs, 6));
  for (const days of [0, 1.5, -1]) {
    expect((await failureFrom(call("spend.report", { range: { kind: "days", days } }))).code).toBe("invalid-input");
  }
});

test("what if asks with the price that the catalog has now, and without one where none is known", async () => {
  const { host, call } = setup();
  await valueFrom(call("models.refresh", { providerId: "openai" }));
  const model = { providerId: "openai", modelId: "gpt-5" };
  expect(await valueFrom(call("spend.whatIf", { range, model }))).toMatchObject({ ...model, price: null });
  const price = priceOf(1, 2);
  const list = host.catalog.list("openai");
  host.catalog.setList({ ...list, models: list.models.map((one) => ({ ...one, price })) });
  await valueFrom(call("spend.whatIf", { range, model }));
  expect(host.store.spend.asked.at(-1)).toMatchObject({ model, price });
});

test("a disk that cannot be read says so", async () => {
  const { host, call } = setup();
  host.store.trouble = "The disk is gone.";
  const message = "What was spent could not be read: The disk is gone.";
  expect(await failureFrom(call("spend.report", { range }))).toEqual({ code: "unavailable", message });
  const model = { providerId: "openai", modelId: "gpt-5" };
  expect(await failureFrom(call("spend.whatIf", { range, model }))).toEqual({ code: "unavailable", message });
});
