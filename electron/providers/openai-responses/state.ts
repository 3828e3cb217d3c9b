import { nobodyYet, type Served } from "#electron/providers/openai-shape/served.ts";

/** What one answer has said so far. Mutable: one per response, and every event passes through it. */
export type State = {
  served: Served;
  hasText: boolean;
  hasRefused: boolean;
  /** The kind of event that reasoning came by first. A server that sends it by both would say everything twice. */
  reasoningBy: string | null;
  /** By the place in `output`, in the order in which the calls began. */
  calls: Map<number, Call>;
  isOver: boolean;
};

/** One call of a function. `hasArguments` is true once a piece of them arrived. */
type Call = { readonly index: number; hasArguments: boolean };

export function newState(): State {
  return {
    served: nobodyYet,
    hasText: false,
    hasRefused: false,
    reasoningBy: null,
    calls: new Map(),
    isOver: false,
  };
}
