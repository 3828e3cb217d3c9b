import { useCallback, useRef, useState } from "react";
import { classes } from "#renderer/ui/classes.ts";
import type { Run } from "#shared/run.ts";
import styles from "./answer.module.css";
import { AnswerText } from "./answer-text.tsx";

export type AnswerProps = {
  readonly run: Run;
  readonly name: string;
  readonly isStreaming: boolean;
  readonly isFaded: boolean;
  /** Below the text: what ended it, what to do. */
  readonly children?: React.ReactNode;
};

/** Nearer to the end than this counts as reading the end. */
const nearEndPx = 32;
const lineHeightPx = 22;

/** The scrolled text of an answer: stays at its end while it streams, unless the reader went up. */
export function Answer({ run, name, isStreaming, isFaded, children }: AnswerProps) {
  const { box, newLines, onScroll, onPainted, goToEnd } = useFollow(isStreaming);
  return (
    <div className={styles.frame}>
      <section
        ref={box}
        className={classes(styles.answer, "scroll")}
        aria-label={`Answer of ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <AnswerText key={run.id} runId={run.id} isStreaming={isStreaming} isFaded={isFaded} onPainted={onPainted} />
        {children}
      </section>
      {newLines > 0 ? (
        <button type="button" className={styles.more} onClick={goToEnd}>
          ↓ {newLines} new {newLines === 1 ? "line" : "lines"}
        </button>
      ) : null}
    </div>
  );
}

function useFollow(isStreaming: boolean) {
  const box = useRef<HTMLElement>(null);
  const follows = useRef(true);
  const [newLines, setNewLines] = useState(0);

  const onPainted = useCallback(() => {
    const element = box.current;
    if (element === null || !isStreaming) return;
    const hiddenPx = element.scrollHeight - element.clientHeight - element.scrollTop;
    if (follows.current) element.scrollTop = element.scrollHeight;
    else setNewLines(Math.max(0, Math.round(hiddenPx / lineHeightPx)));
  }, [isStreaming]);
  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    follows.current = element.scrollHeight - element.clientHeight - element.scrollTop < nearEndPx;
    if (follows.current) setNewLines(0);
  };
  const goToEnd = () => {
    follows.current = true;
    setNewLines(0);
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  };
  return { box, newLines, onScroll, onPainted, goToEnd };
}
