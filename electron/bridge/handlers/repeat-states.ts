import type { StoredConversation } from "#electron/bridge/ports.ts";
import type { StoredRepeat } from "#electron/bridge/repeats-port.ts";
import { isRepeated } from "#electron/manager/repeat/work.ts";
import type { Answer } from "#shared/failure.ts";
import type { RepeatState } from "#shared/repeat.ts";
import { readConversation, tellOpenConversation } from "./conversation-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { sizedWorkOf } from "./repeat-work.ts";

type Reading = Pick<HandlerDependencies, "workspace" | "store" | "manager" | "repeats">;

type Stored = ReadonlyMap<string, Pick<StoredRepeat, "status" | "pause">>;

/** What is stored of the repeated comparisons of a conversation, and of those that have not ended. */
export async function readStored({ store }: Reading, conversationId: string | null): Promise<readonly StoredRepeat[]> {
  const read = await store.repeats(conversationId);
  // Without it they stand still, which costs nothing and can be told.
  return read.ok ? read.value : [];
}

/** Makes every repeated comparison of a conversation known, and tells how far each is. */
export function statesOf(
  { repeats }: Reading,
  { comparisons: known }: Pick<StoredConversation, "comparisons">,
  stored: readonly StoredRepeat[],
): readonly RepeatState[] {
  const byId: Stored = new Map(stored.map((one) => [one.comparisonId, one]));
  return known.flatMap(({ comparison }) => {
    if (!isRepeated(comparison)) return [];
    if (repeats.state(comparison.id) === null) {
      const saved = byId.get(comparison.id) ?? unknownState;
      repeats.keep(sizedWorkOf({ comparison, known }), saved);
    }
    return repeats.state(comparison.id) ?? [];
  });
}

/** Its state cannot be read: nothing goes on by itself, and costs. */
const unknownState: Pick<StoredRepeat, "status" | "pause"> = { status: "paused", pause: { kind: "restart" } };

/** Those of an opened conversation, and those elsewhere that have not ended, as far as they are known. */
export function shownStates(
  reading: Reading,
  open: StoredConversation | null,
  stored: readonly StoredRepeat[],
): readonly RepeatState[] {
  const own = open === null ? [] : statesOf(reading, open, stored);
  const ownIds = new Set(own.map(({ comparisonId }) => comparisonId));
  const elsewhere = reading.repeats
    .states()
    .filter(({ comparisonId, status }) => !ownIds.has(comparisonId) && (status === "running" || status === "paused"));
  return [...own, ...elsewhere];
}

/** Tells every window all there is of the open conversation, and how far what is repeated in it is. */
export async function tellOpenWithRepeats(
  dependencies: Reading & Pick<HandlerDependencies, "batcher">,
): Promise<Answer<StoredConversation | null>> {
  const stored = await readStored(dependencies, dependencies.workspace.settings().conversationId);
  const opened = await tellOpenConversation(dependencies);
  if (!opened.ok || opened.value === null) return opened;
  for (const repeat of statesOf(dependencies, opened.value, stored)) {
    dependencies.batcher.emit({ topic: "repeat", repeat });
  }
  return opened;
}

/** Makes those known that an earlier start left unended, one conversation after the other, and tells the windows. */
export async function readUnended(reading: Reading, tell: (state: RepeatState) => void): Promise<void> {
  const stored = await readStored(reading, null);
  for (const conversationId of new Set(stored.map((one) => one.conversationId))) {
    const read = await readConversation(reading, conversationId);
    if (!read.ok || read.value === null) continue;
    for (const state of statesOf(reading, read.value, stored)) if (state.status === "paused") tell(state);
  }
}
