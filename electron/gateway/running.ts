import type { ChatParts } from "./chat.ts";

/** The runs of programs that are under way, to end them with the gateway. */
export type Running = Pick<ChatParts, "startRun"> & { stopAll(): void };

export function createRunning(startRun: ChatParts["startRun"]): Running {
  const stops = new Map<string, () => void>();
  return {
    startRun(request) {
      const { runId } = request.column;
      const run = startRun({
        ...request,
        onEvent(event) {
          if (event.type === "run-ended") stops.delete(runId);
          request.onEvent?.(event);
        },
      });
      if (run !== null) stops.set(runId, run.stop);
      return run;
    },
    stopAll() {
      for (const stop of [...stops.values()]) stop();
    },
  };
}
