import { expect, test } from "vitest";
import { mostColumnSets } from "#shared/check-column-set.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { model, setup } from "#test/support/handler-setup.ts";

const set = (id: string, name = id): ColumnSet => ({ id, name, columns: [{ target: model, overrides: { seed: 1 } }] });

test("a set is saved, told, kept in its place when it changes, and removed", async () => {
  const { host, call, topics } = setup();
  expect(await valueFrom(call("columnSet.save", { set: set("s1", "Cheap") }))).toEqual(set("s1", "Cheap"));
  await call("columnSet.save", { set: set("s2") });
  expect(topics()).toEqual(["column-sets", "column-sets"]);
  await call("columnSet.save", { set: set("s1", "Cheapest") });
  expect(host.store.columnSets).toEqual([set("s1", "Cheapest"), set("s2")]);
  expect((await valueFrom(call("app.snapshot", {}))).columnSets).toEqual(host.store.columnSets);
  expect(await valueFrom(call("columnSet.remove", { setId: "s1" }))).toBeNull();
  expect(host.workspace.columnSets()).toEqual([set("s2")]);
  expect((await failureFrom(call("columnSet.remove", { setId: "s1" }))).code).toBe("not-found");
});

test("two sets have no name in common, whatever its letters' case", async () => {
  const { call } = setup();
  await call("columnSet.save", { set: set("s1", "Cheap") });
  expect(await failureFrom(call("columnSet.save", { set: set("s2", "CHEAP") }))).toEqual({
    code: "conflict",
    message: "Another set is named CHEAP. Choose another name.",
  });
  expect((await valueFrom(call("columnSet.save", { set: set("s1", "CHEAP") }))).name).toBe("CHEAP");
});

test("there are no more than a hundred, and one of them can still change", async () => {
  const columnSets = Array.from({ length: mostColumnSets }, (_, index) => set(`s${index}`));
  const { call } = setup({ columnSets });
  expect((await failureFrom(call("columnSet.save", { set: set("one-more") }))).code).toBe("conflict");
  await valueFrom(call("columnSet.save", { set: set("s1", "renamed") }));
});

test("a disk that refuses changes nothing", async () => {
  const { host, call } = setup();
  host.store.trouble = "The disk is full.";
  expect((await failureFrom(call("columnSet.save", { set: set("s1") }))).message).toContain("The disk is full.");
  expect(host.workspace.columnSets()).toEqual([]);
});
