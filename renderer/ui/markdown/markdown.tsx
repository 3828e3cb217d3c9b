import { memo, useRef } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import remarkGfm from "remark-gfm";
import remend from "remend";
import { classes } from "#renderer/ui/classes.ts";
import { CodeBlock } from "./code-block.tsx";
import { CodeText, Heading, ImageText, LinkText, ScrollTable, TaskMark } from "./elements.tsx";
import { LinkContext } from "./link-context.ts";
import styles from "./markdown.module.css";
import "./highlight.css";
import { type Block, createTailSplitter } from "./tail-splitter.ts";

export type MarkdownProps = {
  readonly text: string;
  /** More text is coming: unfinished syntax at the end is closed for show, and a caret follows it. */
  readonly isStreaming: boolean;
  /** Asked before anything is opened; the text itself never navigates. */
  readonly onOpenLink: (url: string) => void;
};

/** An answer: untrusted Markdown as React elements. Raw HTML shows as text, images as links, nothing loads by itself. */
export function Markdown({ text, isStreaming, onOpenLink }: MarkdownProps) {
  const splitter = useRef<ReturnType<typeof createTailSplitter>>(null);
  splitter.current ??= createTailSplitter();
  const { blocks, tail, isTailCode } = splitter.current.split(text);
  const shownTail = isStreaming && !isTailCode ? remend(tail, { images: false }) : tail;
  return (
    <LinkContext value={onOpenLink}>
      <div className={classes(styles.markdown, isStreaming && styles.streaming)}>
        {groupsOf(blocks).map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added, and their place is who they are
          <FrozenGroup key={index} blocks={group} />
        ))}
        {shownTail.trim() === "" ? null : <Tail text={shownTail} isHighlighted={!isStreaming} />}
        {isStreaming && tail.trim() === "" ? <p className={styles.alone} /> : null}
      </div>
    </LinkContext>
  );
}

/** A paint looks at one group and not at every block of a long answer. */
const blocksPerGroup = 32;

function groupsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const count = Math.ceil(blocks.length / blocksPerGroup);
  return Array.from({ length: count }, (_, index) =>
    blocks.slice(index * blocksPerGroup, (index + 1) * blocksPerGroup),
  );
}

type GroupProps = { readonly blocks: readonly Block[] };

const FrozenGroup = memo(function FrozenGroup({ blocks }: GroupProps) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <FrozenBlock key={index} text={block.text} isHighlighted={!block.isPiece} />
  ));
}, hasSameBlocks);

function hasSameBlocks({ blocks: old }: GroupProps, { blocks }: GroupProps): boolean {
  return old.length === blocks.length && old.every((block, index) => block === blocks[index]);
}

type BlockProps = { readonly text: string; readonly isHighlighted: boolean };

const FrozenBlock = memo(function FrozenBlock({ text, isHighlighted }: BlockProps) {
  return (
    <div className={classes(styles.block, styles.frozen)}>
      <Parsed text={text} isHighlighted={isHighlighted} />
    </div>
  );
});

function Tail({ text, isHighlighted }: BlockProps) {
  return (
    <div className={classes(styles.block, styles.tail)}>
      <Parsed text={text} isHighlighted={isHighlighted} />
    </div>
  );
}

const components: Components = {
  a: LinkText,
  img: ImageText,
  pre: CodeBlock,
  code: CodeText,
  table: ScrollTable,
  input: TaskMark,
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
};

const remarkPlugins = [remarkGfm];
const withHighlight = [rehypeHighlight];

function Parsed({ text, isHighlighted }: BlockProps) {
  return (
    <ReactMarkdown
      remarkPlugins={remarkPlugins}
      rehypePlugins={isHighlighted ? withHighlight : null}
      components={components}
      urlTransform={keepUrl}
    >
      {text}
    </ReactMarkdown>
  );
}

/** LinkText and ImageText decide what an address may do; none of them ever becomes an attribute. */
function keepUrl(url: string): string {
  return url;
}
