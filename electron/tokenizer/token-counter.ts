import { Worker } from "node:worker_threads";
import type { TokenCount } from "#shared/contract.ts";
import type { ModelRef } from "#shared/model.ts";
import { countingRule, roughTokens } from "./families.ts";
import { type Question, type Reply, readReply } from "./worker-messages.ts";

export type TokenCounter = {
  /** One count for each model, in their order. Never rejects: what cannot be counted is estimated, and says so. */
  count(text: string, models: readonly ModelRef[]): Promise<readonly TokenCount[]>;
  close(): Promise<void>;
};

export type TokenCounterOptions = {
  /** The worker's file: `tokenizer-worker.js` beside the built host, the source in tests. */
  readonly workerUrl: URL;
  /** Told of our own mistakes: the thread died, or could not count a text. */
  readonly onFailure: (error: unknown) => void;
  /** The thread and its tables go this long after they were last needed. */
  readonly idleMs?: number;
  /** A text that takes longer is estimated by its length. */
  readonly limitMs?: number;
};

type Counts = NonNullable<Reply["counts"]>;
type Thread = { readonly worker: Worker; readonly waiting: Map<number, (counts: Counts | null) => void> };

/**
 * Counts in a thread of its own: loading the tables takes long enough to hold up streams that the host passes on. The
 * thread is there only while it is used, and never keeps the program alive.
 */
export function createTokenCounter(options: TokenCounterOptions): TokenCounter {
  const { workerUrl, onFailure, idleMs = 60_000, limitMs = 5_000 } = options;
  let thread: Thread | null = null;
  let idleTimer: NodeJS.Timeout | undefined;
  let lastId = 0;

  async function end(): Promise<void> {
    clearTimeout(idleTimer);
    const ending = thread;
    thread = null;
    if (ending === null) return;
    for (const settle of ending.waiting.values()) settle(null);
    await ending.worker.terminate();
  }

  function ask(question: Omit<Question, "id">): Promise<Counts | null> {
    clearTimeout(idleTimer);
    thread ??= startThread(workerUrl, {
      onFailure,
      onGone: (gone) => {
        if (thread?.worker === gone) thread = null;
      },
    });
    const { worker, waiting } = thread;
    const id = ++lastId;
    return new Promise((resolve) => {
      const limit = setTimeout(() => void end(), limitMs).unref();
      waiting.set(id, (counts) => {
        clearTimeout(limit);
        waiting.delete(id);
        if (waiting.size === 0) idleTimer = setTimeout(() => void end(), idleMs).unref();
        resolve(counts);
      });
      worker.postMessage({ id, ...question } satisfies Question);
    });
  }

  return {
    async count(text, models) {
      const rules = models.map((model) => countingRule(model.modelId));
      const encodings = [...new Set(rules.map(({ encoding }) => encoding))];
      const counts = text === "" || encodings.length === 0 ? null : await ask({ text, encodings });
      return models.map(({ providerId, modelId }, index) => {
        const { encoding, factor, basis } = rules[index] ?? countingRule(modelId);
        const counted = text === "" ? 0 : counts?.[encoding];
        const ref = { providerId, modelId };
        if (counted === undefined) return { ...ref, tokens: roughTokens(text), basis: "rule" };
        return { ...ref, tokens: Math.ceil(counted * factor), basis };
      });
    },
    close: end,
  };
}

type ThreadEars = Pick<TokenCounterOptions, "onFailure"> & { readonly onGone: (worker: Worker) => void };

/** A thread that dies answers nothing that waits; the next text gets a new one. */
function startThread(url: URL, { onGone, onFailure }: ThreadEars): Thread {
  const worker = new Worker(url, { name: "tokenizer" });
  const waiting: Thread["waiting"] = new Map();
  worker.unref();
  worker.on("message", (message: unknown) => {
    const { id, counts, problem } = readReply(message);
    if (problem !== undefined) onFailure(new Error(`The tokens of a text could not be counted: ${problem}`));
    waiting.get(id)?.(counts);
  });
  worker.on("error", onFailure);
  worker.once("exit", () => {
    onGone(worker);
    for (const settle of waiting.values()) settle(null);
  });
  return { worker, waiting };
}
