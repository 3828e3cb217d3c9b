import { memo, startTransition, useEffect, useRef, useState } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { classes } from "#renderer/ui/classes.ts";
import { watchNear } from "#renderer/ui/near.ts";
import type { Chapter, Group } from "./block-tree.ts";
import { CodeBlock } from "./code-block.tsx";
import { CodeText, Heading, ImageText, LinkText, ScrollTable, TaskMark } from "./elements.tsx";
import { highlight } from "./highlighter.ts";
import styles from "./markdown.module.css";
import { showHidden } from "./show-hidden.ts";
import { isDeepCode, isTangled } from "./tangled.ts";
import "./highlight.css";

// A node that did not change is the same object, so that React passes it by. What is only ever added to is keyed by its
// place, which is who it is.

export type ChapterProps = {
  readonly chapter: Chapter;
  /** It will not grow any more, and is one of many: far from what is seen it only keeps its place. */
  readonly mayRest: boolean;
};

export const ChapterBlocks = memo(function ChapterBlocks({ chapter, mayRest }: ChapterProps) {
  const box = useRef<HTMLDivElement>(null);
  const [restingHeightPx, setRestingHeightPx] = useState<number | null>(null);
  useEffect(() => {
    if (!mayRest || box.current === null) return;
    return watchNear(box.current, (isNear, heightPx) => {
      // Coming back is drawn in slices, so that scrolling through a long answer stays smooth; leaving costs nothing.
      if (isNear) startTransition(() => setRestingHeightPx(null));
      else setRestingHeightPx((known) => known ?? heightPx);
    });
  }, [mayRest]);
  const isResting = mayRest && restingHeightPx !== null;
  return (
    <div ref={box} className={styles.chapter} style={isResting ? { height: restingHeightPx } : undefined}>
      {isResting
        ? null
        : // biome-ignore lint/suspicious/noArrayIndexKey: see above
          chapter.map((group, index) => <GroupBlocks key={index} group={group} />)}
    </div>
  );
});

const GroupBlocks = memo(function GroupBlocks({ group }: { readonly group: Group }) {
  return (
    <div className={styles.group}>
      {group.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <FrozenBlock key={index} text={text} isHighlighted />
      ))}
    </div>
  );
});

export type BlockProps = { readonly text: string; readonly isHighlighted: boolean };

export const FrozenBlock = memo(function FrozenBlock({ text, isHighlighted }: BlockProps) {
  return (
    <div className={styles.block}>
      <Parsed text={text} isHighlighted={isHighlighted} />
    </div>
  );
});

/** What may still change; redrawn with every paint. */
export function Tail({ text, isHighlighted }: BlockProps) {
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
const plain = [showHidden];
const coloured = [showHidden, () => highlight];
/** Only a fence names a language, so others go without the highlighter. */
const fence = /^[ \t>*+\d.)-]*(`{3}|~{3})/m;

function Parsed({ text, isHighlighted }: BlockProps) {
  if (isTangled(text)) return <p className={styles.written}>{text}</p>;
  return (
    <ReactMarkdown
      remarkPlugins={remarkPlugins}
      rehypePlugins={isHighlighted && fence.test(text) && !isDeepCode(text) ? coloured : plain}
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
