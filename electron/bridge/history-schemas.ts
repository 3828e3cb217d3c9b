import { z } from "zod";
import { checkHistoryTitle, checkTag, checkTags, tidyTags } from "#shared/check-history.ts";
import { longestSearch } from "#shared/history.ts";
import { id, passes, target } from "./schema-parts.ts";

/** What of the history is looked for, and what may be changed in it. */

/** Programs name themselves by a header; ours is cut far below this. */
const longestClient = 200;
const longestCursor = 32;

/** Epoch ms. */
const time = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
export const optionalTime = time.nullable();
const money = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const tag = z.string().superRefine(passes(checkTag));

const filters = z
  .strictObject({
    target: target.exactOptional(),
    providerId: id.exactOptional(),
    sessionId: id.exactOptional(),
    status: z.enum(["done", "failed", "stopped", "interrupted"]).exactOptional(),
    atLeastNanoUsd: money.exactOptional(),
    atMostNanoUsd: money.exactOptional(),
    fromMs: time.exactOptional(),
    untilMs: time.exactOptional(),
    isPinned: z.literal(true).exactOptional(),
    tag: tag.exactOptional(),
    isDemo: z.boolean().exactOptional(),
    client: z.string().max(longestClient).nullable().exactOptional(),
    repeats: z.literal(true).exactOptional(),
  })
  .readonly();

export const historyQuery = z.strictObject({
  // Cut and not refused: a whole page that is pasted finds by what it begins with.
  text: z.string().transform((text) => text.slice(0, longestSearch)),
  filters,
  cursor: z.string().max(longestCursor).nullable(),
});

export const historyChange = z.strictObject({
  comparisonId: id,
  title: z.string().superRefine(passes(checkHistoryTitle)).nullable().exactOptional(),
  isPinned: z.boolean().exactOptional(),
  tags: z.array(z.string()).superRefine(passes(checkTags)).transform(tidyTags).exactOptional(),
});
