import { call } from "#renderer/bridge/host.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { curlOf } from "#shared/curl.ts";
import { messageOf } from "#shared/failure.ts";
import type { Run } from "#shared/run.ts";

/** Puts text on the clipboard, and says so where it was told what that is. Says why where the browser refuses. */
export async function copyText(text: string, what?: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    refuse(messageOf(error));
    return false;
  }
  if (what !== undefined) tell({ text: `${what} copied.`, tone: "ok" });
  return true;
}

/** The answer of a run as it is now: as it was written, or without the signs of Markdown. */
export async function copyAnswer(runId: string, form: "markdown" | "text"): Promise<void> {
  const run = useRunsStore.getState().runs[runId];
  if (run === undefined || run.text === "") {
    refuse("There is no answer yet.");
    return;
  }
  if (form === "markdown") {
    await copyText(run.text, "Answer as Markdown");
    return;
  }
  const plainText = await plainTextOf(run.text);
  if (plainText !== null) await copyText(plainText, "Answer as plain text");
}

/** What knows Markdown is fetched with the first answer; null where it did not come, and then that is said. */
async function plainTextOf(markdown: string): Promise<string | null> {
  try {
    const { plainTextOf } = await import("#renderer/ui/markdown/plain-text.ts");
    return plainTextOf(markdown);
  } catch (error) {
    refuse(messageOf(error));
    return null;
  }
}

/** The request of the attempt that answered, else of the last one that sent something, as a command. */
export async function copyCurl(runId: string): Promise<void> {
  const run = useRunsStore.getState().runs[runId];
  const attempt = run === undefined ? undefined : sentAttempt(run);
  if (attempt === undefined) refuse("Nothing was sent.");
  else await copyAttemptCurl(runId, attempt.id);
}

/** The key is the provider's variable, as in `$OPENAI_API_KEY`. */
export async function copyAttemptCurl(runId: string, attemptId: string): Promise<void> {
  const answer = await call("attempt.exchange", { runId, attemptId });
  if (!answer.ok) refuse(answer.failure.message);
  else if (answer.value.request.omittedBytes > 0) refuse("This request is too long to be kept whole.");
  else await copyText(curlOf(answer.value.request), "Request as cURL");
}

function sentAttempt({ attempts, answeredBy }: Run) {
  const answered = attempts.find((attempt) => attempt.id === answeredBy);
  return answered ?? attempts.findLast((attempt) => attempt.status !== "skipped");
}

function refuse(why: string): void {
  tell({ text: `Nothing was copied. ${why}`, tone: "bad" });
}
