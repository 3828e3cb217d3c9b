import type { RepeatState } from "#shared/repeat.ts";

export type Repeats = { readonly byComparison: Readonly<Record<string, RepeatState>> };

/** It sends, or something that it sent is not answered yet. */
export function isActive({ status, running }: RepeatState): boolean {
  return status === "running" || running > 0;
}

/** What a conversation repeats now. */
export function activeRepeats({ byComparison }: Repeats, conversationId: string): readonly RepeatState[] {
  return Object.values(byComparison).filter((one) => one.conversationId === conversationId && isActive(one));
}

/** Of other conversations, those that go on or wait to: nothing else on screen tells of them. */
export function elsewhere({ byComparison }: Repeats, conversationId: string): readonly RepeatState[] {
  return Object.values(byComparison).filter((one) => one.conversationId !== conversationId && isActive(one));
}
