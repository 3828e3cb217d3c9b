import type { Run } from "#shared/run.ts";
import { type Answer, type AnswerParts, completionId, createdSeconds, type Delta } from "./answer.ts";
import { costHeaders, currentAttempt, finishWord, runHeaders, understudyObject, usageObject } from "./answer-fields.ts";
import { errorOfCut, errorOfRun } from "./failure-error.ts";
import { errorObject } from "./openai-error.ts";
import { commonHeaders, sendError } from "./send-json.ts";

/**
 * An answer as `chat.completion.chunk` events. Status and headers wait for the first content, so that they are true;
 * from then on nothing can be taken back, and a cut answer ends as one.
 */
export function createStreamAnswer(parts: AnswerParts): Answer {
  const { outlet, chainName } = parts;
  /** What every chunk with content begins with; null until the first one. */
  let before: string | null = null;
  const begin = (run: Run): string => {
    outlet.open(200, { ...commonHeaders, "content-type": "text/event-stream", ...runHeaders(run, chainName) });
    const opened = chunkStart(run, parts);
    outlet.write(`${opened}{"role":"assistant","content":""}${after}`);
    before = opened;
    return opened;
  };
  return {
    delta: (event, run) => outlet.write(`${before ?? begin(run)}${deltaText(event)}${after}`),
    reset: () => undefined,
    end(run) {
      if (run.status === "done") {
        if (before === null) begin(run);
        outlet.end(lastChunks(run, parts));
        return { status: 200, error: null };
      }
      if (before !== null) {
        const error = errorOfCut(run);
        const understudy = understudyObject(run, chainName, run.attempts.at(-1) ?? null);
        outlet.breakOff(`data: ${JSON.stringify({ error: errorObject(error), understudy })}\n\n`);
        return { status: 200, error };
      }
      const error = errorOfRun(run, parts.nowEpochMs());
      const headers = { ...runHeaders(run, chainName), ...costHeaders(run) };
      sendError(outlet, error, { headers, body: { understudy: understudyObject(run, chainName) } });
      return { status: error.status, error };
    },
  };
}

const after = `,"finish_reason":null}]}\n\n`;

/** Where usage is asked for, every chunk has the field; it is null until the last one. */
function chunkStart(run: Run, { includeUsage }: Pick<AnswerParts, "includeUsage">): string {
  return `data: ${chunkHead(run)}${includeUsage ? `"usage":null,` : ""}"choices":[{"index":0,"delta":`;
}

/** Everything before `choices`. Which model served is known at the end, as of the whole answer. */
function chunkHead(run: Run): string {
  const attempt = currentAttempt(run);
  const model = attempt?.modelServed ?? attempt?.modelId ?? "";
  const head = { id: completionId(run), object: "chat.completion.chunk", created: createdSeconds(run), model };
  return `${JSON.stringify(head).slice(0, -1)},`;
}

/** By hand: it is the one thing that is done for every delta. */
function deltaText({ channel, text, tool }: Delta): string {
  const json = JSON.stringify(text);
  if (channel === "text") return `{"content":${json}}`;
  if (channel === "reasoning") return `{"reasoning_content":${json}}`;
  const index = tool?.index ?? 0;
  if (tool === undefined || (tool.id === null && tool.name === null)) {
    return `{"tool_calls":[{"index":${index},"function":{"arguments":${json}}}]}`;
  }
  const called = { ...(tool.name !== null && { name: tool.name }), arguments: text };
  return JSON.stringify({
    tool_calls: [{ index, id: tool.id ?? `call_${index}`, type: "function", function: called }],
  });
}

/** The finish chunk, the usage where it was asked for, our own object in the last of them, and the end mark. */
function lastChunks(run: Run, parts: AnswerParts): string {
  const { includeUsage, chainName } = parts;
  const understudy = `,"understudy":${JSON.stringify(understudyObject(run, chainName))}}\n\n`;
  const finish = `${chunkStart(run, parts)}{},"finish_reason":${JSON.stringify(finishWord(run))}}]`;
  if (!includeUsage) return `${finish}${understudy}data: [DONE]\n\n`;
  const usage = JSON.stringify(usageObject(currentAttempt(run)?.usage ?? null));
  return `${finish}}\n\ndata: ${chunkHead(run)}"choices":[],"usage":${usage}${understudy}data: [DONE]\n\n`;
}
