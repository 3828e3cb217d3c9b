import { Fragment, memo, type ReactNode, useEffect, useState } from "react";
import { useGrowing } from "#renderer/ui/use-growing.ts";
import { type CodeBlock, type Coloured, colouredCode } from "./coloured-code.ts";
import "./highlight.css";
import styles from "./highlighted-code.module.css";

export type HighlightedCodeProps = {
  readonly text: string;
  /** One that the highlighter knows: `yaml`; others are shown plain. */
  readonly language: string;
};

type Ready = HighlightedCodeProps & { readonly blocks: readonly CodeBlock[] };

/** Long enough for the text to be on screen, and for the arrow key that goes on to the next one. */
const restMs = 60;

/**
 * Code in the colours of answers' code blocks, to be put into a `pre`. The text is there at once; its colours come
 * later, a block of lines in each frame, so that a long program does not hold the window up.
 */
export const HighlightedCode = memo(function HighlightedCode({ text, language }: HighlightedCodeProps) {
  const [ready, setReady] = useState<Ready | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setReady({ text, language, blocks: colouredCode(text, language) }), restMs);
    return () => clearTimeout(timer);
  }, [text, language]);
  const isReady = ready?.text === text && ready.language === language;
  return <code>{isReady ? <Blocks blocks={ready.blocks} /> : text}</code>;
});

function Blocks({ blocks }: { readonly blocks: readonly CodeBlock[] }) {
  const coloured = useGrowing(blocks.length);
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other name than their place
    <Block key={index} block={block} isColoured={index < coloured} />
  ));
}

type BlockProps = { readonly block: CodeBlock; readonly isColoured: boolean };

/** A box of its own, so that the others are not laid out anew with it. */
const Block = memo(function Block({ block: { text, parts }, isColoured }: BlockProps) {
  return <span className={styles.block}>{isColoured ? parts.map(drawn) : text}</span>;
});

function drawn(part: Coloured, index: number): ReactNode {
  if (typeof part === "string") return <Fragment key={index}>{part}</Fragment>;
  return (
    <span key={index} className={part.names}>
      {part.parts.map(drawn)}
    </span>
  );
}
