import { call } from "#renderer/bridge/host.ts";
import { putRepeats } from "#renderer/stores/repeats-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { Answer } from "#shared/failure.ts";
import type { RepeatState } from "#shared/repeat.ts";
import { problemOf } from "./answers.ts";
import { saveFile } from "./save-file.ts";

/** How far a repeat is that the host did not tell of: it ended before its conversation was opened. */
export async function loadRepeat(comparisonId: string): Promise<void> {
  const answer = await call("repeat.state", { comparisonId });
  if (answer.ok) putRepeats([answer.value]);
}

/** What goes on is answered to its end; nothing more is sent. */
export async function pauseRepeat(comparisonId: string): Promise<void> {
  saySo("Not paused.", await call("repeat.pause", { comparisonId }));
}

/** Goes on with what is not measured yet. */
export async function resumeRepeat(comparisonId: string): Promise<void> {
  saySo("It does not go on.", await call("repeat.resume", { comparisonId }));
}

/** Stops what goes on, too; what was measured stays. */
export async function stopRepeat(comparisonId: string): Promise<void> {
  saySo("Not stopped.", await call("repeat.stop", { comparisonId }));
}

function saySo(what: string, answer: Answer<RepeatState>): void {
  if (answer.ok) putRepeats([answer.value]);
  const problem = problemOf(answer);
  if (problem !== null) tell({ text: `${what} ${problem}`, tone: "bad" });
}

/** One line for each run, with its round, its row and its figures. */
export async function exportRuns(comparisonId: string): Promise<void> {
  const answer = await call("export.comparison", { comparisonId, format: "csv" });
  if (answer.ok) saveFile(answer.value);
  else tell({ text: `Not exported. ${problemOf(answer) ?? ""}`, tone: "bad" });
}
