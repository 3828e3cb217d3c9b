import { type ReactNode, useEffect, useRef, useState } from "react";
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
  readonly children?: ReactNode;
};

/** Nearer to the end than this counts as reading the end. */
const nearEndPx = 32;
const lineHeightPx = 22;

/** The scrolled text of an answer: stays at its end while it streams, unless the reader went up. */
export function Answer({ run, name, isStreaming, isFaded, children }: AnswerProps) {
  const { box, content, newLines, onScroll, goToEnd } = useFollow(isStreaming);
  return (
    <div className={styles.frame}>
      <section
        ref={box}
        className={classes(styles.answer, "scroll", isStreaming && styles.live)}
        aria-label={`Answer of ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <div ref={content}>
          <AnswerText key={run.id} runId={run.id} isStreaming={isStreaming} isFaded={isFaded} />
          {children}
        </div>
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
  const content = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [newLines, setNewLines] = useState(0);
  useEffect(() => {
    if (!isStreaming || content.current === null) return;
    // Whatever makes the text longer is seen here: new words, a late chunk of code, a narrower window.
    const observer = new ResizeObserver(() => {
      if (follows.current) scrollToEnd(box.current);
      else setNewLines(Math.max(0, Math.round(hiddenPx(box.current) / lineHeightPx)));
    });
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [isStreaming]);
  const onScroll = () => {
    follows.current = hiddenPx(box.current) < nearEndPx;
    if (follows.current) setNewLines(0);
  };
  const goToEnd = () => {
    follows.current = true;
    setNewLines(0);
    scrollToEnd(box.current);
  };
  return { box, content, newLines: isStreaming ? newLines : 0, onScroll, goToEnd };
}

/** How much of the text lies below what is shown. */
function hiddenPx(box: HTMLElement | null): number {
  return box === null ? 0 : box.scrollHeight - box.clientHeight - box.scrollTop;
}

function scrollToEnd(box: HTMLElement | null): void {
  if (box !== null) box.scrollTop = box.scrollHeight;
}
