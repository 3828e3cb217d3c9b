import { expect, vi } from "vitest";
import type { Call } from "#shared/contract.ts";
import type { Job } from "#shared/job.ts";
import { callOver } from "#test/support/calls.ts";
import { openSocket } from "#test/support/socket-client.ts";
import type { Scanner } from "./scanner.ts";
import { sinks } from "./window-sinks.ts";

/** A second window without a page: what is asked by the hundred is asked here, and every message is searched. */
export type Talk = {
  readonly call: Call;
  /** Waits until these runs have ended. */
  over(runIds: readonly string[]): Promise<void>;
  /** Waits until a job is done, and gives the path of its file. */
  done(jobId: string): Promise<string>;
  close(): void;
};

/** A busy machine is no failure. */
const patience = { timeout: 60_000, interval: 20 };

export async function openTalk({ port, token }: { port: number; token: string }, scanner: Scanner): Promise<Talk> {
  const socket = await openSocket({ port, token });
  const ended = new Set<string>();
  const jobs = new Map<string, Job>();
  socket.onBatch((batch) => {
    scanner.scan(sinks.talkIn, "events", JSON.stringify(batch));
    for (const event of batch.events) {
      if (event.topic === "job") jobs.set(event.job.id, event.job);
      if ((event.topic === "run" || event.topic === "drill") && event.event.type === "run-ended") {
        ended.add(event.event.runId);
      }
    }
  });
  const call = callOver(async (request) => {
    scanner.scan(sinks.talkOut, request.method, JSON.stringify(request));
    const reply = await socket.request(request);
    scanner.scan(sinks.talkIn, `answer to ${request.method}`, JSON.stringify(reply));
    return reply;
  });
  return {
    call,
    over: async (runIds) => {
      const left = () => runIds.filter((runId) => !ended.has(runId));
      await vi.waitFor(() => expect(left()).toEqual([]), patience);
    },
    done: async (jobId) => {
      await vi.waitFor(() => expect(jobs.get(jobId)?.state).toBe("done"), patience);
      return jobs.get(jobId)?.path ?? "";
    },
    close: socket.close,
  };
}
