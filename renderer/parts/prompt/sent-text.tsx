import { useLayoutEffect, useRef, useState } from "react";
import { classes } from "#renderer/ui/classes.ts";
import styles from "./sent-parts.module.css";

/** At most three lines; the whole text on demand. */
export function SentText({ text }: { readonly text: string }) {
  const [isWhole, setWhole] = useState(false);
  const [isCut, setCut] = useState(false);
  const element = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null || isWhole) return;
    const measure = () => setCut(box.scrollHeight > box.clientHeight + 1);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(box);
    return () => watcher.disconnect();
  }, [isWhole]);
  return (
    <>
      <p ref={element} className={classes(styles.text, isWhole && styles.whole)} {...(isWhole && { tabIndex: 0 })}>
        {text}
      </p>
      {isCut || isWhole ? (
        <button
          type="button"
          className={`acc ${styles.more}`}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "Show less" : "Show all"}
        </button>
      ) : null}
    </>
  );
}
