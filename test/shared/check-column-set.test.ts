import { expect, test } from "vitest";
import { checkColumnSetName, checkColumnSetPlace } from "#shared/check-column-set.ts";

test.each(["a", "Cheap & fast", "x".repeat(60), "ünï"])("%j is a name", (name) =>
  expect(checkColumnSetName(name)).toBeNull(),
);
test.each([
  ["", "needs a name"],
  ["  ", "needs a name"],
  [" a", "no spaces around"],
  ["x".repeat(61), "at most 60"],
  ["a\nb", "one line"],
])("%j is no name: it %s", (name, why) => expect(checkColumnSetName(name)).toContain(why));

test("a name is free unless another set has it, in whatever case", () => {
  const sets = [{ id: "1", name: "Cheap", columns: [] }];
  expect(checkColumnSetPlace({ id: "2", name: "cheaper" }, sets)).toBeNull();
  expect(checkColumnSetPlace({ id: "1", name: "cheap" }, sets)).toBeNull();
  expect(checkColumnSetPlace({ id: "2", name: "cheap" }, sets)).toContain("Another set is named cheap");
});
