import { afterEach, beforeEach, expect, test } from "vitest";
import { newLink } from "#shared/chain.ts";
import type { Input, Snapshot } from "#shared/contract.ts";
import type { RepeatColumn, RepeatState } from "#shared/repeat.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { openSendsWorld, type SendsWorld } from "#test/support/sends-world.ts";

/** Prompts that are asked again and again, through the whole program and over its real disk. */

let world: SendsWorld;

beforeEach(async () => {
  world = await openSendsWorld();
});
afterEach(() => world.close());

const user = (content: unknown) => ({ role: "user", content });
const image = { mimeType: "image/gif", base64: "R0lGODlhAQABAAAAACw=" };

async function twoRepeated(overrides: RepeatColumn["overrides"] = {}): Promise<RepeatColumn[]> {
  const columns = await world.twoColumns();
  return columns("", overrides).map(({ runId: _, ...column }) => column);
}

function start(parts: Partial<Input<"repeat.start">> & Pick<Input<"repeat.start">, "columns">) {
  const repeat = { purpose: "repeat", times: 3, perProvider: 1 } as const;
  const fields = { comparisonId: "x1", conversationId: "v", prompt: "One", repeat };
  return valueFrom(world.call()("repeat.start", { ...fields, ...parts }));
}

const snapshot = (): Promise<Snapshot> => valueFrom(world.call()("app.snapshot", {}));
const state = (comparisonId = "x1"): Promise<RepeatState> => valueFrom(world.call()("repeat.state", { comparisonId }));

async function until(status: RepeatState["status"]): Promise<RepeatState> {
  await expect.poll(async () => (await state()).status, { timeout: 30_000, interval: 20 }).toBe(status);
  return state();
}

test("one that runs when the program ends stands still at the next start, and asks exactly the rest when it goes on", async () => {
  const columns = await twoRepeated();
  await world.send({
    comparisonId: "x0",
    prompt: "First",
    columns: columns.map((one) => ({ ...one, runId: one.columnId })),
  });
  world.script("beta", [null, { kind: "silence", says: "headers", forMs: 60_000 }]);
  await start({ columns, repeat: { purpose: "repeat", times: 4, perProvider: 1, seed: 5 }, followsId: "x0" });
  await expect.poll(() => world.seenBy("beta").length).toBe(3);
  // Round 1 hangs at one of them; the other one has begun round 2, and waits there.
  await expect.poll(async () => (await state()).measured).toBe(4);
  await world.restart();

  const { repeats, comparisons } = await snapshot();
  expect(repeats).toMatchObject([{ status: "paused", pause: { kind: "restart" }, measured: 4, running: 0, total: 8 }]);
  expect(comparisons[1]?.comparison.repeat).toMatchObject({ times: 4, seed: 5, columns });
  expect(comparisons[1]?.runs.map(({ status }) => status).toSorted()).toEqual([
    ...Array(4).fill("done"),
    "interrupted",
  ]);
  const [alphas, betas] = [world.seenBy("alpha").length, world.seenBy("beta").length];
  world.script("beta", [null]);
  expect(await valueFrom(world.call()("repeat.resume", { comparisonId: "x1" }))).toMatchObject({ status: "running" });
  expect(await until("done")).toMatchObject({ measured: 8 });
  expect([world.seenBy("alpha").length - alphas, world.seenBy("beta").length - betas]).toEqual([1, 3]);
  const answer = { role: "assistant", content: "Beta says so." };
  expect(world.seenBy("beta").slice(1)).toMatchObject(
    Array(5).fill({ messages: [user("First"), answer, user("One")] }),
  );
  const ended = await snapshot();
  const runs = ended.comparisons[1]?.runs.filter(({ status }) => status === "done") ?? [];
  expect(new Set(runs.map(({ columnId, round }) => `${columnId}${round}`)).size).toBe(8);
  await world.restart();
  const after = await snapshot();
  expect([after.comparisons, after.repeats]).toEqual([ended.comparisons, ended.repeats]);
});

test("a chain that is edited meanwhile, and removed after a restart, is asked to the end as it was", async () => {
  const [alpha, beta] = await twoRepeated();
  if (alpha?.target.kind !== "model" || beta?.target.kind !== "model") throw new Error("Each column asks a model.");
  const chain = { id: "k1", name: "Mine", links: [newLink("l1", "Alpha", alpha.target)], onMidStream: "fail" } as const;
  await valueFrom(world.call()("chain.save", { chain }));
  world.script("alpha", [null, { kind: "silence", says: "headers", forMs: 60_000 }]);
  const target = { kind: "chain", chainId: "k1" } as const;
  await start({ columns: [{ columnId: "a", target }] });
  await expect.poll(() => world.seenBy("alpha").length).toBe(2);
  await valueFrom(world.call()("chain.save", { chain: { ...chain, links: [newLink("l2", "Beta", beta.target)] } }));
  await world.restart();
  await valueFrom(world.call()("chain.remove", { chainId: "k1" }));
  world.script("alpha", [null]);
  await valueFrom(world.call()("repeat.resume", { comparisonId: "x1" }));
  expect(await until("done")).toMatchObject({ measured: 3, failed: 0 });
  expect([world.seenBy("alpha").length, world.seenBy("beta").length]).toEqual([4, 0]);
});

