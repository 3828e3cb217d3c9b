import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useChainDraftsStore, withDrafts } from "#renderer/stores/chain-drafts-store.ts";
import {
  addPlay,
  type Faults,
  failPlay,
  isPlaying,
  pickedFaults,
  pickFaults,
  playOfDrill,
  setWaiting,
  showPlay,
  useDrillsStore,
} from "#renderer/stores/drills-store.ts";
import { isSameFaults } from "#shared/usual-drills.ts";
import { saveChain } from "./chains.ts";

/** Side by side while all are run; the host takes one more, for whoever runs one by hand meanwhile. */
const atOnce = 3;

function chainOf(chainId: string) {
  return withDrafts(useAppStore.getState().chains, useChainDraftsStore.getState()).find((one) => one.id === chainId);
}

/** Rehearses what is picked in the panel. Resolves once it is over. */
export async function runDrill(chainId: string): Promise<void> {
  const faults = pickedFaults(useDrillsStore.getState(), chainId);
  const saved = savedDrill(chainId, faults);
  await play({ chainId, faults, drillId: saved?.id ?? null, isShown: true });
}

/** The saved drill that injects just this. */
function savedDrill(chainId: string, faults: Faults) {
  return chainOf(chainId)?.drills?.find((drill) => isSameFaults(drill.faults, faults));
}

/** Rehearses every saved drill of a chain, a few at a time, in their order. */
export async function runAllDrills(chainId: string): Promise<void> {
  const drills = chainOf(chainId)?.drills ?? [];
  setWaiting(
    chainId,
    drills.map((drill) => drill.id),
  );
  await Promise.all(Array.from({ length: atOnce }, () => runWaiting(chainId)));
}

async function runWaiting(chainId: string): Promise<void> {
  for (;;) {
    const [drillId, ...rest] = useDrillsStore.getState().waiting[chainId] ?? [];
    if (drillId === undefined) return;
    setWaiting(chainId, rest);
    const drill = chainOf(chainId)?.drills?.find((one) => one.id === drillId);
    // Removed while it waited.
    if (drill !== undefined) await play({ chainId, faults: drill.faults, drillId, isShown: false });
  }
}

type Asked = {
  readonly chainId: string;
  readonly faults: Faults;
  readonly drillId: string | null;
  readonly isShown: boolean;
};

async function play({ chainId, faults, drillId, isShown }: Asked): Promise<void> {
  const chain = chainOf(chainId);
  if (chain === undefined) return;
  const runId = crypto.randomUUID();
  const { speed } = useDrillsStore.getState();
  const startedAtMs = Date.now();
  addPlay({ runId, chain, drillId, faults, speed, startedAtMs, run: null, problem: null }, isShown);
  // The host rehearses the chain as it has it.
  await saveChain(chainId);
  if (useChainDraftsStore.getState().drafts[chainId] !== undefined) {
    return failPlay(runId, "The chain is not saved yet. Put right what it says, then run the drill.");
  }
  if (!isPlaying(useDrillsStore.getState().plays[runId])) return;
  const answer = await call("drill.start", { runId, chainId, faults, speed });
  if (!answer.ok) return failPlay(runId, answer.failure.message);
  await isOver(runId);
}

function isOver(runId: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (isPlaying(useDrillsStore.getState().plays[runId])) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = useDrillsStore.subscribe(look);
    look();
  });
}

/** Stops every drill of a chain that runs, and those that wait for their turn; another chain's go on. */
export function stopDrill(chainId: string): void {
  setWaiting(chainId, []);
  for (const one of Object.values(useDrillsStore.getState().plays)) {
    if (one.chain.id === chainId && isPlaying(one)) void stopPlay(one.runId);
  }
}

async function stopPlay(runId: string): Promise<void> {
  // Where the host does not answer, its window is gone as well, and the drill with it.
  await call("drill.stop", { runId });
  const play = useDrillsStore.getState().plays[runId];
  if (play !== undefined && play.run === null) failPlay(runId, "You stopped this drill before it began.");
}

/** Puts the faults of a saved drill into the panel, and shows how it went the last time. */
export function openDrill(chainId: string, drillId: string): void {
  const drill = chainOf(chainId)?.drills?.find((one) => one.id === drillId);
  if (drill === undefined) return;
  pickFaults(chainId, drill.faults);
  showPlay(chainId, playOfDrill(useDrillsStore.getState(), drillId)?.runId ?? null);
}
