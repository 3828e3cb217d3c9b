import { listenToDeltas } from "#renderer/stores/run-deltas.ts";
import { isRunning, useRunsStore } from "#renderer/stores/runs-store.ts";
import { createTailSplitter, type Split } from "#renderer/ui/markdown/tail-splitter.ts";
import { paintTurns } from "#renderer/ui/paint-turns.ts";
import { createTextQueue } from "#renderer/ui/text-queue.ts";
import type { Run } from "#shared/run.ts";

/** An answer as far as it was drawn. */
export type Painted = {
  readonly hasText: boolean;
  readonly text: Split;
  /** Stretches of the reasoning; only the last one still grows. */
  readonly reasoning: readonly string[];
};

/**
 * Parsing costs about 10 ms per 1,000 characters, so a longer backlog is drawn over several frames: this much of it in
 * one frame by all answers that paint in it.
 */
const charactersPerFrame = { streaming: 1_000, ended: 2_400 } as const;

const reasoningPerTurn = 4_000;
const reasoningStretch = 2_000;

/** Drawn before the first turn comes, so that a stored answer does not begin as an empty column. */
const charactersAtOnce = 250;

/** What is drawn of one run; the work of a stretch does not grow with what was drawn before. */
type Drawing = {
  painted(): Painted;
  add(channel: "text" | "reasoning", delta: string): void;
  /** Takes over the run where it says more, or other things, than its deltas did. */
  follow(run: Run | undefined): void;
  /** Draws the next stretch of text. False where nothing is left. */
  draw(characters: number): boolean;
};

export function createDrawing(run: Run | undefined): Drawing {
  const text = createTextQueue();
  const reasoning = createTextQueue();
  let splitter = createTailSplitter();
  let painted: Painted = { hasText: false, text: splitter.append(""), reasoning: [] };
  text.begin(run?.text ?? "");
  reasoning.begin(run?.reasoning ?? "");
  return {
    painted: () => painted,
    add: (channel, delta) => (channel === "text" ? text : reasoning).push(delta),
    follow(now) {
      const known = { text: now?.text ?? "", reasoning: now?.reasoning ?? "" };
      if (known.text.length < text.length() || known.reasoning.length < reasoning.length()) {
        splitter = createTailSplitter();
        painted = { hasText: false, text: splitter.append(""), reasoning: [] };
        text.begin(known.text);
        reasoning.begin(known.reasoning);
      }
      // A snapshot after a lost connection may be ahead. Looked into only then: that copies the whole text.
      if (known.text.length > text.length()) text.push(known.text.slice(text.length()));
      if (known.reasoning.length > reasoning.length()) reasoning.push(known.reasoning.slice(reasoning.length()));
    },
    draw(characters) {
      const next = text.take(characters);
      const thought = reasoning.take(reasoningPerTurn);
      painted = {
        hasText: painted.hasText || next !== "",
        text: next === "" ? painted.text : splitter.append(next),
        reasoning: thought === "" ? painted.reasoning : withThought(painted.reasoning, thought),
      };
      return text.waiting() || reasoning.waiting();
    },
  };
}

/** Only the last stretch is drawn again when more comes. */
function withThought(stretches: readonly string[], thought: string): readonly string[] {
  const last = stretches.at(-1);
  return last === undefined || last.length >= reasoningStretch
    ? [...stretches, thought]
    : stretches.with(-1, last + thought);
}

const runOf = (runId: string) => useRunsStore.getState().runs[runId];

/** The beginning of an answer, at once. */
export function paintedAtOnce(runId: string): Painted {
  const drawing = createDrawing(runOf(runId));
  drawing.draw(charactersAtOnce);
  return drawing.painted();
}

/** Draws an answer bit by bit, whenever there is news and it is its turn. Returns what ends it. */
export function paintInTurns(runId: string, show: (painted: Painted) => void): () => void {
  const painter = {};
  const drawing = createDrawing(runOf(runId));
  const paint = (share: number) => {
    const run = runOf(runId);
    const perFrame = charactersPerFrame[run !== undefined && isRunning(run) ? "streaming" : "ended"];
    const isMore = drawing.draw(Math.ceil(perFrame * share));
    show(drawing.painted());
    if (isMore) paintTurns.ask(painter, paint);
  };
  const stopDeltas = listenToDeltas(runId, ({ channel, text }) => {
    if (channel !== "tool") drawing.add(channel, text);
  });
  const stopStore = useRunsStore.subscribe(({ runs: { [runId]: now } }, { runs: { [runId]: before } }) => {
    if (now === before) return;
    drawing.follow(now);
    paintTurns.ask(painter, paint);
  });
  paintTurns.ask(painter, paint);
  return () => {
    stopDeltas();
    stopStore();
    paintTurns.leave(painter);
  };
}
