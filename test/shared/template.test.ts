import { expect, test } from "vitest";
import { fillTemplate, missingVariables, templateParts, variablesOf } from "#shared/template.ts";

test("variables are found in every text, each once, in the order they appear", () => {
  expect(variablesOf("Ask {{region}} about {{ topic }} in {{region}}", "You know {{role}} and {{topic}}")).toEqual([
    "region",
    "topic",
    "role",
  ]);
});

test.each(["{region}", "{{1st}}", "{{a b}}", "{{}}", "{{a-b}}", "{{ré}}", "{{__proto__}}"])(
  "%s is no variable",
  (text) => {
    expect(variablesOf(text)).toEqual([]);
    expect(fillTemplate(text, { region: "EU", a: "x", b: "y" })).toBe(text);
  },
);

test("values take the place of their names, and what looks like a name inside a value stays", () => {
  expect(fillTemplate("{{a}} and {{ b }}, {{a}}", { a: "{{b}}", b: "$& two" })).toBe("{{b}} and $& two, {{b}}");
});

test("a name without a value of ours stays as it is and counts as missing", () => {
  expect(fillTemplate("{{constructor}} {{toString}}", {})).toBe("{{constructor}} {{toString}}");
  expect(missingVariables(["constructor", "a", "b"], { a: "  ", b: "0" })).toEqual(["constructor", "a"]);
});

test("the pieces of a text are the text", () => {
  const text = "{{a}} then\n{{ b }}";
  expect(
    templateParts(text)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
  expect(templateParts(text).map((part) => part.name)).toEqual(["a", null, "b"]);
  expect(templateParts("")).toEqual([]);
});
