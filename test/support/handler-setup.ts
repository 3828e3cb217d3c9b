import type { HostEvent, Input } from "#shared/contract.ts";
import { callOf } from "./calls.ts";
import { createFakeHost, type FakeHost } from "./fake-host.ts";

export const model = { kind: "model", providerId: "openai", modelId: "gpt-5" } as const;
export const key = "sk-proj-0123456789abcdef";
/** Where the key of `openai` is kept. */
export const account = "openai|https://api.openai.com";

/** The handlers over small parts, with what the windows hear. */
export function setup(start: Parameters<typeof createFakeHost>[0] = {}) {
  const host = createFakeHost(start);
  const events: HostEvent[] = [];
  host.batcher.subscribe((batch) => events.push(...batch.events));
  const call = callOf(host.router);
  /** What was told since the last time, by topic. */
  const topics = () => {
    host.batcher.flush();
    return events.splice(0).map((event) => event.topic);
  };
  return { host, call, events, topics };
}

/** One prompt to one column. */
export function start(parts: Partial<Input<"comparison.start">> = {}): Input<"comparison.start"> {
  const columns = [{ columnId: "c1", runId: "r1", target: model }];
  return { comparisonId: "x1", conversationId: "v1", prompt: "Hello", columns, ...parts };
}

export function endRun(host: FakeHost, runId: string) {
  host.manager.play({ type: "run-ended", runId, atMs: 9, status: "done", answeredBy: null, failure: null });
}
