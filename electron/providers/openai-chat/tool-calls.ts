import type { Part } from "#electron/manager/dependencies.ts";
import { amountAt, type JsonRecord, listAt, recordAt, textAt } from "#electron/providers/json.ts";

type Call = { readonly index: number; readonly id: string | null };

/** The calls of one answer so far. Mutable: one per response. */
export type ToolCalls = {
  /** In the order in which they began; the place is the call's index. */
  readonly begun: Call[];
  /** By the index that the server sent. */
  readonly byWireIndex: Map<number, Call>;
};

export function newToolCalls(): ToolCalls {
  return { begun: [], byWireIndex: new Map() };
}

/**
 * Pieces of calls in a delta, or whole calls in a message. Servers may leave out the index or the id, or repeat what
 * they said (protocols.md §8): id and name are handed on once, with the first piece, and a call without an id gets one,
 * because a program needs it to hand in the result.
 */
export function toolParts(delta: JsonRecord, calls: ToolCalls): Part[] {
  const old = recordAt(delta, "function_call");
  const said = [...listAt(delta, "tool_calls"), ...(old === null ? [] : [{ index: 0, function: old }])];
  return said.flatMap((call) => pieceParts(call, calls));
}

function pieceParts(piece: unknown, calls: ToolCalls): Part[] {
  const called = recordAt(piece, "function");
  if (called === null) return [];
  const name = textAt(called, "name") || null;
  const text = argumentsOf(called);
  const known = knownCall(piece, name, calls);
  if (known !== null) {
    return text === "" ? [] : [{ type: "tool-delta", text, tool: { index: known.index, id: null, name: null } }];
  }
  const begun = begin(piece, calls);
  return [{ type: "tool-delta", text, tool: { index: begun.index, id: begun.id ?? `call_${begun.index}`, name } }];
}

/** Text in pieces; some servers send the whole as an object. */
function argumentsOf(called: JsonRecord): string {
  const whole = recordAt(called, "arguments");
  return whole === null ? (textAt(called, "arguments") ?? "") : JSON.stringify(whole);
}

/** The call that this piece goes on with; null where it begins one. */
function knownCall(piece: unknown, name: string | null, { begun, byWireIndex }: ToolCalls): Call | null {
  const id = textAt(piece, "id") || null;
  const wireIndex = amountAt(piece, "index");
  if (wireIndex === null) {
    const last = id === null && name === null ? begun.at(-1) : begun.find((call) => call.id !== null && call.id === id);
    return last ?? null;
  }
  const known = byWireIndex.get(wireIndex) ?? null;
  // Some servers give every call the index 0, others a new id to every piece: only a new id with a name is a new call.
  const isOther = known !== null && id !== null && name !== null && known.id !== id;
  return isOther ? null : known;
}

function begin(piece: unknown, { begun, byWireIndex }: ToolCalls): Call {
  const call = { index: begun.length, id: textAt(piece, "id") || null };
  begun.push(call);
  const wireIndex = amountAt(piece, "index");
  if (wireIndex !== null) byWireIndex.set(wireIndex, call);
  return call;
}
