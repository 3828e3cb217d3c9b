import { afterEach, beforeEach, expect, test } from "vitest";
import { valueFrom } from "#test/support/calls.ts";
import { openSendsWorld, type SendsWorld, thinkingModel } from "#test/support/sends-world.ts";

/** The way of a Send through the whole program, down to what the providers' servers see. */

let world: SendsWorld;

beforeEach(async () => {
  world = await openSendsWorld();
});
afterEach(() => world.close());

const user = (content: unknown) => ({ role: "user", content });
const alpha = { role: "assistant", content: "Alpha says so." };
const beta = { role: "assistant", content: "Beta says so." };

test("each column's own history goes over the wire, and an edited prompt does not see the replaced answers", async () => {
  const columns = await world.twoColumns();
  await world.send({ comparisonId: "x1", prompt: "One", columns: columns("1") });
  await world.send({ comparisonId: "x2", prompt: "Two", columns: columns("2"), followsId: "x1" });
  await world.send({ comparisonId: "x2b", prompt: "Two, better", columns: columns("2b"), followsId: "x1" });
  await world.send({ comparisonId: "x3", prompt: "Three", columns: columns("3").slice(0, 1), followsId: "x2b" });
  await world.send({ comparisonId: "x4", prompt: "Four", columns: columns("4"), followsId: "x3" });
  expect(world.seenBy("alpha")).toMatchObject([
    { messages: [user("One")] },
    { messages: [user("One"), alpha, user("Two")] },
    { messages: [user("One"), alpha, user("Two, better")] },
    { messages: [user("One"), alpha, user("Two, better"), alpha, user("Three")] },
    { messages: [user("One"), alpha, user("Two, better"), alpha, user("Three"), alpha, user("Four")] },
  ]);
  // It was not asked the third one, so it never hears of it.
  expect(world.seenBy("beta").at(-1)).toMatchObject({
    messages: [user("One"), beta, user("Two, better"), beta, user("Four")],
  });
});

test("system text and what a column sets reach the wire, in later turns and tries, too", async () => {
  const columns = await world.twoColumns(thinkingModel);
  const schema = { type: "object", properties: { text: { type: "string" } }, required: ["text"] };
  const own = {
    system: "Be rude.",
    maxTokens: 99,
    temperature: 0.1,
    topP: 0.3,
    stop: ["END"],
    seed: 11,
    effort: "high",
    jsonSchema: { name: "answer", schema, strict: true },
  } as const;
  await world.send({ comparisonId: "x1", prompt: "One", columns: columns("1", own), system: "Be kind." });
  await world.retry("x1", columns("1again", own).slice(0, 1));
  await world.send({ comparisonId: "x2", prompt: "Two", columns: columns("2", own), followsId: "x1" });
  const settings = {
    max_tokens: 99,
    temperature: 0.1,
    top_p: 0.3,
    stop: ["END"],
    seed: 11,
    reasoning_effort: "high",
    response_format: { type: "json_schema", json_schema: { name: "answer", schema, strict: true } },
  };
  const rude = { role: "system", content: "Be rude." };
  expect(world.seenBy("alpha")).toMatchObject([
    { messages: [rude, user("One")], ...settings },
    { messages: [rude, user("One")], ...settings },
    { messages: [rude, user("One"), alpha, user("Two")], ...settings },
  ]);
  expect(world.seenBy("beta")).toMatchObject([
    { messages: [{ role: "system", content: "Be kind." }, user("One")], temperature: 0.7, max_tokens: 2000 },
    { messages: [user("One"), beta, user("Two")] },
  ]);
  expect(world.seenBy("beta")[0]).not.toHaveProperty("seed");
});

test("images reach the wire with their own prompt, in later turns and tries, too", async () => {
  const columns = await world.twoColumns();
  const image = (text: string) => ({ mimeType: "image/png", base64: Buffer.from(text).toString("base64") });
  const turn = (text: string, { base64 }: ReturnType<typeof image>) =>
    user([
      { type: "text", text },
      { type: "image_url", image_url: { url: `data:image/png;base64,${base64}` } },
    ]);
  const [first, second] = [image("first"), image("second")];
  await world.send({ comparisonId: "x1", prompt: "One", columns: columns("1"), images: [first] });
  await world.send({ comparisonId: "x2", prompt: "Two", columns: columns("2"), images: [second], followsId: "x1" });
  await world.retry("x2", columns("2again").slice(0, 1));
  await world.send({ comparisonId: "x3", prompt: "Three", columns: columns("3"), followsId: "x2" });
  const upToTwo = [turn("One", first), alpha, turn("Two", second)];
  expect(world.seenBy("alpha")).toMatchObject([
    { messages: [turn("One", first)] },
    { messages: upToTwo },
    { messages: upToTwo },
    { messages: [...upToTwo, alpha, user("Three")] },
  ]);
});

test("what a model takes is told for the providers as they are", async () => {
  const models = (await world.twoColumns(thinkingModel))("1").flatMap(({ target }) =>
    target.kind === "model" ? [target] : [],
  );
  const refs = models.map(({ providerId, modelId }) => ({ providerId, modelId }));
  const accepted = await valueFrom(world.call()("model.accepts", { models: refs, effort: null }));
  expect(accepted).toMatchObject([
    { ...refs[0], efforts: ["low", "medium", "high"], jsonSchema: true },
    { ...refs[1], efforts: [] },
  ]);
});
