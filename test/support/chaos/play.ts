import type { LimitsState } from "#electron/manager/limits.ts";
import { type RunEvent, runIdOf } from "#shared/run.ts";
import { scopesOfProvider } from "./providers.ts";
import type { Input, Scenario } from "./scenario.ts";
import { limitsNow, now, type Stage, setStage, startProgram } from "./stage.ts";

export type Played = Stage & {
  readonly runIds: readonly string[];
  /** What is known of limits in the end. */
  readonly limits: LimitsState;
  /** Runs that had not ended long after the last input. */
  readonly unfinished: number;
  readonly timersLeft: number;
};

/** Longer than any run of these servers may take. */
const longestMs = 4_000_000;

/** Plays a scenario to its end on the fake clock, within budgets where there are some. */
export async function play(of: Scenario, budgetsOn?: Parameters<typeof setStage>[1]): Promise<Played> {
  const stage = setStage(of, budgetsOn);
  const { clock } = stage.world;
  for (const { afterMs, input } of of.inputs) {
    await clock.advance(afterMs);
    await act(stage, input);
    lookAtLimits(stage);
  }
  const sinceMs = clock.monotonicMs();
  while (stage.manager.running() > 0 && clock.monotonicMs() - sinceMs < longestMs) {
    await clock.advance(20_000);
    lookAtLimits(stage);
  }
  const unfinished = stage.manager.running();
  // A key that is still being read, and the look-up of a cost, belong to no run.
  await clock.advance(of.keyTakesMs + 120_000);
  const limits = limitsNow(stage);
  return { ...stage, runIds: [...stage.chainOf.keys()], limits, unfinished, timersLeft: clock.timers() };
}

export function eventsOf({ told }: Pick<Played, "told">, runId: string): RunEvent[] {
  return told.flatMap(({ event }) => (runIdOf(event) === runId ? [event] : []));
}

/** No link may be held longer than somebody asked for, at any time. */
function lookAtLimits({ oracles, links }: Stage): void {
  for (const { provider, modelId } of links) oracles.at(-1)?.checkHeld(scopesOfProvider(provider, modelId));
}

/** Lets one thing happen. */
export async function act(stage: Stage, input: Input): Promise<void> {
  const { clock } = stage.world;
  switch (input.do) {
    case "send":
      send(stage, input);
      break;
    case "stop":
      stopRun(stage, nameOf(stage, input.run));
      break;
    case "sendNow":
      stage.manager.sendNow(nameOf(stage, input.run) ?? "");
      break;
    case "clear":
      stage.manager.clearLimits(input.provider);
      break;
    case "offline":
      stage.isOffline = input.isOffline;
      break;
    case "turn":
      clock.stepWall(input.ms);
      break;
    case "sleep":
      if (input.bothClocks) clock.freeze(input.ms);
      else clock.stepWall(input.ms);
      if (input.isTold) stage.manager.noteWake();
      break;
    case "restart":
      await restart(stage, input.downMs);
  }
}

function nameOf({ chainOf }: Stage, run: number): string | undefined {
  return [...chainOf.keys()][run % Math.max(1, chainOf.size)];
}

function send(stage: Stage, { to, asProgram, maxWaitMs, stopAtEvent }: Extract<Input, { do: "send" }>): void {
  const { manager, chains, chainOf, sentAt, links, world } = stage;
  const runId = `run-${chainOf.size}`;
  const chain = chains[to === "second" ? 1 : 0];
  const [alone] = links;
  const isAlone = to === "model" && alone !== undefined;
  const target = isAlone
    ? ({ kind: "model", providerId: alone.provider, modelId: alone.modelId } as const)
    : ({ kind: "chain", chainId: chain.id } as const);
  chainOf.set(runId, isAlone ? { ...chain, links: [alone], rules: {}, onMidStream: "fail" } : chain);
  sentAt.set(runId, now(stage));
  const prompt = `Hello from ${runId}`;
  const ids = { id: `comparison-${runId}`, conversationId: "v", sessionId: "s" };
  const comparison = { ...ids, prompt, startedAtMs: world.clock.epochMs(), isDemo: false };
  const column = { columnId: "column", runId, target };
  if (!asProgram) {
    manager.start(comparison, [column]);
    return;
  }
  let heard = 0;
  const onEvent = () => {
    heard += 1;
    // The sink hears this very event a moment later.
    if (heard === stopAtEvent) stop(stage, { runId, events: world.events.length + 1 }, () => run.stop());
  };
  const message = { role: "user", text: prompt } as const;
  const asked = { prompt: { system: null, messages: [message] }, overrides: {}, maxWaitMs, onEvent };
  const run = manager.startRun({ comparison, column, ...asked });
}

function stopRun(stage: Stage, runId: string | undefined): void {
  if (runId === undefined) return;
  stop(stage, { runId, events: stage.world.events.length }, () => stage.manager.stopRun(runId));
}

/** Only the first stop of a run is one. */
function stop(stage: Stage, { runId, events }: { runId: string; events: number }, stops: () => void): void {
  const { stops: known, sent } = stage;
  if (!known.has(runId)) {
    known.set(runId, { at: now(stage), events, requests: sent.length, limits: limitsNow(stage) });
  }
  stops();
}

/** Closes the program in the middle of whatever it does; it starts again with what it had saved. */
async function restart(stage: Stage, downMs: number): Promise<void> {
  const lasting = stage.oracles.at(-1)?.lasting() ?? new Map();
  await stage.manager.close();
  await stage.world.clock.advance(downMs);
  startProgram(stage, lasting);
}
