import type { Input, MethodName, Output } from "#shared/contract.ts";
import type { Reply } from "#shared/envelope.ts";
import { type Answer, type BridgeFailure, refuse } from "#shared/failure.ts";
import { inputMessage } from "./input-message.ts";
import { isMethod, type Schemas, schemas } from "./schemas.ts";

/** Who asks: one window or one socket. Listeners let nobody else through. */
export type Sender = { readonly id: string };

export type Handlers = { readonly [M in MethodName]: (input: Input<M>) => Promise<Answer<Output<M>>> };

/** Answers one request. Never rejects. */
export type Router = (request: unknown, sender: Sender) => Promise<Reply>;

export type RouterParts = {
  readonly handlers: Handlers;
  /** Hears of our own mistakes. */
  readonly onBug: (bug: RouterBug) => void;
  /** Hears of requests that were turned away at the door; `method` where it is one of the contract. */
  readonly onRefused?: (refused: { readonly code: BridgeFailure["code"]; readonly method: MethodName | null }) => void;
};

/** Which method threw, for whom, and what, as it was: not redacted. */
export type RouterBug = { readonly method: MethodName; readonly sender: Sender; readonly error: unknown };

/** Method known? Input valid? Then the handler; whatever happens, an answer. */
export function createRouter(parts: RouterParts): Router {
  return async (request, sender) => {
    const read = readRequest(request);
    if (read === null) {
      parts.onRefused?.({ code: "invalid-input", method: null });
      return { id: 0, answer: refuse("invalid-input", "The request is not {id, method, input}.") };
    }
    if (!isMethod(read.method)) {
      parts.onRefused?.({ code: "unknown-method", method: null });
      return { id: read.id, answer: refuse("unknown-method", "This method is not known to this version.") };
    }
    return { id: read.id, answer: await callOne(parts, { method: read.method, input: read.input, sender }) };
  };
}

type Read = { id: number; method: string; input: unknown };

function readRequest(request: unknown): Read | null {
  if (typeof request !== "object" || request === null) return null;
  const { id, method, input }: { id?: unknown; method?: unknown; input?: unknown } = request;
  if (typeof id !== "number" || !Number.isSafeInteger(id) || typeof method !== "string") return null;
  return { id, method, input };
}

const schemaOf: Schemas = schemas;

type OneCall<M extends MethodName> = { method: M; input: unknown; sender: Sender };

async function callOne<M extends MethodName>(
  parts: RouterParts,
  { method, input, sender }: OneCall<M>,
): Promise<Answer<Output<M>>> {
  try {
    const parsed = schemaOf[method].safeParse(input);
    if (!parsed.success) {
      parts.onRefused?.({ code: "invalid-input", method });
      return refuse("invalid-input", inputMessage(parsed.error));
    }
    return await parts.handlers[method](parsed.data);
  } catch (error) {
    parts.onBug({ method, sender, error });
    return refuse("internal", `Something went wrong in ${method}. This is a mistake of the program, not yours.`);
  }
}
