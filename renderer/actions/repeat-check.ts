import { call } from "#renderer/bridge/host.ts";
import { estimateIn, setRepeatCheck, useRepeatCheckStore } from "#renderer/stores/repeat-check-store.ts";
import { checkRepeatSize } from "#shared/check-repeat.ts";
import type { Column } from "#shared/run.ts";
import { problemOf } from "./answers.ts";
import { createSoon } from "./ask-soon.ts";
import { draftOf } from "./start-comparison.ts";

const soon = createSoon(() => void checkRepeat(asked, newest));
let asked: readonly Column[] = [];
let newest = 0;

/** Asks what the draft would come to as it is repeated now, once nothing changed for a moment. */
export function checkRepeatSoon(columns: readonly Column[]): void {
  const { check } = useRepeatCheckStore.getState();
  setRepeatCheck({ kind: "asking", before: estimateIn(check) });
  asked = columns;
  newest += 1;
  soon.ask();
}

/** There is nothing to check any more. */
export function endRepeatCheck(): void {
  soon.cancel();
  newest += 1;
  setRepeatCheck({ kind: "none" });
}

async function checkRepeat(asked: readonly Column[], number: number): Promise<void> {
  const { fields, columns, repeat } = draftOf(asked);
  if (repeat === null) return endRepeatCheck();
  const fault = checkRepeatSize(repeat, columns.length);
  if (fault !== null) return setRepeatCheck({ kind: "refused", message: fault });
  const { conversationId, prompt, system, images, followsId } = fields;
  const answer = await call("repeat.check", {
    conversationId,
    prompt,
    ...(system !== undefined && { system }),
    ...(images !== undefined && { images }),
    ...(followsId !== undefined && { followsId }),
    columns: columns.map(({ runId: _, ...column }) => column),
    repeat,
  });
  // Something was written or chosen meanwhile.
  if (number !== newest) return;
  if (answer.ok) setRepeatCheck({ kind: "known", estimate: answer.value });
  else setRepeatCheck({ kind: "refused", message: problemOf(answer) ?? "" });
}
