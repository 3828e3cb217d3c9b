import type { Failure } from "#shared/failure.ts";
import type { RunEvent } from "#shared/run.ts";

/**
 * Keeps of a run's events what its figures need and leaves out what was said: of each attempt the first piece of a
 * channel, without its text, because only its time counts. One for each run.
 */
export function createThinner(): (event: RunEvent) => RunEvent | null {
  const seen = { text: false, reasoning: false, tool: false };
  return (event) => {
    if (event.type === "attempt-started") {
      for (const channel of ["text", "reasoning", "tool"] as const) seen[channel] = false;
      return event;
    }
    if (event.type !== "delta") return event;
    if (seen[event.channel]) return null;
    seen[event.channel] = true;
    return { ...event, text: "" };
  };
}

/** Without the words of failures: a provider may repeat the prompt in them. */
export function withoutWords(event: RunEvent): RunEvent {
  switch (event.type) {
    case "attempt-ended":
      return { ...event, end: { ...event.end, failure: silent(event.end.failure) } };
    case "skipped":
      return { ...event, failure: { ...event.failure, message: "" } };
    case "run-ended":
      return { ...event, failure: silent(event.failure) };
    default:
      return event;
  }
}

function silent(failure: Failure | null): Failure | null {
  return failure === null ? null : { ...failure, message: "" };
}
