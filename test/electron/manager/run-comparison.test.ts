import { describe, expect, it } from "vitest";
import type { Adapter, ProviderDirectory } from "#electron/manager/dependencies.ts";
import { createModelManager } from "#electron/manager/model-manager.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { answers, breaksAfter, createHarness, createWorld, refuses, runOf } from "#test/support/engine-harness.ts";

describe("many runs", () => {
  it("R20: queues beyond eight requests of one account and serves them in order", async () => {
    const harness = createHarness({ noKeyFor: ["b", "c"] });
    harness.transport.script("a.test", ...Array.from({ length: 10 }, () => answers("x")));
    const ids = Array.from({ length: 10 }, () => harness.send());
    await harness.clock.advance(5);
    expect(harness.asks("a.test")).toBe(8);
    expect(ids.map((id) => harness.run(id).status).filter((status) => status === "queued")).toHaveLength(2);
    await harness.clock.advance(1000);
    expect(ids.every((id) => harness.run(id).status === "done")).toBe(true);
  });

  it("invariant 20: leaves no timer and no reader behind", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", answers("x"), refuses(500), breaksAfter(["y"], "reset"));
    harness.transport.script("b.test", answers("z"), answers("z"), answers("z"));
    for (let index = 0; index < 3; index += 1) harness.send();
    await harness.clock.advance(200_000);
    expect([harness.clock.timers(), harness.transport.readers(), harness.manager.running()]).toEqual([0, 0, 0]);
    expect(harness.bugs).toEqual([]);
  });

  it("R4: two hosts that cannot be reached within 2 s mean that this computer is offline, and cool nothing", async () => {
    const unreachable = { refuse: { reason: "dns", code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND" } } as const;
    const harness = createHarness();
    harness.transport.script("a.test", unreachable, unreachable);
    harness.transport.script("b.test", unreachable);
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "failed", failure: { class: "LOCAL" } });
    expect(harness.run(id).attempts.map(({ failure }) => failure?.class)).toEqual(["NETWORK", "NETWORK", "LOCAL"]);
    expect(harness.asks("c.test")).toBe(0);
    for (const provider of ["a", "b"]) {
      expect(harness.manager.limits(provider)).toMatchObject({ isLimited: false, consecutiveErrors: 0 });
    }
  });

  it("a bug of ours ends its own column and no other", async () => {
    const harness = createHarness();
    const broken = harness.send({ chainId: "no-such-chain" });
    harness.transport.script("a.test", answers("fine"));
    const fine = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(broken).status).toBe("failed");
    expect(harness.run(fine).status).toBe("done");
  });
});

describe("stop (R19)", () => {
  it.each([0, 5, 15, 25])("at %i ms closes the socket in the same turn and asks nothing more", async (atMs) => {
    const harness = createHarness();
    harness.transport.script("a.test", { delayMs: 10, ...breaksAfter(["partial"], "hang") });
    const id = harness.send();
    await harness.clock.advance(atMs);
    harness.manager.stopRun(id);
    await harness.clock.advance(60_000);
    const run = harness.run(id);
    expect(run).toMatchObject({ status: "stopped", failure: { class: "ABORT" } });
    expect(run.text).toBe(atMs >= 25 ? "partial" : "");
    expect(harness.transport.asked.every(({ aborted }) => aborted)).toBe(true);
    expect(harness.asks("b.test")).toBe(0);
    expect([harness.clock.timers(), harness.transport.readers()]).toEqual([0, 0]);
    expect(harness.manager.limits("a").isLimited).toBe(false);
  });

  it("while an error's body is read says nothing of the provider", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", { status: 429, headers: { "retry-after": "60" }, end: "hang" });
    const id = harness.send();
    await harness.clock.advance(100);
    harness.manager.stopRun(id);
    await harness.clock.advance(0);
    expect(harness.run(id)).toMatchObject({
      status: "stopped",
      attempts: [{ status: "stopped", failure: { class: "ABORT" } }],
    });
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: false, consecutiveErrors: 0 });
  });

  it("of one comparison leaves the others alone, and of one run its neighbours", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", answers("1", "2", "3"), answers("4", "5", "6"));
    const [first, second] = [harness.send(), harness.send()];
    await harness.clock.advance(15);
    harness.manager.stopComparison(`c-${first}`);
    await harness.clock.advance(1000);
    expect([harness.run(first).status, harness.run(second).status]).toEqual(["stopped", "done"]);
  });

  it("at the end of the program keeps what had arrived and says that it was interrupted", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", breaksAfter(["kept"], "hang"));
    const id = harness.send();
    await harness.clock.advance(50);
    const closed = harness.manager.close();
    await harness.clock.advance(0);
    await closed;
    expect(harness.run(id)).toMatchObject({ status: "interrupted", text: "kept", failure: { reason: "shutdown" } });
  });
});

