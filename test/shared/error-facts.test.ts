import fc from "fast-check";
import { expect, test } from "vitest";
import { checkErrorFacts, errorFacts } from "#shared/error-facts.ts";
import { runsOf } from "#test/support/runs.ts";

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown.");
}

const nothing: Readonly<Record<string, Record<string, string>>> = {};

test("an engine's own message is told by a word, without what it quotes", () => {
  const read = errorFacts(
    thrownBy(() => nothing["a prompt"]?.["an answer"] ?? Reflect.get(Object(undefined), "x").length),
  );
  expect(read).toMatchObject({ name: "TypeError", code: null, cause: "property-of-nothing-read" });
  const parsed = errorFacts(thrownBy(() => JSON.parse("hello world, this is my prompt")));
  expect(parsed).toMatchObject({ name: "SyntaxError", cause: "not-json" });
  expect(JSON.stringify(parsed)).not.toContain("hello");
  expect(parsed.frames[0]).toMatch(/error-facts\.test\.ts:\d+:\d+$/);
});

test("a system's code is kept, its path is not", () => {
  const error = Object.assign(new Error("ENOENT: no such file or directory, open '/people/anna/secret plan.txt'"), {
    code: "ENOENT",
  });
  expect(errorFacts(error)).toMatchObject({ name: "Error", code: "ENOENT", cause: null });
  expect(JSON.stringify(errorFacts(error))).not.toMatch(/anna|secret/);
});

test("places are told without folders, with the name of the function where there is one", () => {
  const error = new Error("x");
  error.stack = [
    "Error: x",
    "    at readAnswer (file:///people/anna/app/dist/electron/main.js:10:20)",
    "    at async Object.comparison.start (app://understudy/assets/index-Bx_1.js:1:9000)",
    "    at new Store (/opt/x/store.ts:3:4)",
    "    at Proxy.run [as go] (/opt/x/run.mjs:5:6)",
    "    at /opt/x/bare.cjs:7:8",
    "    at Promise.all (index 0)",
    "    at <anonymous>",
  ].join("\n");
  expect(errorFacts(error).frames).toEqual([
    "readAnswer@main.js:10:20",
    "Object.comparison.start@index-Bx_1.js:1:9000",
    "Store@store.ts:3:4",
    "Proxy.run@run.mjs:5:6",
    "bare.cjs:7:8",
  ]);
});

test("a message that looks like places is not read as such, also where the stack no longer begins with it", () => {
  const message = "my prompt\n    at secretName (plan.js:1:2)";
  const error = new Error(message);
  expect(JSON.stringify(errorFacts(error))).not.toMatch(/secretName|plan\.js/);
  error.message = "changed";
  expect(errorFacts(error).frames).toEqual([]);
});

test("what is no error is told as unknown, whatever it holds", () => {
  for (const thrown of [
    "a prompt",
    { name: "Secret", message: "a prompt", stack: "at x (a.js:1:1)" },
    null,
    undefined,
    7,
  ]) {
    expect(errorFacts(thrown)).toEqual({ name: "unknown", code: null, cause: null, frames: [] });
  }
});

test("facts never hold a part of a message, and always pass their own check", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 6, unit: "binary" }),
      fc.constantFrom("Error", "TypeError", "SyntaxError"),
      (text, name) => {
        const error = Object.assign(new Error(text), { name });
        const facts = errorFacts(error);
        expect(checkErrorFacts(facts)).toBeNull();
        expect(
          errorFacts(Object.assign(new Error(`${text} is not valid JSON`), { name: text, code: text })),
        ).toMatchObject({
          name: expect.stringMatching(/^(?:[A-Z][A-Za-z]*)?(?:Error|Exception)$/),
          cause: "not-json",
        });
        const { frames, ...rest } = facts;
        const known = ["Error", "TypeError", "SyntaxError", "not-json", "quota", "aborted"];
        const values = Object.values(rest).filter((value) => value !== null);
        expect(values.every((value) => known.includes(value))).toBe(true);
        expect(frames.length).toBeLessThanOrEqual(8);
      },
    ),
    { numRuns: runsOf(300, 20_000) },
  );
});

test.each([
  { name: "my prompt", code: null, cause: null, frames: [] },
  { name: "Error", code: "a prompt", cause: null, frames: [] },
  { name: "Error", code: null, cause: "a prompt", frames: [] },
  { name: "Error", code: null, cause: null, frames: ["a prompt"] },
  { name: "Error", code: null, cause: null, frames: Array.from({ length: 9 }, () => "a.js:1:1") },
])("a window that tells more than facts is refused: %j", (facts) => {
  expect(checkErrorFacts(facts)).toBe("An error is told by its name, its code and its places.");
});
