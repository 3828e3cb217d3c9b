import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { askToOpenLink } from "#renderer/actions/links.ts";
import { currentRun } from "#renderer/parts/use-run.ts";
import { isRunning, useRunsStore } from "#renderer/stores/runs-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { paintTurns } from "#renderer/ui/paint-turns.ts";
import styles from "./answer-text.module.css";

const loadMarkdown = () => import("#renderer/ui/markdown/markdown.tsx");
const Markdown = lazy(async () => ({ default: (await loadMarkdown()).Markdown }));

/** Fetches the Markdown chunk once the window has drawn itself, so that the first answer does not wait for it. */
export function preloadMarkdown(): void {
  setTimeout(() => void loadMarkdown(), 200);
}

export type AnswerTextProps = {
  readonly runId: string;
  readonly isStreaming: boolean;
  readonly isFaded: boolean;
};

/** The answer as far as it was painted; it takes turns with the other columns (ui/README.md §10). */
export function AnswerText({ runId, isStreaming, isFaded }: AnswerTextProps) {
  const { text, reasoning } = usePaintedText(runId);
  return (
    <div className={classes(isFaded && styles.faded)}>
      {reasoning === "" ? null : <Reasoning text={reasoning} isOpen={text === "" && isStreaming} />}
      {text === "" && !isStreaming ? null : (
        <Suspense fallback={<p className={styles.plain}>{text}</p>}>
          <Markdown text={text} isStreaming={isStreaming && text !== ""} onOpenLink={askToOpenLink} />
        </Suspense>
      )}
    </div>
  );
}

/** Open while nothing else is there to read; folded away once the answer begins. */
function Reasoning({ text, isOpen }: { readonly text: string; readonly isOpen: boolean }) {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.open = isOpen;
  }, [isOpen]);
  return (
    <details ref={box} className={styles.reasoning}>
      <summary>Reasoning</summary>
      <p>{text}</p>
    </details>
  );
}

type Painted = { readonly text: string; readonly reasoning: string };

/**
 * Parsing costs about 10 ms per 1,000 characters, so a longer backlog is drawn over several frames. While it streams
 * a turn is short: 15,000 characters a second are more than any model sends, and four answers share a frame.
 */
export const charactersPerTurn = { streaming: 250, ended: 800 } as const;

const nothing: Painted = { text: "", reasoning: "" };

/** The next stretch of what is known, beginning with what is drawn already. */
export function paintMore(drawn: Painted, runId: string): Painted {
  const run = currentRun(runId);
  if (run === undefined) return nothing;
  return {
    text: growTo(drawn.text, run.text, charactersPerTurn[isRunning(run) ? "streaming" : "ended"]),
    reasoning: run.reasoning,
  };
}

function growTo(drawn: string, known: string, most: number): string {
  const from = known.startsWith(drawn) ? drawn.length : 0;
  const end = from + most;
  if (end >= known.length) return known;
  // Never between the halves of one character.
  const isHalf = /[\ud800-\udbff]/.test(known.charAt(end - 1));
  return known.slice(0, isHalf ? end - 1 : end);
}

function usePaintedText(runId: string): Painted {
  const [painted, setPainted] = useState(() => paintMore(nothing, runId));
  useEffect(() => {
    const painter = {};
    let drawn = nothing;
    const paint = () => {
      drawn = paintMore(drawn, runId);
      setPainted(drawn);
      if (drawn.text !== currentRun(runId)?.text) paintTurns.ask(painter, paint);
    };
    const stopListening = useRunsStore.subscribe((state, before) => {
      const now = state.runs[runId];
      const old = before.runs[runId];
      if (now?.text !== old?.text || now?.reasoning !== old?.reasoning) paintTurns.ask(painter, paint);
    });
    // What arrived between the first render and this subscription, and the rest of a long stored answer.
    paintTurns.ask(painter, paint);
    return () => {
      stopListening();
      paintTurns.leave(painter);
    };
  }, [runId]);
  return painted;
}
