import { expect, test } from "vitest";
import {
  checkSchema,
  checkSchemaName,
  checkSeed,
  checkStop,
  checkSystem,
  checkTopP,
  longestSystem,
} from "#shared/check-overrides.ts";
import type { JsonObject } from "#shared/prompt.ts";

test("a system prompt may hold 200,000 characters and not one more", () => {
  expect(checkSystem("x".repeat(longestSystem))).toBeNull();
  expect(checkSystem("x".repeat(longestSystem + 1))).toMatch(/at most 200,000/);
});

test.each([0, 0.5, 1])("top-p %d is fine", (value) => expect(checkTopP(value)).toBeNull());
test.each([-0.1, 1.1, Number.NaN])("top-p %d is refused", (value) => expect(checkTopP(value)).toMatch(/0 to 1/));

test.each([0, 7, -1])("seed %d is fine", (value) => expect(checkSeed(value)).toBeNull());
test.each([1.5, Number.NaN, 1e300])("seed %d is refused", (value) => expect(checkSeed(value)).toMatch(/whole number/));

test("an answer ends at no more than four texts, none empty or twice", () => {
  expect(checkStop(["END", "\n\n"])).toBeNull();
  expect(checkStop(["a", "b", "c", "d", "e"])).toMatch(/At most 4/);
  expect(checkStop(["a", ""])).toMatch(/not empty/);
  expect(checkStop(["a", "a"])).toMatch(/once/);
  expect(checkStop(["x".repeat(501)])).toMatch(/at most 500/);
});

test("a schema has a short name, is an object, not deep and not large", () => {
  expect(checkSchemaName("answer_1")).toBeNull();
  expect(checkSchemaName("an answer")).toMatch(/letters, digits/);
  let deep: JsonObject = {};
  for (let level = 0; level < 80; level += 1) deep = { properties: deep };
  expect(checkSchema(deep)).not.toBeNull();
  expect(checkSchema([])).toMatch(/object/);
  expect(checkSchema({ description: "x".repeat(110_000) })).toMatch(/100,000/);
  expect(checkSchema({ type: "object", properties: { a: { type: "string" } } })).toBeNull();
});
