import { expect, test } from "vitest";
import { createKeptList } from "#electron/bridge/kept-list.ts";
import type { Done } from "#electron/bridge/outcome.ts";
import { refuse, succeed } from "#shared/failure.ts";

function setup(save: (list: readonly string[]) => Promise<Done> = async () => ({ ok: true })) {
  const told: (readonly string[])[] = [];
  return { told, list: createKeptList({ start: ["a"], save, tell: (next) => told.push(next) }) };
}

test("a change counts and is told once it is saved", async () => {
  const { told, list } = setup(async () => {
    expect([list.all(), told]).toEqual([["a"], []]);
    return { ok: true };
  });
  expect(await list.change((all) => succeed([...all, "b"]))).toEqual({ ok: true, value: ["a", "b"] });
  expect([list.all(), told]).toEqual([["a", "b"], [["a", "b"]]]);
});

test("a change that is refused, or that the disk refuses, changes nothing", async () => {
  const { told, list } = setup(async () => ({ ok: false, message: "The disk is full." }));
  expect(await list.change(() => refuse("conflict", "no"))).toMatchObject({ failure: { code: "conflict" } });
  expect(await list.change(() => succeed([]))).toMatchObject({
    failure: { code: "unavailable", message: "This was not saved: The disk is full." },
  });
  expect([list.all(), told]).toEqual([["a"], []]);
});

test("changes that come at once are made one after the other, none on an old list", async () => {
  const { list } = setup();
  await Promise.all(["b", "c"].map((one) => list.change((all) => succeed([...all, one]))));
  expect(list.all()).toEqual(["a", "b", "c"]);
});
