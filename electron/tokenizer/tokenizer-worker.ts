import { parentPort } from "node:worker_threads";
import { detailsOf } from "#shared/failure.ts";
import { countTokens } from "./encodings.ts";
import { type Question, type Reply, readQuestion } from "./worker-messages.ts";

/** Entry of the tokenizer thread. It is ended from outside, which also ends a text that takes too long. */
parentPort?.on("message", (message: unknown) => {
  void answer(readQuestion(message)).then((reply) => parentPort?.postMessage(reply));
});

async function answer({ id, text, encodings }: Question): Promise<Reply> {
  try {
    const counts: Reply["counts"] = {};
    for (const encoding of encodings) counts[encoding] = await countTokens(encoding, text);
    return { id, counts };
  } catch (error) {
    return { id, counts: null, problem: detailsOf(error) };
  }
}
