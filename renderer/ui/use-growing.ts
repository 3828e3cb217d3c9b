import { useEffect, useState } from "react";

/** How many of `total` blocks are drawn: one more in every frame, so that a long text does not hold the window up. */
export function useGrowing(total: number): number {
  const [count, setCount] = useState(1);
  useEffect(() => {
    if (count >= total) return;
    const frame = requestAnimationFrame(() => setCount(count + 1));
    return () => cancelAnimationFrame(frame);
  }, [count, total]);
  return Math.min(count, total);
}
