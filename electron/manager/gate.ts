/** Lets at most `limit` requests per account run at a time; the others queue in order (engine.md R20). */
export type Gate = {
  /** A place, or null where none is free: then `enter` waits for one. */
  tryEnter(account: string): Release | null;
  /** Resolves with a place, at once where one is free, or null once the signal aborts. */
  enter(account: string, signal: AbortSignal): Promise<Release | null>;
  /** From now on; what runs above a lower limit goes on, and nobody new comes in until it is below. */
  setLimit(limit: number): void;
};

/** Gives the place back; calling it again changes nothing. */
export type Release = () => void;

export function createGate(firstLimit: number): Gate {
  let limit = firstLimit;
  const running = new Map<string, number>();
  const queues = new Map<string, (() => void)[]>();

  const take = (account: string): Release => {
    running.set(account, (running.get(account) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (running.get(account) ?? 1) - 1;
      if (left === 0) running.delete(account);
      else running.set(account, left);
      admitWaiting(account);
    };
  };

  const admitWaiting = (account: string) => {
    const queue = queues.get(account) ?? [];
    while (queue.length > 0 && (running.get(account) ?? 0) < limit) queue.shift()?.();
    if (queue.length === 0) queues.delete(account);
  };

  const tryEnter = (account: string) => ((running.get(account) ?? 0) < limit ? take(account) : null);

  const enter = (account: string, signal: AbortSignal) =>
    new Promise<Release | null>((resolve) => {
      if (signal.aborted) return resolve(null);
      // A place may have become free since `tryEnter`; nobody would call for it again.
      const free = tryEnter(account);
      if (free !== null) return resolve(free);
      const queue = queues.get(account) ?? [];
      queues.set(account, queue);
      const admit = () => {
        signal.removeEventListener("abort", leave);
        resolve(take(account));
      };
      const leave = () => {
        const at = queue.indexOf(admit);
        if (at >= 0) queue.splice(at, 1);
        if (queue.length === 0) queues.delete(account);
        resolve(null);
      };
      signal.addEventListener("abort", leave, { once: true });
      queue.push(admit);
    });

  const setLimit = (next: number) => {
    limit = next;
    for (const account of [...queues.keys()]) admitWaiting(account);
  };

  return { tryEnter, enter, setLimit };
}
