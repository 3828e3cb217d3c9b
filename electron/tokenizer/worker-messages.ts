import { z } from "zod";

/** What the thread is asked: one text, counted by each of the encodings. */
const question = z.strictObject({
  id: z.int(),
  text: z.string(),
  encodings: z.array(z.enum(["o200k", "cl100k"])).readonly(),
});

/** Null where the text could not be counted. */
const reply = z.strictObject({
  id: z.int(),
  counts: z.partialRecord(z.enum(["o200k", "cl100k"]), z.int()).nullable(),
  /** Why not: a mistake of our own. */
  problem: z.string().exactOptional(),
});

export type Question = z.infer<typeof question>;
export type Reply = z.infer<typeof reply>;

export function readQuestion(message: unknown): Question {
  return question.parse(message);
}

export function readReply(message: unknown): Reply {
  return reply.parse(message);
}
