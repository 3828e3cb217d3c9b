import { z } from "zod";
import { checkPrompt } from "#shared/check-prompt.ts";
import { checkPerProvider, checkRepeatSize, checkSeed, checkTimes } from "#shared/check-repeat.ts";
import { mostColumns, mostRows } from "#shared/repeat.ts";
import type { RepeatChoice, RepeatContract } from "#shared/repeat-contract.ts";
import { atMost, checkUnique, counted, id, modelRef, passes, target } from "./schema-parts.ts";
import { images, overrides, rowValues, systemText, template } from "./send-schemas.ts";

/** What is asked of repeated comparisons. */

/** Characters of a data set, as it is read and in all of its rows. */
export const longestDataSet = 4_000_000;

const rows = counted(z.array(rowValues).min(1).superRefine(passes(checkRows)).readonly(), atMost(mostRows));

function checkRows(all: NonNullable<RepeatChoice["rows"]>): string | null {
  const length = all.reduce((sum, row) => Object.values(row).reduce((inRow, text) => inRow + text.length, sum), 0);
  return length > longestDataSet ? "The rows of a data set hold at most 4,000,000 characters." : null;
}

const choice = z
  .strictObject({
    purpose: z.enum(["repeat", "routes"]),
    times: z.number().superRefine(passes(checkTimes)),
    rows: rows.exactOptional(),
    seed: z.number().superRefine(passes(checkSeed)).exactOptional(),
    perProvider: z.number().superRefine(passes(checkPerProvider)),
  })
  .readonly();

const columns = counted(
  z
    .array(z.strictObject({ columnId: id, target, overrides: overrides.exactOptional() }).readonly())
    .min(1)
    .superRefine(passes((list) => checkUnique(list, (one) => one.columnId, "column id")))
    .readonly(),
  atMost(mostColumns),
);

const asked = {
  prompt: z.string().superRefine(passes(checkPrompt)),
  system: systemText.exactOptional(),
  images: images.exactOptional(),
  followsId: id.exactOptional(),
  columns,
  repeat: choice,
};

type Sized = { readonly repeat: RepeatChoice; readonly columns: readonly unknown[] };

const fits = passes(({ repeat, columns: all }: Sized) => checkRepeatSize(repeat, all.length));
const onlyComparison = z.strictObject({ comparisonId: id });

export const repeatSchemas = {
  "repeat.start": z
    .strictObject({ ...asked, comparisonId: id, conversationId: id, template: template.exactOptional() })
    .superRefine(fits),
  "repeat.check": z.strictObject({ ...asked, conversationId: id.exactOptional() }).superRefine(fits),
  "repeat.pause": onlyComparison,
  "repeat.resume": onlyComparison,
  "repeat.stop": onlyComparison,
  "repeat.state": onlyComparison,
  "repeat.readData": z.strictObject({ text: z.string().max(longestDataSet) }),
  "model.routes": modelRef,
} satisfies {
  readonly [M in keyof RepeatContract]: z.ZodType<RepeatContract[M]["input"]>;
};
