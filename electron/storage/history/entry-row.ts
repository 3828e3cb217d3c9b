import { z } from "zod";

const text = z.string();
const optionalText = text.nullable();
const count = z.number();
const flag = count.transform((value) => value !== 0);

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
});
