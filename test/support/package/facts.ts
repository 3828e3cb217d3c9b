import { z } from "zod";

/** What the packed program did under the double of Electron, as start-packed.ts prints it. */

const answer = z.object({ ok: z.boolean() }).loose();
const response = z.object({ status: z.number(), policy: z.string().nullable() });

export const factsSchema = z.object({
  calls: z.array(z.string()),
  errorBoxes: z.array(z.string()),
  windows: z.array(z.object({ options: z.record(z.string(), z.unknown()), loaded: z.array(z.string()) })),
  schemes: z.array(z.object({ scheme: z.string(), privileges: z.record(z.string(), z.boolean()) })),
  page: response,
  /** Every file that the page and the style sheets name → how it was served. */
  assets: z.record(z.string(), response),
  foreign: response,
  permissions: z.record(z.string(), z.boolean()),
  checks: z.array(z.boolean()),
  openings: z.array(z.object({ action: z.string() })),
  /** What the page tried to do → whether it was held back. */
  moves: z.record(z.string(), z.boolean()),
  exposed: z.record(z.string(), z.array(z.string())),
  snapshot: answer,
  /** Who else asked → the answer. */
  strangers: z.record(z.string(), answer),
  links: z.record(z.string(), answer),
  opened: z.array(z.string()),
  keychain: z.unknown(),
  run: z.unknown(),
  tokens: z.unknown(),
  exits: z.array(z.number()),
});

export type Facts = z.infer<typeof factsSchema>;

/** Stands before the one line that holds the facts. */
export const factsMark = "FACTS ";
