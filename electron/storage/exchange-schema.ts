import { z } from "zod";
import type { Exchange } from "#shared/exchange.ts";

const headers = z.array(z.tuple([z.string(), z.string()]));

/** What a stored exchange must look like before it becomes one. */
export const exchangeSchema = z.object({
  attemptId: z.string(),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers,
    body: z.string(),
    omittedBytes: z.number(),
    omittedImages: z.number(),
  }),
  response: z.object({ status: z.number(), headers, body: z.string(), omittedBytes: z.number() }).nullable(),
}) satisfies z.ZodType<Exchange>;
