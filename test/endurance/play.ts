import { setTimeout as wait } from "node:timers/promises";
import { type CutProxy, startCutProxy } from "#test/support/cut-proxy.ts";
import { drill, liftLimits, readHistory, repeat } from "./chores.ts";
import { compare, isGone, type Thread } from "./compare.ts";
import { killAmid } from "./kill.ts";
import type { Ledger } from "./ledger.ts";
import type { Life } from "./life.ts";
import { askGateway } from "./programs.ts";
import { type Catalog, pick, type Stage } from "./stage.ts";
import { type EnduranceWindow, openWindow } from "./window.ts";

/** Comparisons that run at once, each lane one after the other. */
export const lanes = 6;
const windowCount = 3;
/** Prompts in a conversation before a new one is begun. */
const turns = 4;

export type Scene = {
  readonly number: number;
  readonly life: Life;
  readonly ledger: Ledger;
  readonly catalog: Catalog;
  readonly random: () => number;
  readonly windows: readonly EnduranceWindow[];
  readonly proxy: CutProxy;
};

export type SceneOptions = Pick<Scene, "number" | "life" | "ledger" | "catalog" | "random">;

/** Windows on a program, behind a cable that can be pulled. */
export async function openScene(options: SceneOptions): Promise<Scene> {
  const { life, ledger } = options;
  const proxy = await startCutProxy(life.url);
  const windows = await Promise.all(Array.from({ length: windowCount }, () => windowOn(proxy.url, life, ledger)));
  return { ...options, windows, proxy };
}

export async function closeScene({ windows, proxy }: Scene): Promise<void> {
  for (const window of windows) window.close();
  await proxy.close();
}

export function windowOn(url: string, life: Life, ledger: Ledger): Promise<EnduranceWindow> {
  return openWindow({
    url,
    hear: (event) => {
      if (event.topic === "run" || event.topic === "drill") ledger.hear(event.event);
    },
    report: (finding) => ledger.findings.push(finding),
    isOver: () => life.endedAtMs() !== null,
  });
}

export type Play = {
  readonly comparisons: number;
  /** The program is killed in the middle of the one of this number, from 1; null: it is not. */
  readonly killAfter: number | null;
};

/** Plays comparisons in all lanes, with everything else going on beside them. Gives how many were sent. */
export async function play(scene: Scene, { comparisons, killAfter }: Play): Promise<number> {
  const { life } = scene;
  let sent = 0;
  const over = Promise.withResolvers<void>();
  let isDone = false;
  const goesOn = () => !isDone && life.endedAtMs() === null;
  const lane = async (index: number) => {
    const stage = stageOf(scene, index);
    let thread = newThread(stage);
    let turn = 0;
    while (sent < comparisons && goesOn()) {
      sent += 1;
      if (sent === killAfter) {
        await killAmid(stage, thread);
        return;
      }
      const comparisonId = await compare(stage, thread);
      turn += 1;
      thread = turn % turns === 0 ? newThread(stage) : { ...thread, followsId: comparisonId ?? thread.followsId };
    }
  };
  const beside = besides(scene, { goesOn, over: over.promise });
  await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
  isDone = true;
  over.resolve();
  await Promise.all(beside);
  return sent;
}

function stageOf({ windows, ...scene }: Scene, index: number): Stage {
  const window = windows[index % windows.length];
  if (window === undefined) throw new Error("There is no window.");
  const newId = (kind: string) => `${kind}-${scene.number}-${index}-${scene.ledger.nextNumber()}`;
  return { ...scene, window, newId };
}

function newThread(stage: Stage): Thread {
  return { conversationId: stage.newId("talk"), followsId: null };
}

type Until = { readonly goesOn: () => boolean; readonly over: Promise<unknown> };

/** Each again and again, with a pause, until the comparisons are over: no pause is waited out then. */
function besides(scene: Scene, { goesOn, over }: Until): Promise<void>[] {
  const { random } = scene;
  const again = async (index: number, pauseMs: number, work: (stage: Stage) => Promise<void>) => {
    const stage = stageOf(scene, index);
    while (goesOn()) {
      await work(stage);
      if (goesOn()) await Promise.race([over, wait(pauseMs * (0.5 + random()), null, { ref: false })]);
    }
  };
  return [
    again(lanes, 20, askGateway),
    again(lanes + 1, 20, askGateway),
    again(lanes + 2, 1_000, repeat),
    again(lanes + 3, 1_500, drill),
    again(lanes + 4, 300, readHistory),
    again(lanes + 5, 1_000, liftLimits),
    again(lanes + 6, 3_000, loseConnection(scene)),
  ];
}

function loseConnection({ proxy, windows, random, ledger }: Scene): (stage: Stage) => Promise<void> {
  return async (stage) => {
    if (random() < 0.4) {
      proxy.cut();
      ledger.tally("cables pulled");
      return;
    }
    const reloaded = pick(random, windows).reload();
    await reloaded.catch((error: unknown) => {
      if (!isGone(stage)) throw error;
    });
    ledger.tally("reloads of a window");
  };
}
