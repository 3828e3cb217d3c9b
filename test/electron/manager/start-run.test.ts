import { describe, expect, test } from "vitest";
import { newLink } from "#shared/chain.ts";
import type { Comparison, RunEvent } from "#shared/run.ts";
import {
  answers,
  breaksAfter,
  createHarness,
  type Harness,
  type HarnessOptions,
  refuses,
} from "#test/support/engine-harness.ts";

const comparison: Comparison = {
  id: "c",
  conversationId: "v",
  sessionId: "s",
  prompt: "What?",
  startedAtMs: 0,
  isDemo: false,
};
const column = { columnId: "col", runId: "one", target: { kind: "chain", chainId: "abc" } } as const;
const prompt = { system: "Be short.", messages: [{ role: "user", text: "What?" }] } as const;
const request = { comparison, column, prompt, overrides: {}, maxWaitMs: 8000 };

function bodyOf(harness: Harness, index: number): unknown {
  return JSON.parse(harness.transport.asked[index]?.request.body ?? "null");
}

function started(options?: HarnessOptions) {
  const harness = createHarness(options);
  const heard: RunEvent["type"][] = [];
  return { harness, heard, listen: { onEvent: (event: RunEvent) => void heard.push(event.type) } };
}

describe("one run for a whole prompt", () => {
  test("asks with the prompt as it is, and tells its own listener", async () => {
    const { harness, heard, listen } = started();
    harness.transport.script("a.test", answers("Yes."));
    const run = harness.manager.startRun({ ...request, ...listen });
    expect(run.runId).toBe("one");
    expect(harness.manager.live().map((state) => state.comparison.id)).toEqual(["c"]);
    await harness.clock.advance(100);
    expect(bodyOf(harness, 0)).toMatchObject({
      messages: [
        { role: "system", content: "Be short." },
        { role: "user", content: "What?" },
      ],
    });
    expect(harness.run("one")).toMatchObject({ status: "done", text: "Yes." });
    expect(heard).toEqual(harness.events.map(({ type }) => type));
  });

  test("hears an event before the sink does, in the same turn", async () => {
    const order: string[] = [];
    const { harness } = started({
      instead: { sink: { emit: ({ type }) => void order.push(`sink ${type}`), settled: async () => undefined } },
    });
    harness.transport.script("a.test", answers("Yes."));
    harness.manager.startRun({ ...request, onEvent: ({ type }) => void order.push(`own ${type}`) });
    await harness.clock.advance(100);
    expect(order.slice(0, 2)).toEqual(["own run-started", "sink run-started"]);
    expect(order.slice(-2)).toEqual(["own run-ended", "sink run-ended"]);
  });

  test("is known as ended until the disk has its end, however many end after it", async () => {
    const disk = Promise.withResolvers<void>();
    const settled = (runId: string) => (runId === "one" ? disk.promise : Promise.resolve());
    const { harness } = started({ instead: { sink: { emit: () => undefined, settled } } });
    const play = async (id: string) => {
      harness.manager.startRun({ ...request, comparison: { ...comparison, id }, column: { ...column, runId: id } });
      await harness.clock.advance(60_000);
    };
    await play("one");
    for (let index = 0; index < 30; index += 1) await play(`later-${index}`);
    const known = () => harness.manager.live().map((state) => state.comparison.id);
    expect(known()).toContain("one");
    disk.resolve();
    await harness.clock.advance(0);
    expect(known()).not.toContain("one");
  });

  test("tries the links that it is given instead of the chain's", async () => {
    const { harness } = started();
    harness.transport.script("b.test", answers("From b."));
    const links = [newLink("only", "B", { providerId: "b", modelId: "model-b" })];
    harness.manager.startRun({ ...request, links });
    await harness.clock.advance(100);
    expect(harness.run("one")).toMatchObject({ status: "done", text: "From b." });
    expect(harness.asks("a.test")).toBe(0);
  });

  test("stops at once when it is told to", async () => {
    const { harness, heard, listen } = started();
    const run = harness.manager.startRun({ ...request, ...listen });
    await harness.clock.advance(10);
    run.stop();
    await harness.clock.advance(0);
    expect(harness.run("one").status).toBe("stopped");
    expect(harness.transport.asked[0]?.aborted).toBe(true);
    expect(heard.at(-1)).toBe("run-ended");
  });

  test("starts nothing any more where it is told to while a draft is taken back (R19)", async () => {
    const { harness, heard } = started();
    harness.transport.script("a.test", breaksAfter(["a draft"], "reset"));
    const onEvent = ({ type }: RunEvent) => {
      heard.push(type);
      if (type === "reset") run.stop();
    };
    const run = harness.manager.startRun({ ...request, onEvent });
    await harness.clock.advance(100);
    expect(heard.slice(-2)).toEqual(["reset", "run-ended"]);
    expect(harness.run("one").status).toBe("stopped");
    expect(harness.asks("b.test")).toBe(0);
  });

  test("waits no longer than it may (R18a)", async () => {
    const { harness } = started({ chain: { links: [newLink("l", "A", { providerId: "a", modelId: "m" })] } });
    harness.transport.script("a.test", refuses(429, { "retry-after": "20" }));
    harness.manager.startRun(request);
    await harness.clock.advance(100);
    expect(harness.run("one").status).toBe("failed");
  });

  test("a listener that throws harms nobody", async () => {
    const { harness } = started();
    harness.transport.script("a.test", answers("Yes."));
    const onEvent = () => {
      throw new Error("listener");
    };
    harness.manager.startRun({ ...request, onEvent });
    await harness.clock.advance(100);
    expect(harness.run("one").status).toBe("done");
    expect(harness.bugs.length).toBe(harness.events.length);
  });
});
