import { expect, test } from "vitest";
import {
  checkEffort,
  checkOverrides,
  checkSchema,
  checkSchemaName,
  checkSeed,
  checkStop,
  checkSystem,
  checkTopP,
  longestSystem,
  readJsonSchema,
} from "#shared/check-overrides.ts";
import type { JsonObject } from "#shared/prompt.ts";

test("a system prompt may hold 200,000 characters and not one more", () => {
  expect(checkSystem("x".repeat(longestSystem))).toBeNull();
  expect(checkSystem("x".repeat(longestSystem + 1))).toMatch(/at most 200,000/);
});

test.each([0, 0.5, 1])("top-p %d is fine", (value) => expect(checkTopP(value)).toBeNull());
test.each([-0.1, 1.1, Number.NaN])("top-p %d is refused", (value) => expect(checkTopP(value)).toMatch(/0 to 1/));

test.each([0, 7, 2_147_483_647])("seed %d is fine", (value) => expect(checkSeed(value)).toBeNull());
test.each([-1, 1.5, 2_147_483_648, Number.NaN])("seed %d is refused", (value) =>
  expect(checkSeed(value)).toMatch(/0 to 2,147,483,647/),
);

test("an answer ends at no more than four texts, none empty or twice", () => {
  expect(checkStop(["END", "\n\n"])).toBeNull();
  expect(checkStop(["a", "b", "c", "d", "e"])).toMatch(/At most 4/);
  expect(checkStop(["a", ""])).toMatch(/at least one/);
  expect(checkStop(["a", "a"])).toMatch(/once/);
  expect(checkStop(["x".repeat(257)])).toMatch(/at most 256/);
});

test("a reasoning effort is one of the known", () => {
  expect(checkEffort("high")).toBeNull();
  expect(checkEffort("huge")).toMatch(/one of none, minimal/);
});

test("a schema has a short name, is not deep and not large", () => {
  expect(checkSchemaName("answer_1")).toBeNull();
  expect(checkSchemaName("an answer")).toMatch(/letters, digits/);
  let deep: JsonObject = {};
  for (let level = 0; level < 40; level += 1) deep = { properties: deep };
  expect(checkSchema(deep)).toMatch(/32 levels/);
  expect(checkSchema({ description: "x".repeat(70_000) })).toMatch(/65,536/);
  expect(checkSchema({ type: "object", properties: { a: { type: "string" } } })).toBeNull();
});

test("a pasted schema is read, or it is said what to do", () => {
  expect(readJsonSchema('{"type": "object"}')).toEqual({ ok: true, schema: { type: "object" } });
  expect(readJsonSchema("[1]")).toMatchObject({ ok: false, message: expect.stringContaining("is an object") });
  expect(readJsonSchema('{\n"type": object\n}')).toMatchObject({
    ok: false,
    message: expect.stringMatching(/no JSON/),
  });
  expect(readJsonSchema("")).toMatchObject({ ok: false });
});

test("the first fault of a column's settings is said, and none where all are fine", () => {
  expect(checkOverrides({ system: "", maxTokens: 10, temperature: 0, effort: "low" })).toBeNull();
  expect(checkOverrides({ temperature: 3, seed: -1 })).toMatch(/Temperature/);
  expect(checkOverrides({ jsonSchema: { name: "a b", schema: {}, strict: true } })).toMatch(/name/);
});
