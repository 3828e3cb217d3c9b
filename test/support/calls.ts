import type { Router } from "#electron/bridge/router.ts";
import type { Call, Input, MethodName, Output } from "#shared/contract.ts";
import type { Reply } from "#shared/envelope.ts";
import type { Answer, BridgeFailure } from "#shared/failure.ts";

type Ask = (request: { id: number; method: string; input: unknown }) => Promise<Reply>;

/** Answers of a method have its output: that is what the contract says, and what the tests then look into. */
function isAnswerOf<M extends MethodName>(answer: Reply["answer"], _method: M): answer is Answer<Output<M>> {
  return typeof answer.ok === "boolean";
}

/** A typed call over anything that answers requests. */
export function callOver(ask: Ask): Call {
  let lastId = 0;
  return async <M extends MethodName>(method: M, input: Input<M>): Promise<Answer<Output<M>>> => {
    const id = ++lastId;
    const reply = await ask({ id, method, input });
    if (reply.id !== id) throw new Error(`Asked ${id} and was answered ${reply.id}.`);
    const { answer } = reply;
    if (!isAnswerOf(answer, method)) throw new Error("This is no answer.");
    return answer;
  };
}

export function callOf(router: Router): Call {
  return callOver((request) => router(request, { id: "test" }));
}

/** The value of an answer that must be one. */
export async function valueFrom<T>(answer: Promise<Answer<T>>): Promise<T> {
  const settled = await answer;
  if (!settled.ok) throw new Error(`${settled.failure.code}: ${settled.failure.message}`);
  return settled.value;
}

/** The failure of an answer that must be none. */
export async function failureFrom(answer: Promise<Answer<unknown>>): Promise<BridgeFailure> {
  const settled = await answer;
  if (settled.ok) throw new Error("The answer is no failure.");
  return settled.failure;
}
