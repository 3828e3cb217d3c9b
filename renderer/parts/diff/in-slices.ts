/** How long the window may be kept busy at once. */
const sliceMs = 8;

/**
 * Runs a long piece of work between other things: `onDone` is called with its result. The returned function gives it
 * up. A message comes sooner than a timer, which waits 4 ms after the first few.
 */
export function runInSlices<T>(work: Generator<undefined, T>, onDone: (result: T) => void): () => void {
  const channel = new MessageChannel();
  const stop = () => {
    channel.port1.onmessage = null;
    channel.port1.close();
  };
  channel.port1.onmessage = () => {
    const untilMs = performance.now() + sliceMs;
    while (performance.now() < untilMs) {
      const next = work.next();
      if (next.done !== true) continue;
      stop();
      return onDone(next.value);
    }
    channel.port2.postMessage(null);
  };
  channel.port2.postMessage(null);
  return stop;
}