describe("what is shown of a provider", () => {
  it("R11: a limit is over as soon as either clock says so", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(429, { "retry-after": "600" }));
    harness.transport.script("b.test", answers("b"));
    harness.send();
    await harness.clock.advance(1000);
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: true, hard: true });
    harness.clock.stepWall(600_000);
    expect(harness.manager.limits("a").isLimited).toBe(false);
  });
});

describe("trouble that is not the provider's", () => {
  it("R19: stops at once while a key is being read", async () => {
    const harness = createHarness({ keyTakesMs: 4000 });
    const id = harness.send();
    await harness.clock.advance(10);
    harness.manager.stopRun(id);
    await harness.clock.advance(0);
    expect(harness.run(id)).toMatchObject({ status: "stopped", endMs: 10 });
  });

  it("R19: sends nothing where the stop comes while the start of the attempt is told", async () => {
    const bugs: unknown[] = [];
    const world = createWorld();
    const manager = createModelManager({
      ...world.dependencies,
      reportBug: (error) => bugs.push(error),
      sink: {
        emit: (event) => {
          world.events.push(event);
          if (event.type === "attempt-started") manager.stopRun(event.runId);
        },
        settled: async () => undefined,
      },
    });
    manager.start(comparison, [column]);
    await world.clock.advance(100);
    expect(runOf(world.events, "run")).toMatchObject({ status: "stopped", attempts: [{ status: "stopped" }] });
    expect([world.transport.asked, world.clock.timers(), bugs]).toEqual([[], 0, []]);
  });

  it("an adapter that throws ends its attempt and its run, says so, and holds nothing back", async () => {
    const bug = new Error("adapter");
    const adapter: Adapter = {
      ...openAiChat,
      chatRequest: () => {
        throw bug;
      },
    };
    const throws: ProviderDirectory = {
      access: async () => ({
        kind: "ready",
        provider: { id: "a", name: "A", kind: "openai-compatible", baseUrl: "https://a.test/v1", keyOptional: false },
        adapter,
        adapterFor: () => adapter,
        key: null,
        keyFingerprint: "print",
      }),
      nameOf: (id) => id,
    };
    const harness = createHarness({ instead: { providers: throws } });
    const ids = Array.from({ length: 20 }, () => harness.send());
    await harness.clock.advance(100);
    for (const id of ids) {
      expect(harness.run(id)).toMatchObject({
        status: "failed",
        failure: { reason: "internal" },
        attempts: [{ status: "failed", failure: { reason: "internal" }, cost: { nanoUsd: null } }],
      });
    }
    expect(harness.bugs).toEqual(ids.map(() => bug));
    expect([harness.clock.timers(), harness.manager.limits("a").isLimited]).toEqual([0, false]);
  });

  it("a key store that throws ends the run with a word of it", async () => {
    const bug = new Error("keys");
    const providers = { access: () => Promise.reject(bug), nameOf: (id: string) => id };
    const harness = createHarness({ instead: { providers } });
    const id = harness.send();
    await harness.clock.advance(10);
    expect(harness.run(id)).toMatchObject({ status: "failed", failure: { reason: "internal" }, attempts: [] });
    expect(harness.bugs).toEqual([bug]);
  });

  it("a run says whether it is of the demo each time it asks for a provider", async () => {
    const asked: [string, boolean][] = [];
    const providers: ProviderDirectory = {
      access: async (id, isDemo) => {
        asked.push([id, isDemo]);
        return { kind: "unavailable", reason: null, message: "The demo providers could not start." };
      },
      nameOf: (id) => id,
    };
    const world = createWorld({ instead: { providers } });
    const manager = createModelManager(world.dependencies);
    manager.start({ ...comparison, isDemo: true }, [column]);
    await world.clock.advance(10);
    expect(asked).toEqual([
      ["a", true],
      ["b", true],
      ["c", true],
    ]);
    expect(runOf(world.events, "run").attempts[0]).toMatchObject({ status: "skipped", failure: { class: "LOCAL" } });
  });

  it("a listener that throws harms no run", async () => {
    const bugs: unknown[] = [];
    const limitsChanged = () => {
      throw new Error("view");
    };
    const harness = createHarness({ instead: { limitsChanged, reportBug: (error) => bugs.push(error) } });
    harness.transport.script("a.test", refuses(429, { "retry-after": "1" }), answers("fine"));
    const id = harness.send();
    await harness.clock.advance(5000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "fine" });
    expect(bugs.length).toBeGreaterThan(0);
  });
});

const comparison = { id: "c", conversationId: "v", sessionId: "s", prompt: "Hello", startedAtMs: 0, isDemo: false };
const column = { columnId: "col", runId: "run", target: { kind: "chain", chainId: "abc" } } as const;
