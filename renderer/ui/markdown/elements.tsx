import { Children, type ComponentProps, type KeyboardEvent, type ReactNode, useContext } from "react";
import type { ExtraProps } from "react-markdown";
import { visibleInText, visibleText } from "#renderer/ui/visible-text.ts";
import { LinkContext } from "./link-context.ts";
import styles from "./markdown.module.css";

const openable = new Set(["http:", "https:", "mailto:"]);

/** The address in its full form where it may be opened at all, else null. */
function openableUrl(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  return openable.has(parsed.protocol) ? parsed.href : null;
}

/**
 * A link without an address of its own: no click, middle click, drag or prefetch can leave the window before the
 * dialog showed where it leads (security.md R3).
 */
export function LinkText({ href, children }: ComponentProps<"a"> & ExtraProps) {
  const url = openableUrl(href);
  return url === null ? <span>{children}</span> : <Opener url={url}>{children}</Opener>;
}

function Opener({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  const open = useContext(LinkContext);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") open(url);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <a href> could be opened past the dialog, a button does not wrap
    <span
      role="link"
      tabIndex={0}
      className={styles.link}
      title={visibleText(url)}
      onClick={() => open(url)}
      onKeyDown={onKeyDown}
    >
      {children}
    </span>
  );
}

/** Images never load: their address could carry the conversation away (security.md R2). */
export function ImageText({ src, alt }: ComponentProps<"img"> & ExtraProps) {
  const url = openableUrl(typeof src === "string" ? src : undefined);
  const words = alt === undefined || alt === "" ? "Image" : `Image: ${visibleInText(alt)}`;
  if (url === null) return <span className={styles.image}>{words}</span>;
  return <Opener url={url}>{`${words} (${new URL(url).host})`}</Opener>;
}

/** The parser ends code with a line break; without it the caret stands where the text is. */
export function CodeText({ children, className }: ComponentProps<"code"> & ExtraProps) {
  return <code className={className}>{typeof children === "string" ? children.replace(/\n$/, "") : children}</code>;
}

/** Headings of an answer lie below the column's own. While one streams, its mark comes before its first letter. */
export function Heading({ children }: { readonly children?: ReactNode }) {
  return Children.count(children) === 0 ? null : <h3>{children}</h3>;
}

export function ScrollTable({ children }: ComponentProps<"table"> & ExtraProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, so the keyboard must be able to reach it
    <div className={styles.table} tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}

/** The box of a task list, as text: nothing in an answer can be filled in. */
export function TaskMark({ checked }: ComponentProps<"input"> & ExtraProps) {
  return <span>{checked === true ? "\u2611 " : "\u2610 "}</span>;
}
