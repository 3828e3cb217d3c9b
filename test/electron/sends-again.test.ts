import { afterEach, beforeEach, expect, test } from "vitest";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { openSendsWorld, type SendsWorld } from "#test/support/sends-world.ts";

/** Sends that are tried again, stopped or brought back by a restart, through the whole program. */

let world: SendsWorld;

beforeEach(async () => {
  world = await openSendsWorld();
});
afterEach(() => world.close());

const user = (content: unknown) => ({ role: "user", content });
const alpha = { role: "assistant", content: "Alpha says so." };

test("what failed is tried again in the same comparison, with the same prompt, and the next prompt sees its answer", async () => {
  const columns = await world.twoColumns();
  await world.send({ comparisonId: "x1", prompt: "One", columns: columns("1") });
  world.script("alpha", [{ kind: "status", status: 400 }, null]);
  await world.send({ comparisonId: "x2", prompt: "Two", columns: columns("2"), followsId: "x1" });
  await world.retry("x2", columns("2again").slice(0, 1));
  await world.send({ comparisonId: "x3", prompt: "Three", columns: columns("3"), followsId: "x2" });
  const second = [user("One"), alpha, user("Two")];
  expect(world.seenBy("alpha").slice(1)).toMatchObject([
    { messages: second },
    { messages: second },
    { messages: [...second, alpha, user("Three")] },
  ]);
  expect(world.seenBy("beta")).toHaveLength(3);
  const { comparisons } = await valueFrom(world.call()("app.snapshot", {}));
  expect(comparisons[1]?.runs.map(({ id, status }) => [id, status])).toEqual([
    ["a2", "failed"],
    ["b2", "done"],
    ["a2again", "done"],
  ]);
});

test("a restart keeps all of it, and the conversation goes on where it was", async () => {
  const columns = await world.twoColumns();
  const image = { mimeType: "image/gif", base64: "R0lGODlhAQABAAAAACw=" };
  const overrides = { temperature: 0, system: "Be brief." };
  const [a, b] = columns("0", overrides).map(({ columnId: id, target }) => ({ id, target }));
  if (a === undefined || b === undefined) throw new Error("There are two columns.");
  const saved = { id: "v", title: "Kept", columns: [{ ...a, overrides }, b], system: "Be {{how}}." };
  await valueFrom(world.call()("conversation.save", saved));
  await valueFrom(
    world.call()("columnSet.save", { set: { id: "s", name: "Mine", columns: [{ target: a.target, overrides }] } }),
  );
  const template = { text: "{{n}}", system: "Be {{how}}.", values: { n: "One", how: "kind" } };
  await world.send({
    comparisonId: "x1",
    prompt: "One",
    columns: columns("1", overrides),
    system: "Be kind.",
    template,
    images: [image],
  });
  await world.send({ comparisonId: "x2", prompt: "Two", columns: columns("2", overrides), followsId: "x1" });
  await world.retry("x2", columns("2again", overrides));
  const before = await valueFrom(world.call()("app.snapshot", {}));
  await world.restart();

  const after = await valueFrom(world.call()("app.snapshot", {}));
  const { conversation, comparisons, columnSets } = after;
  expect({ conversation, comparisons, columnSets }).toEqual({
    conversation: before.conversation,
    comparisons: before.comparisons,
    columnSets: before.columnSets,
  });
  expect(conversation).toMatchObject(saved);
  expect(columnSets).toMatchObject([{ name: "Mine" }]);
  expect(comparisons).toMatchObject([
    { comparison: { id: "x1", system: "Be kind.", template, images: [{ mimeType: "image/gif", bytes: 14 }] } },
    { comparison: { id: "x2", followsId: "x1" }, runs: [{}, {}, { id: "a2again", overrides }, { id: "b2again" }] },
  ]);
  expect(await valueFrom(world.call()("comparison.image", { comparisonId: "x1", index: 0 }))).toEqual(image);

  await world.retry("x2", columns("2third", overrides));
  await world.send({ comparisonId: "x3", prompt: "Three", columns: columns("3", overrides), followsId: "x2" });
  const one = user([{ type: "text", text: "One" }, expect.objectContaining({ type: "image_url" })]);
  const brief = { role: "system", content: "Be brief." };
  expect(world.seenBy("alpha").slice(-2)).toMatchObject([
    { messages: [brief, one, alpha, user("Two")] },
    { messages: [brief, one, alpha, user("Two"), alpha, user("Three")] },
  ]);
  const runs = (await valueFrom(world.call()("app.snapshot", {}))).comparisons.map((state) => state.runs.length);
  expect(runs).toEqual([2, 6, 2]);
});

test("Stop all stops what was tried again; a comparison of another conversation cannot be tried again", async () => {
  const columns = await world.twoColumns();
  await world.send({ comparisonId: "x1", prompt: "One", columns: columns("1") });
  world.script("alpha", [{ kind: "silence", says: "headers", forMs: 60_000 }]);
  const again = columns("again").slice(0, 1);
  await valueFrom(world.call()("comparison.retry", { comparisonId: "x1", columns: again }));
  await expect.poll(() => world.seenBy("alpha").length).toBe(2);
  await valueFrom(world.call()("comparison.stop", { comparisonId: "x1" }));
  await world.over(again);
  const { comparisons } = await valueFrom(world.call()("app.snapshot", {}));
  expect(comparisons[0]?.runs.map(({ status }) => status)).toEqual(["done", "done", "stopped"]);
  await valueFrom(world.call()("conversation.save", { id: "other", title: "", columns: [] }));
  expect(
    await failureFrom(world.call()("comparison.retry", { comparisonId: "x1", columns: columns("x") })),
  ).toMatchObject({
    code: "not-found",
  });
});

test("in the demo a conversation goes on, too, and nothing real is called", async () => {
  const columns = await world.twoColumns();
  await valueFrom(world.call()("settings.save", { demo: true }));
  await world.send({ comparisonId: "x1", prompt: "Say hello", columns: columns("1") });
  await world.send({ comparisonId: "x2", prompt: "Again", columns: columns("2"), followsId: "x1" });
  await world.retry("x2", columns("2again"));
  const { comparisons } = await valueFrom(world.call()("app.snapshot", {}));
  expect(comparisons.flatMap(({ runs }) => runs.map(({ status, isDemo }) => [status, isDemo]))).toEqual(
    Array.from({ length: 6 }, () => ["done", true]),
  );
  expect([...world.seenBy("alpha"), ...world.seenBy("beta")]).toEqual([]);
});
