import { memo, type Ref, useMemo } from "react";
import type { DiffPart, TextDiff } from "#renderer/parts/diff/text-diff.ts";
import { classes } from "#renderer/ui/classes.ts";
import { useGrowing } from "#renderer/ui/use-growing.ts";
import styles from "./diff-view.module.css";

export type DiffTextProps = { readonly diff: TextDiff; readonly ref: Ref<HTMLElement> };

type NumberedPart = DiffPart & {
  readonly key: number;
  /** Which difference it belongs to, from 0; null for what is in both. */
  readonly change: number | null;
};

/** So many parts are one block; one block is drawn per frame, so that a long diff does not hold the window up. */
const partsPerBlock = 150;

/** The text of both answers, one running into the other. */
export function DiffText({ diff, ref }: DiffTextProps) {
  const blocks = useMemo(() => blocksOf(diff.parts), [diff]);
  const drawn = useGrowing(blocks.length);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
    <section ref={ref} className={classes(styles.text, "scroll")} aria-label="Differences" tabIndex={0}>
      <div className={classes(styles.page, diff.unit === "lines" && styles.lines)}>
        {blocks.slice(0, drawn).map((parts) => (
          <Block key={parts[0]?.key} parts={parts} isLines={diff.unit === "lines"} />
        ))}
      </div>
    </section>
  );
}

function blocksOf(parts: readonly DiffPart[]): readonly (readonly NumberedPart[])[] {
  let change = -1;
  const numbered = parts.map((part, key): NumberedPart => {
    if (part.kind === "same") return { ...part, key, change: null };
    if ((parts[key - 1]?.kind ?? "same") === "same") change += 1;
    return { ...part, key, change };
  });
  const count = Math.ceil(numbered.length / partsPerBlock);
  return Array.from({ length: count }, (_, index) =>
    numbered.slice(index * partsPerBlock, (index + 1) * partsPerBlock),
  );
}

type BlockProps = { readonly parts: readonly NumberedPart[]; readonly isLines: boolean };

const Block = memo(function Block({ parts, isLines }: BlockProps) {
  return <div className={styles.block}>{parts.map((part) => (isLines ? lines(part) : words(part)))}</div>;
});

const signs = { same: " ", removed: "−", added: "+" } as const;
const spoken = { removed: "removed: ", added: "added: " } as const;

function words({ kind, text, key, change }: NumberedPart) {
  if (kind === "same") return <span key={key}>{text}</span>;
  const Tag = kind === "added" ? "ins" : "del";
  return (
    <Tag key={key} data-change={change}>
      <span className="visually-hidden">{spoken[kind]}</span>
      {text}
    </Tag>
  );
}

function lines({ kind, text, key, change }: NumberedPart) {
  const all = (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
  const Tag = kind === "added" ? "ins" : kind === "removed" ? "del" : "div";
  return (
    <Tag key={key} className={styles.hunk} data-change={change ?? undefined}>
      {kind === "same" ? null : <span className="visually-hidden">{spoken[kind]}</span>}
      {all.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a finished diff never move
        <span key={index} className={styles.line} data-sign={signs[kind]}>
          {line === "" ? "\u200b" : line}
        </span>
      ))}
    </Tag>
  );
}
