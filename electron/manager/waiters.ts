/** Those who wait for a change, each told once. */
export type Waiters = {
  /** Returns how to cancel. */
  onceChanged(callback: () => void): () => void;
  tell(): void;
};

export function createWaiters(): Waiters {
  const waiting = new Set<() => void>();
  return {
    onceChanged: (callback) => {
      waiting.add(callback);
      return () => waiting.delete(callback);
    },
    tell: () => {
      const told = [...waiting];
      waiting.clear();
      for (const callback of told) callback();
    },
  };
}
