import { formatCountWord } from "#shared/format.ts";
import type { Run } from "#shared/run.ts";
import type { ExportedAttempt } from "./comparison-export.ts";

/** How something ended, in a few words. */
export type Outcome = { readonly words: string; readonly tone: "ok" | "bad" | "sub" };

export function runOutcome(run: Run): Outcome {
  switch (run.status) {
    case "done":
      return { words: doneWords(run), tone: "ok" };
    case "failed":
      return { words: "Failed", tone: "bad" };
    case "stopped":
      return { words: "Stopped", tone: "sub" };
    case "interrupted":
      return { words: "Interrupted", tone: "bad" };
    default:
      return { words: "Running", tone: "sub" };
  }
}

/** A fallback is never silent. */
function doneWords(run: Run): string {
  const answered = run.attempts.find((attempt) => attempt.id === run.answeredBy);
  const link = (answered?.linkIndex ?? 0) + 1;
  return link > 1 ? `Answered by link ${formatCountWord(link)}` : "Answered";
}

export function attemptOutcome({ attempt, isAnswer }: ExportedAttempt): Outcome {
  if (isAnswer) return { words: "Answered", tone: "ok" };
  const why = attempt.failure === null ? "" : `: ${attempt.failure.message}`;
  if (attempt.status === "skipped") return { words: `Skipped${why}`, tone: "sub" };
  if (attempt.status === "stopped") return { words: "Stopped", tone: "sub" };
  if (attempt.status === "failed") return { words: `Failed${why}`, tone: "bad" };
  return { words: attempt.status === "answered" ? "Not used" : "Running", tone: "sub" };
}
