import { type ReactNode, useEffect, useRef, useState } from "react";
import { askToOpenLink } from "#renderer/actions/links.ts";
import { AnswerText } from "#renderer/parts/answer/answer-text.tsx";
import { classes } from "#renderer/ui/classes.ts";
import type { Run } from "#shared/run.ts";
import styles from "./answer.module.css";

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
/** A wheel turn, a key or a grip on the scroll bar moves the text for at most this long. */
const readerMoveMs = 5_000;

/** The scrolled text of an answer: stays at its end while it streams, unless the reader went up. */
export function Answer({ run, name, isStreaming, isFaded, children }: AnswerProps) {
  const { box, content, newLines, onScroll, onReaderMove, goToEnd } = useFollow(isStreaming);
  return (
    <div className={styles.frame}>
      <section
        ref={box}
        className={classes(styles.answer, "scroll", isStreaming && styles.live)}
        aria-label={`Answer of ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        onWheel={onReaderMove}
        onKeyDown={onReaderMove}
        onPointerDown={onReaderMove}
        onTouchMove={onReaderMove}
      >
        <div ref={content}>
          <AnswerText
            key={run.id}
            runId={run.id}
            isStreaming={isStreaming}
            isFaded={isFaded}
            onOpenLink={askToOpenLink}
          />
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
  const lastTop = useRef(0);
  const heightWhenLeft = useRef(0);
  const [newLines, setNewLines] = useState(0);
  useEffect(() => {
    if (!isStreaming || content.current === null) return;
    // Whatever makes the text longer is seen here: new words, a late chunk of code, a narrower window.
    const observer = new ResizeObserver(() => {
      if (follows.current) lastTop.current = scrollToEnd(box.current);
      else setNewLines(linesSince(box.current, heightWhenLeft.current));
    });
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [isStreaming]);
  const readerMayScrollUntil = useRef(0);
  const onReaderMove = () => {
    readerMayScrollUntil.current = performance.now() + readerMoveMs;
  };
  const onScroll = () => {
    // Our own scrolling also ends here; asking for positions then would cost a layout in every frame.
    if (performance.now() > readerMayScrollUntil.current) return;
    const top = box.current?.scrollTop ?? 0;
    // Text that grew meanwhile also leaves the end behind; only going up means that somebody reads.
    if (hiddenPx(box.current) < nearEndPx) follows.current = true;
    else if (top < lastTop.current && follows.current) {
      follows.current = false;
      heightWhenLeft.current = box.current?.scrollHeight ?? 0;
    }
    lastTop.current = top;
    if (follows.current) setNewLines(0);
  };
  const goToEnd = () => {
    follows.current = true;
    setNewLines(0);
    lastTop.current = scrollToEnd(box.current);
  };
  return { box, content, newLines: isStreaming ? newLines : 0, onScroll, onReaderMove, goToEnd };
}

/** What has come since the reader went up. */
function linesSince(box: HTMLElement | null, height: number): number {
  return box === null ? 0 : Math.max(0, Math.round((box.scrollHeight - height) / lineHeightPx));
}

/** How much of the text lies below what is shown. */
function hiddenPx(box: HTMLElement | null): number {
  return box === null ? 0 : box.scrollHeight - box.clientHeight - box.scrollTop;
}

/** Returns where the text stands then. */
function scrollToEnd(box: HTMLElement | null): number {
  if (box === null) return 0;
  box.scrollTop = box.scrollHeight;
  return box.scrollTop;
}
