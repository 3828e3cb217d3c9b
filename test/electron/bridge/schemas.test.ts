import { expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import { isMethod, type Schemas, schemas } from "#electron/bridge/schemas.ts";
import { newLink } from "#shared/chain.ts";
import type { Input, MethodName } from "#shared/contract.ts";

type Exact<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type AllExact = { [M in MethodName]: Exact<z.output<(typeof schemas)[M]>, Input<M>> };

test("every schema gives exactly the input of its method", () => {
  expectTypeOf<AllExact>().toEqualTypeOf<{ [M in MethodName]: true }>();
  expect(Object.keys(schemas)).toHaveLength(32);
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
