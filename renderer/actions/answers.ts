import type { Answer } from "#shared/failure.ts";

/** What is wrong, in words for the place where it was asked; null where all is well. */
export function problemOf(answer: Answer<unknown>): string | null {
  return answer.ok ? null : withoutField(answer.failure.message);
}

/** The host names the field, `key: …`; here the words already stand at that field. */
function withoutField(message: string): string {
  return message.replace(/^[A-Za-z0-9.[\]]+: (?=[A-Z])/, "");
}
