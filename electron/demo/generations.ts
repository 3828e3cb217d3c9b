import { randomUUID } from "node:crypto";
import { field, listAt, parseJson, textAt } from "./json.ts";
import { countMessages, profileOf } from "./reply.ts";
import { countTokens } from "./tokens.ts";
import { textOf } from "./wire/request.ts";

/** One answer of the demo's OpenRouter, as far as it was sent. */
export type Generation = {
  readonly id: string;
  /** Counts an event on its way, and names the generation in it as the header does. */
  pass(event: string): string;
  /** Nothing more is sent: it ended, broke off, or the client left. */
  end(): void;
};

/** What OpenRouter's `GET /generation` knows: what was charged for answers, aborted ones too. */
export type Generations = {
  begin(requestBody: string): Generation;
  /** Null for an id that is not known, and for the first moments after the end, as with the real one. */
  find(id: string | null): object | null;
};

const knownAfterMs = 1_500;
/** Nobody asks for older ones. */
const keptGenerations = 200;

type Known = { readonly request: unknown; text: string; reasoning: string; finish: string | null; endedAtMs: number };

export function createGenerations(nowMs: () => number = Date.now): Generations {
  const known = new Map<string, Known>();
  return {
    begin: (requestBody) => {
      const id = `gen-${randomUUID().replaceAll("-", "")}`;
      const generation: Known = {
        request: parseJson(requestBody),
        text: "",
        reasoning: "",
        finish: null,
        endedAtMs: Number.POSITIVE_INFINITY,
      };
      known.set(id, generation);
      const [oldest] = known.keys();
      if (known.size > keptGenerations && oldest !== undefined) known.delete(oldest);
      return {
        id,
        pass: (event) => {
          count(generation, event);
          return event.replace(/^(data: \{"id":)"[^"]*"/, (_, start: string) => `${start}"${id}"`);
        },
        end: () => {
          generation.endedAtMs = nowMs();
        },
      };
    },
    find: (id) => {
      const found = known.get(id ?? "");
      if (id === null || found === undefined || nowMs() - found.endedAtMs < knownAfterMs) return null;
      return { data: { id, ...billOf(found) } };
    },
  };
}

function count(generation: Known, event: string): void {
  const [choice] = listAt(parseJson(event.replace(/^data: /, "")), "choices");
  const delta = field(choice, "delta");
  generation.text += textAt(delta, "content");
  generation.reasoning += textAt(delta, "reasoning");
  generation.finish = textAt(choice, "finish_reason") || generation.finish;
}

function billOf({ request, text, reasoning, finish }: Known): object {
  const model = textAt(request, "model");
  const { price } = profileOf(model);
  const input = countMessages(listAt(request, "messages").map((message) => textOf(field(message, "content"))));
  const thought = countTokens(reasoning);
  const output = countTokens(text) + thought;
  const cost = Math.round(input * price.inputUsd * 1_000 + output * price.outputUsd * 1_000) / 1e9;
  return {
    model,
    total_cost: cost,
    usage: cost,
    upstream_inference_cost: 0,
    is_byok: false,
    tokens_prompt: input,
    tokens_completion: output,
    native_tokens_prompt: input,
    native_tokens_completion: output,
    native_tokens_reasoning: thought,
    native_tokens_cached: 0,
    provider_name: model.split("/")[0],
    streamed: true,
    cancelled: finish === null,
    finish_reason: finish,
  };
}
