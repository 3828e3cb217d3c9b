import { setTimeout as sleep } from "node:timers/promises";
import { type Attempt, ask } from "./attempt.ts";
import { Failure, pauseBeforeRetry } from "./failures.ts";
import { pieces } from "./fetch-pieces.ts";
import { forgetFailures, isFree, noteFailure, takeNext } from "./limits.ts";
import { chains } from "./sample.ts";
import { type FailureClass, fallThrough, type Message, type ModelConfig, usualRules } from "./words.ts";

export type StreamEvent =
  | { readonly type: "text"; readonly text: string }
  /** The stream was cut: drop the text so far, the next link answers from the beginning. */
  | { readonly type: "reset" }
  | { readonly type: "answer"; readonly answer: Answer };

/** The whole answer, which link gave it, and all requests that it took. */
export type Answer = {
  readonly text: string;
  readonly link: string;
  readonly attempts: readonly Attempt[];
  /** Of all attempts together; null where one of them is not known. */
  readonly costUsd: number | null;
};

/** No link answered. `attempts` tells why, in order; links that cool down were not asked. */
export class ChainError extends Error {
  readonly attempts: readonly Attempt[];

  constructor(chain: string, attempts: readonly Attempt[]) {
    const told = attempts.map(({ link, failure }) => `${link}: ${failure?.kind}, ${failure?.message}`).join("; ");
    super(`The chain ${JSON.stringify(chain)} did not answer. ${told || "All its links are cooling down."}`);
    this.name = "ChainError";
    this.attempts = attempts;
  }
}

type Options = { readonly signal?: AbortSignal };

/** Text as it comes, a reset where another link starts over, the answer at the end; or a ChainError. */
export async function* stream(
  chainName: string,
  messages: readonly Message[],
  { signal }: Options = {},
): AsyncGenerator<StreamEvent, void> {
  const chain = chains.get(chainName);
  if (chain === undefined) throw new Error(`There is no chain ${JSON.stringify(chainName)}.`);
  const waiting = [...chain.links];
  const attempts: Attempt[] = [];
  let hasRestarted = false;
  for (let link = takeNext(waiting); link !== null; link = takeNext(waiting)) {
    if (shownBy(attempts) !== "") {
      hasRestarted = true;
      yield { type: "reset" };
    }
    try {
      const hasNext = leadsOn(link, "TIMEOUT") && waiting.some(isFree);
      for await (const text of tryLink({ link, messages, hasNext, attempts, signal })) yield { type: "text", text };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const shown = shownBy(attempts);
      const mayRestart = chain.onMidStream === "restart" && !hasRestarted && shown.length <= longestRestart;
      // A link without a key is passed over, whatever its rules say of a key that is refused.
      const mayGoOn = leadsOn(link, error.kind) || !error.wasAsked;
      if (mayGoOn && (shown === "" || mayRestart)) continue;
      break;
    }
    const answer = { text: shownBy(attempts), link: link.name, attempts, costUsd: costOf(attempts) };
    return yield { type: "answer", answer };
  }
  throw new ChainError(chainName, attempts);
}

/** The whole answer at once. Throws a ChainError where no link answers. */
export async function complete(
  chainName: string,
  messages: readonly Message[],
  options: Options = {},
): Promise<Answer> {
  for await (const event of stream(chainName, messages, options)) {
    if (event.type === "answer") return event.answer;
  }
  throw new Error("A stream ends with an answer or an error.");
}

/** A longer draft is not taken back. */
const longestRestart = 1_500;

function shownBy(attempts: readonly Attempt[]): string {
  return attempts.at(-1)?.text ?? "";
}

function leadsOn({ stopsAfter = [], goesOnAfter = [] }: ModelConfig, kind: FailureClass): boolean {
  return goesOnAfter.includes(kind) || (fallThrough.has(kind) && !stopsAfter.includes(kind));
}

function costOf(attempts: readonly Attempt[]): number | null {
  return attempts.reduce<number | null>((sum, { costUsd }) => {
    return sum === null || costUsd === null ? null : sum + costUsd;
  }, 0);
}

type Trying = {
  readonly link: ModelConfig;
  readonly messages: readonly Message[];
  readonly hasNext: boolean;
  readonly attempts: Attempt[];
  readonly signal: AbortSignal | undefined;
};

/** One link, asked once more where that can help; never after text was shown. Throws its Failure. */
async function* tryLink({ link, messages, hasNext, attempts, signal }: Trying): AsyncGenerator<string, void> {
  for (let retriesLeft = link.retries ?? usualRules.retries; ; retriesLeft -= 1) {
    const attempt: Attempt = { link: link.name, text: "", failure: null, wasAccepted: false, costUsd: 0, ms: 0 };
    attempts.push(attempt);
    try {
      for await (const text of ask({ link, messages, attempt, hasNext, signal, pieces })) {
        attempt.text += text;
        yield text;
      }
      return forgetFailures(link);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      attempt.failure = error;
      noteFailure(link, error);
      const pauseMs = pauseBeforeRetry(error);
      if (attempt.text !== "" || pauseMs === null || retriesLeft === 0) throw error;
      await sleep(pauseMs, undefined, { signal });
    }
  }
}
