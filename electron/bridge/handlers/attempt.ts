import type { Handlers } from "#electron/bridge/router.ts";
import { refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type AttemptHandlers = Pick<Handlers, "attempt.exchange">;

/** What went over the wire, for the inspector and for copies. */
export function attemptHandlers({ exchanges }: HandlerDependencies): AttemptHandlers {
  return {
    async "attempt.exchange"({ runId, attemptId }) {
      const found = await exchanges.of(runId, attemptId);
      if (!found.ok) return refuse("unavailable", `What was sent could not be read: ${found.message}`);
      if (found.value === null) return refuse("not-found", "What was sent and received was not kept for this attempt.");
      return succeed(found.value);
    },
  };
}
