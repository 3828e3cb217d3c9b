import { expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import { isMethod, type Schemas, schemas } from "#electron/bridge/schemas.ts";
import { newLink } from "#shared/chain.ts";
import type { Input, MethodName } from "#shared/contract.ts";

type Exact<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type AllExact = { [M in MethodName]: Exact<z.output<(typeof schemas)[M]>, Input<M>> };

test("every schema gives exactly the input of its method", () => {
  expectTypeOf<AllExact>().toEqualTypeOf<{ [M in MethodName]: true }>();
  expect(Object.keys(schemas)).toHaveLength(76);
});

const schemaOf: Schemas = schemas;
const fits = (method: MethodName, input: unknown) => schemaOf[method].safeParse(input).success;
const link = newLink("l1", "GPT", { providerId: "openai", modelId: "gpt-5" });
const target = { kind: "model", providerId: "openai", modelId: "gpt-5" };
const startColumn = (index: number) => ({ columnId: `c${index}`, runId: `r${index}`, target });
const startWith = (columns: unknown) => ({ comparisonId: "x", conversationId: "y", prompt: "hi", columns });

test("names of Object's own methods are no methods", () => {
  for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", ""]) expect(isMethod(name)).toBe(false);
  expect(isMethod("app.snapshot")).toBe(true);
});

test.each(["a", "A-z_9", "x".repeat(64)])("%s is an id", (id) => expect(fits("run.stop", { runId: id })).toBe(true));
test.each(["", "x".repeat(65), "a b", "../etc", "a\n", "ä", "a;DROP TABLE"])("%j is no id", (id) =>
  expect(fits("run.stop", { runId: id })).toBe(false),
);

test("a comparison has 1 to 16 columns, each with ids of its own", () => {
  const columns = Array.from({ length: 17 }, (_, index) => startColumn(index));
  expect(fits("comparison.start", startWith(columns.slice(0, 16)))).toBe(true);
  expect(fits("comparison.start", startWith(columns))).toBe(false);
  expect(fits("comparison.start", startWith([]))).toBe(false);
  expect(fits("comparison.start", startWith([startColumn(1), startColumn(1)]))).toBe(false);
  expect(fits("comparison.start", startWith([startColumn(1), { ...startColumn(2), runId: "r1" }]))).toBe(false);
});

test("the same model in two columns is fine", () => {
  expect(fits("comparison.start", startWith([startColumn(1), startColumn(2)]))).toBe(true);
});

test("a prompt is not blank and not longer than a million characters", () => {
  const send = (prompt: string) => fits("comparison.start", { ...startWith([startColumn(1)]), prompt });
  expect(send(" \n ")).toBe(false);
  expect(send("x".repeat(1_000_000))).toBe(true);
  expect(send("x".repeat(1_000_001))).toBe(false);
});

test("a chain holds up to 64 links with ids of their own and fields in their bounds", () => {
  const save = (links: unknown[]) =>
    fits("chain.save", { chain: { id: "c", name: "smart", links, onMidStream: "fail" } });
  const links = Array.from({ length: 65 }, (_, index) => ({ ...link, id: `l${index}` }));
  expect(save(links.slice(0, 64))).toBe(true);
  expect(save(links)).toBe(false);
  expect(save([link, link])).toBe(false);
  expect(save([])).toBe(true);
  for (const wrong of [{ maxTokens: 0 }, { temperature: 3 }, { costPer1kInput: -1 }, { modelId: "" }, { name: "" }]) {
    expect(save([{ ...link, ...wrong }])).toBe(false);
  }
  expect(save([{ ...link, costPer1kInput: 0, costPer1kOutput: null }])).toBe(true);
});

test("a link and its chain take rules in their bounds, and other models of the link", () => {
  const save = (more: object, rules: unknown = {}) =>
    fits("chain.save", {
      chain: { id: "c", name: "smart", links: [{ ...link, ...more }], onMidStream: "fail", rules },
    });
  const rules = { deadlines: { connectMs: 900 }, retries: 0, triggers: { CONTENT_POLICY: true } };
  expect(save({ rules, models: ["vendor/other"] }, rules)).toBe(true);
  for (const wrong of [
    { deadlines: { connectMs: 1 } },
    { deadlines: { silenceMs: 1000 } },
    { retries: 2 },
    { triggers: { BAD_REQUEST: true } },
    { triggers: { BUDGET: true } },
    { triggers: { SERVER: "yes" } },
    { attempts: 3 },
  ]) {
    expect(save({ rules: wrong }), JSON.stringify(wrong)).toBe(false);
    expect(save({}, wrong), JSON.stringify(wrong)).toBe(false);
  }
  expect(save({ models: [link.modelId] })).toBe(false);
});

test("settings take any part and nothing that is not a setting", () => {
  expect(fits("settings.save", {})).toBe(true);
  expect(fits("settings.save", { theme: "dark" })).toBe(true);
  expect(fits("settings.save", { theme: undefined })).toBe(false);
  expect(fits("settings.save", { conversationId: "x" })).toBe(false);
});

test("an unknown field is refused at any depth, also one named __proto__", () => {
  expect(fits("app.snapshot", JSON.parse('{"__proto__": {}}'))).toBe(false);
  expect(fits("run.stop", { runId: "r", more: 1 })).toBe(false);
  expect(fits("comparison.start", startWith([{ ...startColumn(1), target: { ...target, url: "http://x" } }]))).toBe(
    false,
  );
});

const send = (parts: object) => fits("comparison.start", { ...startWith([startColumn(1)]), ...parts });
const sendOverrides = (overrides: unknown) =>
  fits("comparison.start", startWith([{ ...startColumn(1), overrides }])) &&
  fits("conversation.save", { id: "v", title: "", columns: [{ id: "c", target, overrides }] }) &&
  fits("columnSet.save", { set: { id: "s", name: "Set", columns: [{ target, overrides }] } });

test("a column sets what a request can say, each in its bounds, wherever a column stands", () => {
  const schema = { type: "object", properties: { a: { type: "string" } } };
  const all = { system: "Be kind.", maxTokens: 1, temperature: 2, topP: 0, stop: ["END"], seed: 7, effort: "max" };
  expect(sendOverrides({ ...all, jsonSchema: { name: "answer", schema, strict: false } })).toBe(true);
  expect(sendOverrides({ system: "" })).toBe(true);
  let deep: object = {};
  for (let level = 0; level < 10_000; level += 1) deep = { deep };
  for (const wrong of [
    { system: "x".repeat(200_001) },
    { maxTokens: 0 },
    { temperature: 2.1 },
    { topP: 1.1 },
    { stop: ["1", "2", "3", "4", "5"] },
    { stop: [""] },
    { seed: 1.5 },
    { effort: "very" },
    { effort: undefined },
    { jsonSchema: { name: "an answer", schema, strict: true } },
    { jsonSchema: { name: "answer", schema: [], strict: true } },
    { jsonSchema: { name: "answer", schema: { when: new Date(0) }, strict: true } },
    { jsonSchema: { name: "answer", schema: deep, strict: true } },
    { jsonSchema: { name: "answer", schema: { description: "x".repeat(200_000) }, strict: true } },
    { temperature: "1" },
    { n: 2 },
  ]) {
    expect(sendOverrides(wrong), Object.keys(wrong).join()).toBe(false);
  }
});

test("images are of a known type, in base64, eight at most, of 5 MB each and 20 MB together", () => {
  const image = (bytes: number, parts: object = {}) => ({
    mimeType: "image/png",
    base64: Buffer.alloc(bytes, 1).toString("base64"),
    ...parts,
  });
  const times = (count: number, one: object) => Array.from({ length: count }, () => one);
  const megabyte = 1024 * 1024;
  expect(send({ images: [] })).toBe(true);
  expect(send({ images: times(8, image(5)) })).toBe(true);
  expect(send({ images: times(4, image(5 * megabyte)) })).toBe(true);
  for (const wrong of [
    times(9, image(5)),
    [image(5 * megabyte + 1)],
    [...times(4, image(5 * megabyte)), image(1)],
    [image(0)],
    [image(3, { mimeType: "image/svg+xml" })],
    [image(3, { base64: "not base64!" })],
    [image(3, { url: "https://example.com" })],
  ]) {
    expect(send({ images: wrong })).toBe(false);
  }
});

test("a template has named values and is no longer than a prompt", () => {
  const template = (parts: object) =>
    send({ template: { text: "Hi {{a}}", system: "", values: { a: "b" }, ...parts } });
  expect(template({})).toBe(true);
  expect(template({ values: {} })).toBe(true);
  expect(template({ values: { "not a name": "" } })).toBe(false);
  expect(template({ values: { a: 1 } })).toBe(false);
  expect(template({ values: { a: "x".repeat(600_000), b: "x".repeat(400_000) } })).toBe(false);
  expect(template({ text: "x".repeat(1_000_001) })).toBe(false);
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`v${index}`, ""]));
  expect(template({ values: many })).toBe(false);
});

