import type { Run } from "#shared/run.ts";
import { type Answer, type AnswerParts, completionId, createdSeconds, type Delta } from "./answer.ts";
import { costHeaders, currentAttempt, finishWord, runHeaders, understudyObject, usageObject } from "./answer-fields.ts";
import { errorOfRun } from "./failure-error.ts";
import { sendError, sendJson } from "./send-json.ts";

type ToolCall = { id: string; name: string; arguments: string };

/** Mutable: it grows with every delta. */
type Said = { text: string; reasoning: string; readonly tools: Map<number, ToolCall> };

/** An answer as one `chat.completion`. Nothing is sent before the end, so that a cut answer may begin anew. */
export function createWholeAnswer({ outlet, chainName, nowEpochMs }: AnswerParts): Answer {
  const said: Said = { text: "", reasoning: "", tools: new Map() };
  return {
    delta: (event) => take(said, event),
    reset() {
      said.text = "";
      said.reasoning = "";
      said.tools.clear();
    },
    end(run) {
      const headers = { ...runHeaders(run, chainName), ...costHeaders(run) };
      const understudy = understudyObject(run, chainName);
      if (run.status !== "done") {
        const error = errorOfRun(run, nowEpochMs());
        sendError(outlet, error, { headers, body: { understudy } });
        return { status: error.status, error };
      }
      sendJson(outlet, { status: 200, headers, body: { ...completion(run, said), understudy } });
      return { status: 200, error: null };
    },
  };
}

function take(said: Said, { channel, text, tool }: Delta): void {
  if (channel !== "tool") {
    said[channel] += text;
    return;
  }
  const index = tool?.index ?? 0;
  const call = said.tools.get(index) ?? { id: `call_${index}`, name: "", arguments: "" };
  said.tools.set(index, { id: tool?.id ?? call.id, name: tool?.name ?? call.name, arguments: call.arguments + text });
}

function completion(run: Run, said: Said) {
  const calls = [...said.tools].toSorted(([a], [b]) => a - b);
  const message = {
    role: "assistant",
    content: said.text === "" && calls.length > 0 ? null : said.text,
    refusal: null,
    ...(said.reasoning !== "" && { reasoning_content: said.reasoning }),
    ...(calls.length > 0 && {
      tool_calls: calls.map(([, { id, ...called }]) => ({ id, type: "function", function: called })),
    }),
  };
  const attempt = currentAttempt(run);
  return {
    id: completionId(run),
    object: "chat.completion",
    created: createdSeconds(run),
    model: attempt?.modelServed ?? attempt?.modelId ?? "",
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishWord(run) }],
    usage: usageObject(attempt?.usage ?? null),
  };
}
