import { z } from "zod";
import { oneOf } from "#electron/storage/chain-schemas.ts";
import { jsonOf } from "#electron/storage/row-schemas.ts";
import { repeatPurposes } from "#electron/storage/row-words.ts";

const text = z.string();
const optionalText = text.nullable();
const count = z.number();
const flag = count.transform((value) => value !== 0);

/** The plan itself is read with the comparison: what is damaged of this costs the list nothing else. */
const shortPlan = z.object({ purpose: oneOf(repeatPurposes), times: count, rounds: count });

/** What a row of the list must look like before it becomes an entry. */
export const entryRow = z.object({
  id: text,
  conversationId: text,
  title: optionalText,
  prompt: text,
  system: optionalText,
  isPinned: flag,
  tags: optionalText,
  startedAtMs: count,
  sessionId: text,
  isDemo: flag,
  client: optionalText,
  runs: count,
  answered: count,
  failed: count,
  fellThrough: count,
  furthestLink: count,
  nanoUsd: count,
  unknownCount: count,
  isEstimate: flag,
  providerIds: text,
  titles: text,
  repeat: jsonOf(shortPlan).nullable().catch(null),
});