test("a set of columns has a name of 1 to 60 characters and 1 to 16 columns", () => {
  const save = (name: string, count: number) =>
    fits("columnSet.save", { set: { id: "s", name, columns: Array.from({ length: count }, () => ({ target })) } });
  expect([save("x".repeat(60), 16), save("x".repeat(61), 1), save("", 1), save("x", 0), save("x", 17)]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("spend is asked for a session, for whole days or for everything", () => {
  const asks = (range: unknown) => fits("spend.report", { range });
  expect([{ kind: "session", sessionId: "s" }, { kind: "days", days: 1 }, { kind: "all" }].map(asks)).toEqual(
    Array(3).fill(true),
  );
  const wrong = [{ kind: "session" }, { kind: "days", days: 0 }, { kind: "days", days: 1.5 }, { kind: "year" }, null];
  expect(wrong.map(asks)).toEqual(Array(5).fill(false));
  const model = { providerId: "openai", modelId: "gpt" };
  expect(fits("spend.whatIf", { range: { kind: "all" }, model })).toBe(true);
  expect(fits("spend.whatIf", { range: { kind: "all" } })).toBe(false);
});

test("a session's name has up to 120 characters, and a blank one is none", () => {
  const nameOf = (name: unknown) => schemas["session.start"].safeParse({ name }).data?.name;
  expect([nameOf("  Mine "), nameOf("  "), nameOf(null)]).toEqual(["Mine", null, null]);
  expect(nameOf("x".repeat(120))).toHaveLength(120);
  expect(nameOf("x".repeat(121))).toBeUndefined();
});
