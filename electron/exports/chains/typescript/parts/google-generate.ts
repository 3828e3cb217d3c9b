import { Failure } from "./failures.ts";
import { at, textAt } from "./json.ts";
import type { Finish } from "./reading.ts";
import { numberAt, type Speaker } from "./speaker.ts";
import { temperatureOf } from "./temperature.ts";
import { splitSystem } from "./turns.ts";

const googleFinishes: ReadonlyMap<string, Finish> = new Map([
  ["STOP", "stop"],
  ["OTHER", "stop"],
  ["MAX_TOKENS", "length"],
  ["MALFORMED_RESPONSE", "error"],
]);

/** Google's generateContent. */
export const googleGenerate: Speaker = {
  request({ link, messages }) {
    const { system, turns } = splitSystem(messages);
    const body = {
      ...(system !== "" && { systemInstruction: { parts: [{ text: system }] } }),
      contents: turns.map(({ role, content }) => ({
        role: role === "assistant" ? "model" : "user",
        parts: [{ text: content }],
      })),
      generationConfig: { maxOutputTokens: link.maxTokens, ...temperatureOf(link), ...link.extra },
    };
    return { path: `/v1beta/models/${encodeURIComponent(link.modelId)}:streamGenerateContent?alt=sse`, body };
  },
  headers: (key) => ({ "x-goog-api-key": key }),
  read(event) {
    const blocked = textAt(event, "promptFeedback", "blockReason");
    if (blocked !== "") throw new Failure("CONTENT_POLICY", `The prompt was blocked (${blocked}).`);
    const finish = textAt(event, "candidates", 0, "finishReason");
    const usage = at(event, "usageMetadata");
    const said = at(event, "candidates", 0, "content", "parts");
    const parts: readonly unknown[] = Array.isArray(said) ? said : [];
    const textOf = (isThought: boolean) =>
      parts.map((part) => (Boolean(at(part, "thought")) === isThought ? textAt(part, "text") : "")).join("");
    return {
      text: textOf(false),
      thinking: textOf(true),
      finish: finish === "" ? null : (googleFinishes.get(finish) ?? "refused"),
      usage: {
        input: numberAt(usage, "promptTokenCount"),
        cached: numberAt(usage, "cachedContentTokenCount"),
        // Thoughts are billed as output, and counted apart from it.
        output: numberAt(usage, "candidatesTokenCount") + numberAt(usage, "thoughtsTokenCount"),
      },
    };
  },
};
