import { type RefObject, useEffect, useState } from "react";

export type Size = { readonly widthPx: number; readonly heightPx: number };

/** How large an element is drawn; `before` until that is known. */
export function useSize(box: RefObject<HTMLElement | null>, before: Size): Size {
  const [size, setSize] = useState(before);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0) setSize({ widthPx: clientWidth, heightPx: clientHeight });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}
