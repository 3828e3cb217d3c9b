import { useEffect, useRef, useState } from "react";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { Late, latePart } from "#renderer/ui/late-part.tsx";
import { formatTicking } from "#shared/format.ts";
import { reasoningMs } from "#shared/run-numbers.ts";
import { type Painted, paintedAtOnce, paintInTurns } from "./answer-painter.ts";
import styles from "./answer-text.module.css";

const splitMarkdown = latePart(async () => (await import("#renderer/ui/markdown/markdown.tsx")).SplitMarkdown, {
  what: "Markdown",
  waiting: ({ split }) => <p className={styles.plain}>{plainText(split)}</p>,
  failed: (tryAgain, { split }) => (
    <>
      <p className={styles.plain}>{plainText(split)}</p>
      <p className="sub">
        This is the answer as it was written; what formats it could not be loaded.{" "}
        <Button size="small" onClick={tryAgain}>
          Try again
        </Button>
      </p>
    </>
  ),
});

/** Fetches the Markdown chunk once the window has drawn itself, so that the first answer does not wait for it. */
export function preloadMarkdown(): void {
  setTimeout(splitMarkdown.preload, 200);
}

export type AnswerTextProps = {
  readonly runId: string;
  readonly isStreaming: boolean;
  readonly isFaded: boolean;
  /** Asks before an address is opened. */
  readonly onOpenLink: (url: string) => void;
};

/** The answer as far as it was painted; it takes turns with the other columns (ui/README.md §10). */
export function AnswerText({ runId, isStreaming, isFaded, onOpenLink }: AnswerTextProps) {
  const { hasText, text, reasoning } = usePainted(runId);
  return (
    <div className={classes(isFaded && styles.faded)}>
      {reasoning.length === 0 ? null : (
        <Reasoning runId={runId} stretches={reasoning} isOpen={!hasText && isStreaming} />
      )}
      {!hasText && !isStreaming ? null : (
        <Late part={splitMarkdown} props={{ split: text, isStreaming: isStreaming && hasText, onOpenLink }} />
      )}
    </div>
  );
}

type ReasoningProps = {
  readonly runId: string;
  readonly stretches: readonly string[];
  readonly isOpen: boolean;
};

/** Open while nothing else is there to read; folded away once the answer begins. */
function Reasoning({ runId, stretches, isOpen }: ReasoningProps) {
  const tookMs = useRunsStore((state) => reasoningMs(state.runs[runId]));
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.open = isOpen;
  }, [isOpen]);
  return (
    <details ref={box} className={styles.reasoning}>
      <summary className="num">{tookMs === null ? "Reasoning" : `Reasoned for ${formatTicking(tookMs)}`}</summary>
      <p>
        {stretches.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches are only ever added, and their place is who they are
          <span key={index}>{text}</span>
        ))}
      </p>
    </details>
  );
}

/** For the moment until the Markdown chunk is there. */
function plainText({ blocks, pieces, tail }: Painted["text"]): string {
  return [...blocks.flat(2), ...pieces, tail].join("\n\n");
}

function usePainted(runId: string): Painted {
  const [painted, setPainted] = useState(() => paintedAtOnce(runId));
  useEffect(() => paintInTurns(runId, setPainted), [runId]);
  return painted;
}
