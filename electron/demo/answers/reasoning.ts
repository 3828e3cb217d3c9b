import { intentOf } from "./intent.ts";
import { topicOf } from "./topic.ts";

/** What a reasoning model thinks before it answers; empty for questions that need no thought. */
export function reasoningFor(prompt: string): string {
  const intent = intentOf(prompt, false);
  if (intent === "quick") {
    return "";
  }
  const topic = topicOf(prompt);
  const words = topic.words.slice(0, 4).join(", ");
  return [
    `The user asks about ${topic.phrase}. ${words === "" ? "" : `The words that carry it: ${words}. `}`.trim(),
    approach[intent === "code" ? "code" : intent === "comparison" || intent === "decision" ? "choice" : "other"],
    "I will say the main point first and leave out what does not change what they do next.",
  ].join("\n\n");
}

const approach = {
  code: "They want something they can run, so the code comes before the talk. I should check the empty input and the error path before I call it done.",
  choice:
    "There is no winner without knowing their situation, so the useful answer names what each choice costs and what would tip the balance.",
  other:
    "Who is asking? Probably someone who knows the field around it but not this part. A short frame, a few concrete points, then the trap that people usually fall into.",
} as const;