test("each row of a data set fills the prompt, the system prompt and a column's own; the next prompt reads what was asked", async () => {
  const columns = await twoRepeated({ system: "In {{city}}, briefly." });
  await start({
    columns,
    prompt: "Why {{city}}?",
    system: "Of {{city}}.",
    images: [image],
    repeat: { purpose: "repeat", times: 1, perProvider: 1, rows: [{ city: "Rome" }, { city: "{{city}}" }] },
  });
  await until("done");
  const shown = (prompt: string) =>
    user([{ type: "text", text: prompt }, expect.objectContaining({ type: "image_url" })]);
  const asks = (system: string, prompt: string) => ({ messages: [{ role: "system", content: system }, shown(prompt)] });
  expect(world.seenBy("alpha")).toMatchObject([
    asks("In Rome, briefly.", "Why Rome?"),
    asks("In {{city}}, briefly.", "Why {{city}}?"),
  ]);
  expect(world.seenBy("beta")[0]).toMatchObject(asks("Of Rome.", "Why Rome?"));
  const { comparisons, conversation } = await snapshot();
  expect(comparisons[0]?.comparison.prompt).toBe("Why {{city}}?");
  expect(comparisons[0]?.runs.find(({ round, columnId }) => round === 0 && columnId === "a")?.overrides).toEqual({
    system: "In Rome, briefly.",
  });
  expect(conversation?.columns.map(({ id }) => id)).toEqual(["a", "b"]);

  const [, beta] = columns;
  if (beta === undefined) throw new Error("There are two columns.");
  const next = [{ ...beta, runId: "next" }];
  await world.send({ comparisonId: "x2", prompt: "And now?", columns: next, followsId: "x1" });
  const answer = { role: "assistant", content: "Beta says so." };
  expect(world.seenBy("beta").at(-1)).toMatchObject({ messages: [shown("Why {{city}}?"), answer, user("And now?")] });
});

test("one that goes on cannot be deleted or tried again by its columns; Stop all ends it, and then it can", async () => {
  const columns = await twoRepeated();
  world.script("alpha", [{ kind: "silence", says: "headers", forMs: 60_000 }]);
  await start({ columns, repeat: { purpose: "repeat", times: 50, perProvider: 1 } });
  await expect.poll(() => world.seenBy("alpha").length).toBe(1);
  // The other one is one round ahead and waits: nothing more is on its way when it is stopped.
  await expect.poll(async () => (await state()).measured).toBe(2);
  const remove = () => world.call()("history.remove", { comparisonIds: ["x1"] });
  expect((await failureFrom(remove())).code).toBe("conflict");
  const again = { comparisonId: "x1", columns: columns.map((column) => ({ ...column, runId: `${column.columnId}9` })) };
  expect((await failureFrom(world.call()("comparison.retry", again))).code).toBe("conflict");
  await valueFrom(world.call()("comparison.stop", { comparisonId: "x1" }));
  await expect.poll(async () => (await state()).running).toBe(0);
  expect(await state()).toMatchObject({ status: "stopped", pause: null });
  const seen = world.seenBy("beta").length;
  const { undoId } = await valueFrom(remove());
  expect((await failureFrom(world.call()("repeat.state", { comparisonId: "x1" }))).code).toBe("not-found");
  expect((await snapshot()).repeats).toEqual([]);
  await valueFrom(world.call()("history.restore", { undoId }));
  expect(await state()).toMatchObject({ status: "stopped" });
  expect(world.seenBy("beta")).toHaveLength(seen);
});

test("what all runs together could cost must fit the budget, and is checked without being sent", async () => {
  const columns = await twoRepeated();
  for (const { target } of columns) {
    if (target.kind !== "model") throw new Error("Each column asks a model.");
    const { providerId, modelId } = target;
    await valueFrom(world.call()("price.set", { providerId, modelId, price: { inputUsd: 0, outputUsd: 1 } }));
  }
  const fields = { prompt: "One", columns: columns.map((one) => ({ ...one, overrides: { maxTokens: 1_000 } })) };
  const repeat = { purpose: "repeat", times: 10, perProvider: 1 } as const;
  const check = () => valueFrom(world.call()("repeat.check", { ...fields, repeat }));
  // 1,000 tokens at $1 a million are 1,000,000 nano-USD; 20 runs are 20 of these, and 40 where each is asked once more.
  expect(await check()).toEqual({
    runs: 20,
    atMostNanoUsd: 40_000_000,
    unknown: [],
    refusal: null,
    fittingTimes: null,
  });
  const { settings } = await snapshot();
  const limit = (limitNanoUsd: number) =>
    valueFrom(
      world.call()("settings.save", {
        budgets: { ...settings.budgets, budgets: [{ id: "b", period: "session", providerId: null, limitNanoUsd }] },
      }),
    );
  await limit(20_000_000 - 1);
  expect(await check()).toMatchObject({ refusal: { kind: "over", wantedNanoUsd: 20_000_000 }, fittingTimes: 9 });
  const sending = { ...fields, comparisonId: "x1", conversationId: "v", repeat };
  const refused = await failureFrom(world.call()("repeat.start", sending));
  expect(refused).toMatchObject({ code: "conflict", message: expect.stringContaining("all runs together") });
  expect((await snapshot()).comparisons).toEqual([]);
  await limit(20_000_000);
  await valueFrom(world.call()("repeat.start", sending));
  expect(await until("done")).toMatchObject({ measured: 20, failed: 0 });
});
