import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { openSendsWorld } from "#test/support/sends-world.ts";
import { hostileFiles } from "./bridge/setup/hostile-files.ts";

/** C1–C22 again, by the other door: what a setup may not bring in, an archive brings in no more. */

const list = z.array(z.unknown()).default([]);
const setup = z.looseObject({ providers: list, chains: list, ownPrices: list });
const head = '{"format":"understudy-archive","version":1,"records":[\n';

/** The things of a hostile setup as records of an archive; none where the file as a whole is no setup. */
function recordsOf(text: string): readonly object[] {
  const parsed = setup.safeParse(jsonOf(text));
  if (!parsed.success) return [];
  const { providers, chains, ownPrices } = parsed.data;
  return [
    ...providers.map((value) => ({ type: "provider", value })),
    ...chains.map((value) => ({ type: "chain", value })),
    ...ownPrices.map((value) => ({ type: "own-price", value })),
  ];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function open() {
  const world = await openSendsWorld();
  onTestFinished(() => world.close());
  const call = world.call();
  let count = 0;
  const upload = async (text: string) => {
    count += 1;
    const uploadId = `u${count}`;
    await valueFrom(call("archive.upload", { uploadId, index: 0, text }));
    return uploadId;
  };
  const here = async () => {
    const { providers, chains, ownPrices, settings } = await valueFrom(call("app.snapshot", {}));
    return { providers: providers.map(({ provider }) => provider), chains, ownPrices, settings };
  };
  return { call, upload, here };
}

test("C1 to C22: a hostile setup is no archive, and nothing of it comes in", async () => {
  const { call, upload, here } = await open();
  const before = await here();
  for (const { id, what, text } of hostileFiles) {
    const failure = await failureFrom(call("archive.check", { uploadId: await upload(text) }));
    expect(failure.code, `${id} ${what}`).toBe("invalid-input");
    expect(failure.message).not.toMatch(/canary|secret|correct-horse/);
  }
  expect(await here()).toEqual(before);
});

test("C1 to C22: of hostile things in an archive the harmless ones come in, and no other", async () => {
  const { call, upload, here } = await open();
  const before = await here();
  const hostile = hostileFiles.filter(({ what }) => what !== "the same chain twice");
  const records = [...new Set(hostile.flatMap(({ text }) => recordsOf(text)).map((one) => JSON.stringify(one)))];
  expect(records.length).toBeGreaterThan(25);
  const uploadId = await upload(`${head}${records.join(",\n")}\n]}\n`);
  const preview = await valueFrom(call("archive.check", { uploadId }));
  expect(preview.refused.length).toBeGreaterThan(0);
  expect(JSON.stringify(preview)).not.toMatch(/canary|secret|correct-horse/);
  const { id } = await valueFrom(call("archive.import", { uploadId }));
  const jobs = async () => (await valueFrom(call("app.snapshot", {}))).jobs;
  await expect.poll(async () => (await jobs()).find((job) => job.id === id)?.state).not.toBe("running");
  const after = await here();
  expect([after.providers, after.ownPrices, after.settings]).toEqual([
    before.providers,
    before.ownPrices,
    before.settings,
  ]);
  const known = new Set(before.chains.map((chain) => chain.id));
  expect(after.chains.filter((chain) => !known.has(chain.id)).map((chain) => chain.name)).toEqual(["harmless"]);
});
