import { afterEach, describe, expect, it } from "vitest";
import { createDrills } from "#electron/compose/drills.ts";
import type { Clock } from "#electron/manager/dependencies.ts";
import { createCatalog } from "#electron/providers/catalog/catalog.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import { systemClock } from "#electron/system.ts";
import { type Chain, type LinkRules, newLink } from "#shared/chain.ts";
import type { DrillFault, DrillSpeed } from "#shared/drill.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import { type Run, type RunEvent, runIdOf } from "#shared/run.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((drills) => drills.close()));
});

const chain: Chain = {
  id: "smart",
  name: "smart",
  onMidStream: "restart",
  links: [
    newLink("one", "Sonnet", { providerId: "openrouter", modelId: "anthropic/claude-sonnet-4.5" }),
    newLink("two", "Sonnet", { providerId: "anthropic", modelId: "claude-sonnet-4-5" }),
    newLink("three", "GPT-4o", { providerId: "openai", modelId: "gpt-4o" }),
  ],
};

/** The computer's clock, with a count of the timers that are still set. */
function countedClock(): Clock & { set(): number } {
  const set = new Set<object>();
  return {
    ...systemClock,
    after: (ms, callback) => {
      const token = {};
      set.add(token);
      const cancel = systemClock.after(ms, () => {
        set.delete(token);
        callback();
      });
      return () => {
        set.delete(token);
        cancel();
      };
    },
    set: () => set.size,
  };
}

type Faults = Readonly<Record<string, DrillFault>>;

const [connectMs, firstContentMs, lastHopeFirstContentMs, idleMs] = [100_000, 120_000, 120_000, 120_000];

/** At 10× the engine's own deadlines are a second long: on a busy machine only what is silent on purpose is to meet them. */
function patienceWith(fault: DrillFault | undefined): LinkRules {
  if (fault?.kind === "no-first-token") return { deadlines: { connectMs, idleMs } };
  if (fault?.kind === "stall") return { deadlines: { connectMs, firstContentMs, lastHopeFirstContentMs } };
  return { deadlines: { connectMs, firstContentMs, lastHopeFirstContentMs, idleMs } };
}

function patient(chain: Chain, faults: Faults): Chain {
  return { ...chain, links: chain.links.map((link) => ({ ...link, rules: patienceWith(faults[link.id]) })) };
}

function world() {
  const clock = countedClock();
  const runs = new Map<string, Run>();
  const events: RunEvent[] = [];
  const waiting = new Map<string, () => void>();
  const drills = createDrills({
    clock,
    catalog: createCatalog({ providers: () => builtInProviders }),
    providers: () => builtInProviders,
    redact: (text) => text,
    log: { bug: (_, error) => console.error(error) },
    emit: (event) => {
      events.push(event);
      const id = runIdOf(event);
      const run = reduceRun(runs.get(id), event);
      if (run !== undefined) runs.set(id, run);
      if (event.type === "run-ended") waiting.get(id)?.();
    },
  });
  open.push(drills);
  let count = 0;
  const begin = async (faults: Faults, speed: DrillSpeed = 10, of: Chain = chain) => {
    const runId = `drill-${++count}`;
    const ended = new Promise<void>((resolve) => waiting.set(runId, resolve));
    const answer = await drills.start({ runId, chain: patient(of, faults), faults, speed });
    const run = async () => {
      await ended;
      const found = runs.get(runId);
      if (found === undefined) throw new Error(`No run ${runId}`);
      return found;
    };
    return { runId, answer, run };
  };
  const play = async (faults: Faults, of: Chain = chain) => (await begin(faults, 10, of)).run();
  return { drills, clock, events, begin, play };
}

/** `RATE_LIMIT answered`: what became of the attempts, in order. */
const storyOf = (run: Run) => run.attempts.map((attempt) => attempt.failure?.class ?? attempt.status).join(" ");

/** A busy computer may take four seconds longer, which is forty played ones; unplayed, they would be a hundred. */
const slackMs = 40_000;

