import { messageOf } from "#shared/failure.ts";
import type { Clock } from "./manager/dependencies.ts";

/** Keeps a page that crashes or hangs from taking the window with it. Knows nothing of Electron: window.ts joins them. */

export type RecoveryQuestion = {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  /** Index of the button that a closed question stands for. */
  readonly cancelId: number;
  /** Aborted where the question has become pointless: it closes then. */
  readonly signal: AbortSignal;
};

export type RecoveryParts = {
  readonly clock: Pick<Clock, "monotonicMs" | "after">;
  /** Loads the page; rejects where it does not come. */
  readonly load: () => Promise<void>;
  /** Ends the process of a page that does not answer. */
  readonly end: () => void;
  /** Index of the button. The program goes on meanwhile: answers stream while the user reads. */
  readonly ask: (question: RecoveryQuestion) => Promise<number>;
  readonly quit: () => void;
  /** The window is gone for good, so there is nothing to load into. */
  readonly isClosed: () => boolean;
  readonly log: (message: string) => void;
};

export type WindowRecovery = {
  /** The first load, and every later one. A page that does not come is treated as one that went. */
  load(): Promise<void>;
  /** The process of the page ended. `why` as Electron has it, as in `crashed`. */
  noteGone(why: string): Promise<void>;
  noteUnresponsive(): Promise<void>;
  /** It answers again, so there is nothing to ask any more. */
  noteResponsive(): void;
};

/** A page that crashes at once each time must not be loaded for ever. */
const mostLoads = 3;
const withinMs = 60_000;
/** A page that is loaded from within the event of its end takes the whole program down (electron/electron#51900). */
const pauseMs = 200;

const goesOn = "Answers that stream go on in the program and come back whole. What you wrote is kept.";

const crashQuestion = {
  message: "The window of Understudy keeps crashing.",
  detail: `It was opened again ${mostLoads} times within a minute. ${goesOn} Quitting stops them; what has arrived so far is saved.`,
  buttons: ["Reload", "Quit"],
  cancelId: 0,
} as const;

const hangQuestion = {
  message: "The window of Understudy does not answer.",
  detail: `Wait for it, or reload it. ${goesOn}`,
  buttons: ["Wait", "Reload"],
  cancelId: 0,
} as const;

export function createWindowRecovery(parts: RecoveryParts): WindowRecovery {
  const { clock, log } = parts;
  let loadsAtMs: number[] = [];
  // A load that is about to begin, or a question about it: what else befalls the page meanwhile asks for no second one.
  let isRecovering = false;
  let hang: AbortController | null = null;

  const load = async () => {
    try {
      await parts.load();
    } catch (error) {
      // The user reloaded it meanwhile.
      if (!isSuperseded(error)) await noteGone(`it could not be loaded, ${messageOf(error)}`);
    }
  };

  const noteGone = async (why: string) => {
    if (isRecovering || parts.isClosed()) return;
    isRecovering = true;
    hang?.abort();
    log(`The page of the window is gone: ${why}.`);
    loadsAtMs = loadsAtMs.filter((atMs) => clock.monotonicMs() - atMs < withinMs);
    const mayLoad = loadsAtMs.length < mostLoads || (await wantsAnother());
    if (!mayLoad) return parts.quit();
    loadsAtMs.push(clock.monotonicMs());
    await new Promise<void>((resolve) => clock.after(pauseMs, resolve));
    isRecovering = false;
    if (!parts.isClosed()) await load();
  };

  const wantsAnother = async () => {
    log(`It was loaded ${mostLoads} times within a minute. The user is asked.`);
    const choice = await parts.ask({ ...crashQuestion, signal: new AbortController().signal });
    loadsAtMs = [];
    return choice === 0;
  };

  const noteUnresponsive = async () => {
    if (isRecovering || hang !== null) return;
    const asking = new AbortController();
    hang = asking;
    log("The window does not answer.");
    const choice = await parts.ask({ ...hangQuestion, signal: asking.signal });
    hang = null;
    if (choice !== 1 || asking.signal.aborted || parts.isClosed()) return;
    parts.end();
    // Its end is told as well, and is then the same one.
    await noteGone("it did not answer and was ended");
  };

  return { load, noteGone, noteUnresponsive, noteResponsive: () => hang?.abort() };
}

/** Of Electron's `loadURL`: another load took the place of this one. */
function isSuperseded(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_ABORTED";
}

/** A process of Chromium or of ours that ended, as Electron describes it. */
export type GoneProcess = {
  readonly type: string;
  readonly reason: string;
  readonly exitCode: number;
  readonly serviceName?: string;
  readonly name?: string;
};

/** In words for the log; null for an end that belongs to its life. */
export function goneWords({ type, reason, exitCode, serviceName, name }: GoneProcess): string | null {
  if (reason === "clean-exit") return null;
  const called = name ?? serviceName;
  const who = called === undefined ? `The ${type} process` : `The ${type} process “${called}”`;
  const next = type === "GPU" ? " Chromium starts it again, or draws without it." : "";
  return `${who} ended: ${reason}, code ${exitCode}.${next}`;
}
