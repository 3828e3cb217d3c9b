import { create } from "zustand";
import type { Chain } from "#shared/chain.ts";
import type { HostEvent } from "#shared/contract.ts";
import type { Drill, DrillFault, DrillSpeed } from "#shared/drill.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import { type Run, runIdOf } from "#shared/run.ts";

export type Faults = Drill["faults"];

/** One rehearsal as it was asked for, and how far it is. */
export type DrillPlay = {
  readonly runId: string;
  /** The chain as it was on screen then. */
  readonly chain: Chain;
  /** The saved drill that it rehearses; null for what is set in the panel and not saved. */
  readonly drillId: string | null;
  readonly faults: Faults;
  readonly speed: DrillSpeed;
  /** This window's clock, epoch ms: the host's own may be another one. */
  readonly startedAtMs: number;
  /** Null until the host told of it. */
  readonly run: Run | null;
  /** Why it could not be played, or why nothing more will be heard of it. */
  readonly problem: string | null;
};

export type DrillsState = {
  readonly speed: DrillSpeed;
  /** Chain id → link id → the fault that is picked for it. */
  readonly picked: Readonly<Record<string, Faults>>;
  /** Run id → the rehearsal. Nothing of it is kept anywhere else. */
  readonly plays: Readonly<Record<string, DrillPlay>>;
  /** Chain id → the rehearsal whose waterfall is shown. */
  readonly shown: Readonly<Record<string, string>>;
  /** Drill id → its newest rehearsal. */
  readonly newest: Readonly<Record<string, string>>;
  /** Chain id → saved drills that wait for their turn. */
  readonly waiting: Readonly<Record<string, readonly string[]>>;
};

export const useDrillsStore = create<DrillsState>()(() => ({
  speed: 10,
  picked: {},
  plays: {},
  shown: {},
  newest: {},
  waiting: {},
}));

export function setDrillSpeed(speed: DrillSpeed): void {
  useDrillsStore.setState({ speed });
}

/** Null takes the fault away. */
export function pickFault(chainId: string, linkId: string, fault: DrillFault | null): void {
  const { [linkId]: _, ...others } = pickedFaults(useDrillsStore.getState(), chainId);
  pickFaults(chainId, fault === null ? others : { ...others, [linkId]: fault });
}

export function pickFaults(chainId: string, faults: Faults): void {
  useDrillsStore.setState(({ picked }) => ({ picked: { ...picked, [chainId]: faults } }));
}

const none: Faults = {};

export function pickedFaults({ picked }: DrillsState, chainId: string): Faults {
  return picked[chainId] ?? none;
}

/** Takes the place of the last one of its drill, and of what was shown of its chain where it `isShown`. */
export function addPlay(play: DrillPlay, isShown: boolean): void {
  useDrillsStore.setState((state) => {
    const { runId, drillId, chain } = play;
    const shown = isShown ? { ...state.shown, [chain.id]: runId } : state.shown;
    const newest = drillId === null ? state.newest : { ...state.newest, [drillId]: runId };
    return { shown, newest, plays: onlyUsed({ ...state.plays, [runId]: play }, shown, newest) };
  });
}

/** What nobody can look at any more is forgotten; what still runs is not. */
function onlyUsed(
  plays: DrillsState["plays"],
  ...uses: readonly Readonly<Record<string, string>>[]
): DrillsState["plays"] {
  const used = new Set(uses.flatMap((use) => Object.values(use)));
  return Object.fromEntries(Object.entries(plays).filter(([runId, play]) => used.has(runId) || isPlaying(play)));
}

export function showPlay(chainId: string, runId: string | null): void {
  useDrillsStore.setState((state) => {
    const { [chainId]: _, ...others } = state.shown;
    const shown = runId === null ? others : { ...others, [chainId]: runId };
    return { shown, plays: onlyUsed(state.plays, shown, state.newest) };
  });
}

export function failPlay(runId: string, problem: string): void {
  useDrillsStore.setState(({ plays }) => {
    const play = plays[runId];
    return play === undefined ? {} : { plays: { ...plays, [runId]: { ...play, problem } } };
  });
}

export function setWaiting(chainId: string, drillIds: readonly string[]): void {
  useDrillsStore.setState(({ waiting }) => ({ waiting: { ...waiting, [chainId]: drillIds } }));
}

/** One set for the whole batch. */
export function applyDrillEvents(events: readonly HostEvent[]): void {
  const { plays: known } = useDrillsStore.getState();
  let plays = known;
  for (const event of events) {
    if (event.topic !== "drill") continue;
    const runId = runIdOf(event.event);
    const play = plays[runId];
    if (play === undefined) continue;
    const run = reduceRun(play.run ?? undefined, event.event);
    if (run !== undefined && run !== play.run) plays = { ...plays, [runId]: { ...play, run } };
  }
  if (plays !== known) useDrillsStore.setState({ plays });
}

/** The window lost the host for a while, which ends every drill there. */
export function loseDrills(): void {
  const { plays } = useDrillsStore.getState();
  for (const play of Object.values(plays)) {
    if (isPlaying(play)) failPlay(play.runId, "The connection was lost while this drill ran.");
  }
  useDrillsStore.setState({ waiting: {} });
}

export function isPlaying(play: DrillPlay | undefined): boolean {
  return play !== undefined && play.problem === null && (play.run === null || play.run.endMs === null);
}

export function shownPlay(state: DrillsState, chainId: string): DrillPlay | undefined {
  const runId = state.shown[chainId];
  return runId === undefined ? undefined : state.plays[runId];
}

export function playOfDrill(state: DrillsState, drillId: string): DrillPlay | undefined {
  const runId = state.newest[drillId];
  return runId === undefined ? undefined : state.plays[runId];
}

/** Whether anything of this chain runs or waits for its turn. */
export function isDrilling(state: DrillsState, chainId: string): boolean {
  const isWaiting = (state.waiting[chainId] ?? []).length > 0;
  return isWaiting || Object.values(state.plays).some((play) => play.chain.id === chainId && isPlaying(play));
}
