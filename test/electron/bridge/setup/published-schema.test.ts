import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { publishedSetupSchema } from "./published-schema.ts";

const file = new URL("../../../../electron/exports/setup.schema.json", import.meta.url);

test("the published schema is what files are checked by", () => {
  // After a change of the fields: write `JSON.stringify(publishedSetupSchema(), null, 2)` into the file.
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(publishedSetupSchema());
});