describe("a drill over real sockets at 10×", () => {
  it.each([
    [{ kind: "rate-limit", retryAfterS: 30 }, "RATE_LIMIT answered"],
    [{ kind: "rate-limit", retryAfterS: null }, "RATE_LIMIT answered"],
    [{ kind: "status", status: 500 }, "SERVER SERVER answered"],
    [{ kind: "status", status: 503 }, "SERVER SERVER answered"],
    [{ kind: "status", status: 529 }, "SERVER SERVER answered"],
    [{ kind: "status", status: 401 }, "AUTH answered"],
    [{ kind: "refused" }, "NETWORK NETWORK answered"],
    [{ kind: "cut", afterTokens: 120 }, "TIMEOUT answered"],
    [{ kind: "malformed" }, "answered"],
    [{ kind: "empty" }, "EMPTY EMPTY answered"],
  ] as const satisfies readonly (readonly [DrillFault, string])[])("%o on the first link: %s", async (fault, story) => {
    const { play } = world();
    const run = await play({ one: fault });
    expect(storyOf(run)).toBe(story);
    expect(run).toMatchObject({ status: "done", isDemo: true });
  });

  it("gives up a link that sends nothing after its twelve seconds, in played time", async () => {
    const { play } = world();
    const beganMs = performance.now();
    const run = await play({ one: { kind: "no-first-token" } });
    const [lost] = run.attempts;
    expect(storyOf(run)).toBe("TIMEOUT answered");
    expect(lost?.failure?.reason).toBe("no-first-token");
    expect(lost?.endMs).toBeGreaterThanOrEqual(12_000);
    expect(lost?.endMs).toBeLessThan(12_000 + slackMs);
    expect(performance.now() - beganMs).toBeLessThan(12_000);
  });

  it("gives up a stream that stands still, drops its text and starts over", async () => {
    const { play } = world();
    const run = await play({ one: { kind: "stall", afterTokens: 40 } });
    const [lost] = run.attempts;
    expect(storyOf(run)).toBe("TIMEOUT answered");
    expect(lost).toMatchObject({ failure: { reason: "stall" } });
    expect(lost?.droppedText.length).toBe(160);
    expect((lost?.endMs ?? 0) - (lost?.lastContentMs ?? 0)).toBeGreaterThanOrEqual(15_000);
  });

  it("tells times as they are played: 380 tokens at 60 a second", async () => {
    const { play } = world();
    const run = await play({});
    const [answered] = run.attempts;
    const streamedMs = (answered?.lastContentMs ?? 0) - (answered?.firstContentMs ?? 0);
    expect(streamedMs).toBeGreaterThan(5_800);
    expect(streamedMs).toBeLessThan(6_320 + slackMs);
    expect(answered?.usage?.outputTokens).toBe(380);
    expect(run.text.length).toBe(1_520);
  });

  it("costs what it would cost, by the catalog's prices, and tells the waste", async () => {
    const { play } = world();
    const run = await play({ one: { kind: "status", status: 500 }, two: { kind: "cut", afterTokens: 120 } });
    const [first, , cut, answered] = run.attempts;
    expect(first?.cost.nanoUsd).toBe(0);
    expect(cut?.cost).toMatchObject({ source: "estimated" });
    expect(cut?.cost.nanoUsd).toBeGreaterThan(1_000_000);
    expect(answered?.cost).toMatchObject({ source: "computed" });
    expect(answered?.cost.nanoUsd).toBeGreaterThan(3_800_000);
  });

  it("bills an empty answer for what it read", async () => {
    const { play } = world();
    const [empty] = (await play({ one: { kind: "empty" } })).attempts;
    expect(empty?.cost).toMatchObject({ source: "computed" });
    expect(empty?.cost.nanoUsd).toBeGreaterThan(500_000);
  });

  it("asks another model for a longer context, and nobody else after a refusal by a filter", async () => {
    const { play } = world();
    expect(storyOf(await play({ one: { kind: "content-filter" } }))).toBe("CONTENT_POLICY");
    const run = await play({ one: { kind: "context-too-long" } });
    expect(run.attempts.filter((attempt) => attempt.linkIndex === 0)).toHaveLength(1);
  });

  it("says of every link why it did not answer where the chain breaks", async () => {
    const { play } = world();
    const fault: DrillFault = { kind: "status", status: 401 };
    const run = await play({ one: fault, two: fault, three: fault });
    expect(run.status).toBe("failed");
    expect(storyOf(run)).toBe("AUTH AUTH AUTH");
  });

  it("keeps to the pause that a server asks for, in played time, and gives up on one of more than eight seconds", async () => {
    const { play } = world();
    const alone = { ...chain, links: chain.links.slice(0, 1) };
    const [first, second] = (await play({ one: { kind: "rate-limit", retryAfterS: 2 } }, alone)).attempts;
    expect((second?.startMs ?? 0) - (first?.endMs ?? 0)).toBeGreaterThanOrEqual(2_000);
    const gaveUp = await play({ one: { kind: "rate-limit", retryAfterS: 20 } }, alone);
    expect(gaveUp.attempts).toHaveLength(1);
    expect(gaveUp.endMs).toBeLessThan(20_000);
  });

  it("tells two links of one provider apart, and lets one cool without the other", async () => {
    const { play } = world();
    const [one] = chain.links;
    if (one === undefined) throw new Error("no link");
    const twin = { ...chain, links: [one, { ...one, id: "again" }, { ...one, id: "other", modelId: "openai/gpt-4o" }] };
    const run = await play({ one: { kind: "rate-limit", retryAfterS: 30 } }, twin);
    expect(run.attempts.map(({ status, linkIndex }) => [linkIndex, status])).toEqual([
      [0, "failed"],
      [1, "skipped"],
      [2, "answered"],
    ]);
  });

  it("ignores faults of links that are not in the chain", async () => {
    const { play } = world();
    expect(storyOf(await play({ gone: { kind: "refused" } }))).toBe("answered");
  });

  it("skips a link whose provider is gone, and says so", async () => {
    const { play } = world();
    const lost = newLink("lost", "Lost", { providerId: "gone", modelId: "m" });
    const run = await play({}, { ...chain, links: [lost, ...chain.links] });
    expect(run.attempts.map(({ status }) => status)).toEqual(["skipped", "answered"]);
    expect(run.attempts[0]?.failure?.message).toContain("gone");
  });
});

