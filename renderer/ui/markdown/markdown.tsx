import { useMemo } from "react";
import remend from "remend";
import { classes } from "#renderer/ui/classes.ts";
import { ChapterBlocks, FrozenBlock, Tail } from "./blocks.tsx";
import { LinkContext } from "./link-context.ts";
import styles from "./markdown.module.css";
import { createTailSplitter, type Split } from "./tail-splitter.ts";
import { isTangled } from "./tangled.ts";

type LinkProps = {
  /** Asked before anything is opened; the text itself never navigates. */
  readonly onOpenLink: (url: string) => void;
};

export type MarkdownProps = LinkProps & { readonly text: string };

/** Untrusted Markdown as React elements. Raw HTML shows as text, images as links, nothing loads by itself. */
export function Markdown({ text, onOpenLink }: MarkdownProps) {
  const split = useMemo(() => createTailSplitter().append(text), [text]);
  return <SplitMarkdown split={split} isStreaming={false} onOpenLink={onOpenLink} />;
}

/** An answer of more chapters than this, about 100,000 characters, is not kept in the document as a whole. */
const mostChaptersAwake = 8;

export type SplitMarkdownProps = LinkProps & {
  readonly split: Split;
  /** More text is coming: unfinished syntax at the end is closed for show, and a caret follows it. */
  readonly isStreaming: boolean;
};

/** The same for a text that grows: its owner splits it. */
export function SplitMarkdown({ split, isStreaming, onOpenLink }: SplitMarkdownProps) {
  const { blocks, pieces, tail, isTailCode } = split;
  const isLong = blocks.length > mostChaptersAwake;
  const isOpenSyntax = isStreaming && !isTailCode && !isTangled(tail);
  const shownTail = isOpenSyntax ? remend(tail, { images: false }) : tail;
  return (
    <LinkContext value={onOpenLink}>
      <div className={classes(styles.markdown, isStreaming && styles.streaming)}>
        {blocks.map((chapter, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: chapters are only ever added, and their place is who they are
          <ChapterBlocks key={index} chapter={chapter} mayRest={isLong && index < blocks.length - 1} />
        ))}
        {pieces.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <FrozenBlock key={`piece ${index}`} text={text} isHighlighted={false} />
        ))}
        {shownTail.trim() === "" ? null : <Tail text={shownTail} isHighlighted={!isStreaming} />}
        {isStreaming && tail.trim() === "" ? <p className={styles.alone} /> : null}
      </div>
    </LinkContext>
  );
}
