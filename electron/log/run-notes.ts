import type { Failure } from "#shared/failure.ts";
import type { RunEvent } from "#shared/run.ts";
import type { LogNote } from "./log.ts";

/** Failures of attempts, by class: which provider, what kind of failure, which status. Never what it said. */
export type RunNotes = { noteOf(event: RunEvent): LogNote | null };

type Begun = { readonly providerId: string; readonly startMs: number };
type Failed = { readonly runId: string; readonly attempt: Begun; readonly failure: Failure; readonly endMs: number };

export function createRunNotes(builtIn: ReadonlySet<string>): RunNotes {
  /** By run and attempt, while it runs. */
  const begun = new Map<string, Begun>();
  const demoRuns = new Set<string>();
  const failureNote = ({ runId, attempt, failure, endMs }: Failed): LogNote | null => {
    // Nobody's fault: the user stopped it, or the program closes.
    if (failure.class === "ABORT") return null;
    const detail = {
      provider: builtIn.has(attempt.providerId) ? attempt.providerId : "added",
      class: failure.class,
      reason: failure.reason,
      status: failure.status,
      tookMs: Math.round(endMs - attempt.startMs),
      ...(demoRuns.has(runId) && { demo: true }),
    };
    return { level: "warning", area: "provider", message: "An attempt failed", detail };
  };
  const endOf = (runId: string, attemptId: string): Begun | undefined => {
    const id = `${runId} ${attemptId}`;
    const attempt = begun.get(id);
    begun.delete(id);
    return attempt;
  };
  return {
    noteOf(event) {
      if (event.type === "run-started" && event.run.isDemo) demoRuns.add(event.run.id);
      else if (event.type === "run-ended") demoRuns.delete(event.runId);
      else if (event.type === "attempt-started") {
        const { id, providerId, startMs } = event.attempt;
        begun.set(`${event.runId} ${id}`, { providerId, startMs });
      } else if (event.type === "skipped" && event.failure.reason === "key-store") {
        return failureNote({ ...event, endMs: event.attempt.startMs });
      } else if (event.type === "attempt-ended") {
        const attempt = endOf(event.runId, event.attemptId);
        const { failure, endMs } = event.end;
        if (attempt !== undefined && failure !== null)
          return failureNote({ runId: event.runId, attempt, failure, endMs });
      }
      return null;
    },
  };
}