describe("drills", () => {
  it("know nothing of each other: each begins with no limit", async () => {
    const { play } = world();
    const limited = { one: { kind: "rate-limit", retryAfterS: 30 } } as const;
    expect(storyOf(await play(limited))).toBe("RATE_LIMIT answered");
    expect(storyOf(await play(limited))).toBe("RATE_LIMIT answered");
    expect(storyOf(await play({}))).toBe("answered");
  });

  it("run four at once and no more, each id once", async () => {
    const { begin, drills } = world();
    const slow = { one: { kind: "no-first-token" } } as const;
    const four = await Promise.all([1, 2, 3, 4].map(() => begin(slow, 1)));
    expect(four.map(({ answer }) => answer.ok)).toEqual([true, true, true, true]);
    const fifth = await begin({});
    expect(fifth.answer).toMatchObject({ ok: false, failure: { code: "conflict" } });
    const again = await drills.start({ runId: four[0]?.runId ?? "", chain, faults: {}, speed: 10 });
    expect(again).toMatchObject({ ok: false, failure: { code: "conflict" } });
  });

  it("stop at once and end as stopped; stopping once more changes nothing", async () => {
    const { begin, drills } = world();
    const { runId, run } = await begin({ one: { kind: "no-first-token" } }, 1);
    const beganMs = performance.now();
    drills.stop(runId);
    drills.stop(runId);
    drills.stop("unknown");
    expect((await run()).status).toBe("stopped");
    expect(performance.now() - beganMs).toBeLessThan(8_000);
  });

  it("stop with their chain, and with no other", async () => {
    const { begin, drills } = world();
    const { run } = await begin({ one: { kind: "no-first-token" } }, 1);
    drills.stopChain("another");
    expect(drills.running()).toBe(1);
    drills.stopChain(chain.id);
    expect((await run()).status).toBe("stopped");
  });

  it("all stop when nobody is there to see them", async () => {
    const { begin, drills } = world();
    const [first, second] = await Promise.all([begin({}, 1), begin({ one: { kind: "stall", afterTokens: 3 } }, 1)]);
    drills.stopAll();
    expect([(await first.run()).status, (await second.run()).status]).toEqual(["stopped", "stopped"]);
  });

  it("leave nothing behind when they are closed: no drill, no timer, no handle; and begin no more", async () => {
    const handles = () =>
      process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP") || name === "Timeout").length;
    const before = handles();
    const { begin, drills, clock, events } = world();
    await Promise.all([begin({}, 1), begin({ one: { kind: "cut", afterTokens: 5 } }, 1), begin({}, 10)]);
    expect(handles()).toBeGreaterThan(before);
    const beganMs = performance.now();
    await drills.close();
    expect(performance.now() - beganMs).toBeLessThan(5_000);
    const told = events.length;
    expect(drills.running()).toBe(0);
    expect(clock.set()).toBe(0);
    expect(events.filter(({ type }) => type === "run-ended")).toHaveLength(3);
    expect((await begin({})).answer).toMatchObject({ ok: false, failure: { code: "unavailable" } });
    await expect.poll(handles, { timeout: 2_000 }).toBeLessThanOrEqual(before);
    expect(events).toHaveLength(told);
  });
});
