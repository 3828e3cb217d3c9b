import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { newLink } from "#shared/chain.ts";
import type { Job } from "#shared/job.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { openSendsWorld, type SendsWorld } from "#test/support/sends-world.ts";

/** Everything out of one program and into another one, through their doors. */

const worlds: SendsWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function open(): Promise<SendsWorld> {
  const world = await openSendsWorld();
  worlds.push(world);
  return world;
}

const key = "sk-canary-0123456789abcdefghijklmnop";

/** The job when it has ended. */
async function ended(world: SendsWorld, { id }: Job): Promise<Job> {
  for (;;) {
    const { jobs } = await valueFrom(world.call()("app.snapshot", {}));
    const job = jobs.find((one) => one.id === id);
    if (job !== undefined && job.state !== "running") return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function exported(world: SendsWorld): Promise<{ job: Job; text: string }> {
  const job = await ended(world, await valueFrom(world.call()("archive.export", {})));
  if (job.path === null) throw new Error(job.message ?? "There is no file.");
  return { job, text: readFileSync(job.path, "utf8") };
}

async function upload(world: SendsWorld, text: string, uploadId = "u1"): Promise<void> {
  const half = Math.floor(text.length / 2);
  await valueFrom(world.call()("archive.upload", { uploadId, index: 0, text: text.slice(0, half) }));
  await valueFrom(world.call()("archive.upload", { uploadId, index: 1, text: text.slice(half) }));
}

/** Of the archive, without what says when and where it was made. */
const recordsOf = (text: string) => text.split("\n").slice(1);

test("all of it moves into a fresh program: history, setup and money, and no key", async () => {
  const world = await open();
  const columns = await world.twoColumns();
  const providerId = columns("1")[0]?.target;
  if (providerId?.kind !== "model") throw new Error("The column has a model.");
  await valueFrom(world.call()("key.set", { providerId: providerId.providerId, key }));
  await world.send({ comparisonId: "x1", prompt: "One", columns: columns("1") });
  await world.send({ comparisonId: "x2", prompt: "Two", columns: columns("2"), followsId: "x1" });
  await valueFrom(world.call()("history.change", { comparisonId: "x1", title: "First", isPinned: true, tags: ["a"] }));
  const link = newLink("l1", "Llama", { providerId: providerId.providerId, modelId: "llama" });
  const chain = { id: "mine", name: "mine", links: [link], onMidStream: "restart" as const };
  await valueFrom(world.call()("chain.save", { chain }));
  await valueFrom(world.call()("chain.remove", { chainId: "free" }));
  await valueFrom(world.call()("settings.save", { theme: "dark", parallelRequests: 3 }));
  const { job, text } = await exported(world);
  expect(job).toMatchObject({ state: "done", done: 2, total: 2 });
  expect(text).not.toContain("canary");

  const fresh = await open();
  await upload(fresh, text);
  const asked = world.seenBy("alpha").length;
  const preview = await valueFrom(fresh.call()("archive.check", { uploadId: "u1" }));
  expect(preview).toMatchObject({
    comparisons: { fresh: 2, known: 0 },
    conversations: { fresh: 1, known: 0 },
    providers: { fresh: 2, known: 0 },
    chains: { fresh: 3, known: 0 },
    refused: [],
    refusedCount: 0,
  });
  expect((await valueFrom(fresh.call()("history.search", { text: "", filters: {}, cursor: null }))).total).toBe(0);
  const imported = await ended(fresh, await valueFrom(fresh.call()("archive.import", { uploadId: "u1" })));
  expect(imported).toMatchObject({ state: "done", message: "2 comparisons added." });
  expect(world.seenBy("alpha")).toHaveLength(asked);
  expect(recordsOf((await exported(fresh)).text)).toEqual(recordsOf(text));
  const state = await valueFrom(fresh.call()("app.snapshot", {}));
  expect(state.chains.map(({ id }) => id)).toEqual(["smart", "fast", "mine"]);
  expect(state.settings).toMatchObject({ theme: "dark", parallelRequests: 3 });
  const details = { comparisonId: "x1" };
  expect(await fresh.call()("history.get", details)).toEqual(await world.call()("history.get", details));
  const exchange = { runId: "a1", attemptId: (await attemptOf(world)) ?? "" };
  expect(await fresh.call()("attempt.exchange", exchange)).toEqual(await world.call()("attempt.exchange", exchange));
});

async function attemptOf(world: SendsWorld): Promise<string | undefined> {
  const { runs } = await valueFrom(world.call()("history.get", { comparisonId: "x1" }));
  return runs.find(({ id }) => id === "a1")?.attempts[0]?.id;
}

test("what is the same here is not told as new", async () => {
  const world = await open();
  await upload(world, (await exported(world)).text);
  const preview = await valueFrom(world.call()("archive.check", { uploadId: "u1" }));
  expect([preview.chains, preview.comparisons]).toEqual([
    { fresh: 0, known: 3 },
    { fresh: 0, known: 0 },
  ]);
});

test("what is here stays as it is, also a chain and a setting that an archive has otherwise", async () => {
  const world = await open();
  await valueFrom(world.call()("settings.save", { theme: "dark", density: "compact" }));
  const chain = { id: "smart", name: "smart", links: [], onMidStream: "fail" as const };
  await valueFrom(world.call()("chain.save", { chain }));
  const { text } = await exported(world);
  const other = await open();
  const own = { ...chain, onMidStream: "restart" as const };
  await valueFrom(other.call()("chain.save", { chain: own }));
  await valueFrom(other.call()("settings.save", { theme: "light" }));
  await upload(other, text);
  await valueFrom(other.call()("archive.check", { uploadId: "u1" }));
  await ended(other, await valueFrom(other.call()("archive.import", { uploadId: "u1" })));
  const { chains, settings } = await valueFrom(other.call()("app.snapshot", {}));
  expect(chains.find(({ id }) => id === "smart")).toEqual(own);
  expect(settings).toMatchObject({ theme: "light", density: "compact" });
});

test("a file that is none is refused in words; nothing is imported unseen, and one job runs at a time", async () => {
  const world = await open();
  await upload(world, "no archive at all");
  const failure = await failureFrom(world.call()("archive.check", { uploadId: "u1" }));
  expect(failure.message).toBe("This file cannot be imported. It is not an archive from Understudy.");
  expect((await failureFrom(world.call()("archive.import", { uploadId: "u1" }))).code).toBe("not-found");
  expect((await failureFrom(world.call()("archive.check", { uploadId: "other" }))).code).toBe("not-found");
  const first = await valueFrom(world.call()("archive.export", {}));
  expect((await failureFrom(world.call()("archive.export", {}))).code).toBe("conflict");
  await valueFrom(world.call()("job.stop", { jobId: "none" }));
  expect((await ended(world, first)).state).toBe("done");
  expect((await ended(world, await valueFrom(world.call()("archive.export", {})))).state).toBe("done");
});

test("a provider of an archive that holds a key is left out, and the key is not repeated", async () => {
  const world = await open();
  const record = { type: "provider", value: { id: "eu", name: "EU", apiKey: key } };
  const text = `{"format":"understudy-archive","version":1,"records":[\n${JSON.stringify(record)}\n]}\n`;
  await upload(world, text);
  const preview = await valueFrom(world.call()("archive.check", { uploadId: "u1" }));
  expect(preview.refused).toEqual(["A provider holds what looks like a key. Keys are never imported."]);
  await ended(world, await valueFrom(world.call()("archive.import", { uploadId: "u1" })));
  const { providers } = await valueFrom(world.call()("app.snapshot", {}));
  expect(providers.map(({ provider }) => provider.id)).not.toContain("eu");
});

const priced = { inputUsd: 1000, outputUsd: 1000 };
const budgetOf = (period: "session" | "day" | "month") =>
  ({ id: period, period, providerId: null, limitNanoUsd: 90_000_000_000 }) as const;

/** How the budgets stand, and what the status bar says of the session. */
async function spentNow(world: SendsWorld) {
  const { budgets, spendNow } = await valueFrom(world.call()("app.snapshot", {}));
  return { budgets: budgets.map(({ spentNanoUsd }) => spentNanoUsd), session: spendNow.nanoUsd, now: spendNow };
}

async function importAll(world: SendsWorld, text: string): Promise<void> {
  await upload(world, text);
  await valueFrom(world.call()("archive.check", { uploadId: "u1" }));
  await ended(world, await valueFrom(world.call()("archive.import", { uploadId: "u1" })));
}

test("what an import spent counts in the budgets at once, once, and no less after the next start", async () => {
  const world = await open();
  const columns = (await world.twoColumns())("1");
  for (const { target } of columns) {
    if (target.kind !== "model") throw new Error("The column has a model.");
    const { providerId, modelId } = target;
    await valueFrom(world.call()("price.set", { providerId, modelId, price: priced }));
  }
  await world.send({ comparisonId: "x1", prompt: "One", columns });
  const first = await exported(world);
  const [session] = await valueFrom(world.call()("session.list", {}));
  if (session === undefined) throw new Error("There is no session.");
  await world.send({
    comparisonId: "x2",
    prompt: "Two",
    columns: columns.map((column) => ({ ...column, runId: `${column.runId}-2` })),
  });
  const second = await exported(world);
  const all = (await spentNow(world)).session;
  expect(all).toBeGreaterThan(0);

  const fresh = await open();
  const budgets = [budgetOf("session"), budgetOf("day"), budgetOf("month")];
  const rules = { hardStop: true, warns: true, countsGateway: true };
  await valueFrom(fresh.call()("settings.save", { budgets: { ...rules, budgets } }));
  await importAll(fresh, first.text);
  const { budgets: some } = await spentNow(fresh);
  expect(some).toEqual([0, all / 2, all / 2]);
  // The session of the file is gone on with here, and the rest of it comes later.
  await valueFrom(fresh.call()("session.resume", { sessionId: session.id }));
  expect(await spentNow(fresh)).toMatchObject({ budgets: [all / 2, all / 2, all / 2], session: all / 2 });
  await importAll(fresh, second.text);
  const whole = await spentNow(fresh);
  expect(whole).toMatchObject({ budgets: [all, all, all], session: all });
  await importAll(fresh, second.text);
  expect(await spentNow(fresh)).toEqual(whole);
  expect(whole.now).toEqual((await spentNow(world)).now);
  await fresh.restart();
  await valueFrom(fresh.call()("session.resume", { sessionId: session.id }));
  expect(await spentNow(fresh)).toEqual(whole);
});
