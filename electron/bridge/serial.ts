export type Serial = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * One task after the other, in the order they came: what a task reads, no other one changes before it has written.
 * A task that throws fails for its caller alone.
 */
export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    last = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  };
}
