import { useEffect, useReducer } from "react";
import { windowFrames } from "./frames.ts";

/**
 * Re-renders every `periodMs` while `isActive`: metrics at 100 ms, countdowns at 1,000 ms. All ticks of one period
 * share one timer, and fire inside an animation frame so that they share its commit.
 */
export function useTick(periodMs: 100 | 1_000, isActive: boolean): void {
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  useEffect(() => (isActive ? joinTicker(periodMs, rerender) : undefined), [periodMs, isActive]);
}

type Ticker = { readonly listeners: Set<() => void>; readonly stop: () => void };

const tickers = new Map<number, Ticker>();

function joinTicker(periodMs: number, listener: () => void): () => void {
  const ticker = tickers.get(periodMs) ?? startTicker(periodMs);
  ticker.listeners.add(listener);
  return () => {
    ticker.listeners.delete(listener);
    if (ticker.listeners.size > 0) return;
    ticker.stop();
    tickers.delete(periodMs);
  };
}

function startTicker(periodMs: number): Ticker {
  const listeners = new Set<() => void>();
  const tick = () => {
    for (const listener of listeners) listener();
  };
  const timer = setInterval(() => windowFrames.next(tick), periodMs);
  const ticker = { listeners, stop: () => clearInterval(timer) };
  tickers.set(periodMs, ticker);
  return ticker;
}
