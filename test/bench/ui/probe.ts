import type { Page } from "playwright-core";

/** What a window did while it was watched. */
export type Watched = {
  readonly seconds: number;
  readonly commits: number;
  readonly frameMs: readonly number[];
  /** Durations of the tasks over 50 ms. */
  readonly longTaskMs: readonly number[];
  /** From each key press to the moment the page hears of it. */
  readonly keyDelayMs: readonly number[];
};

/** Runs in the page before anything else: counts React's commits, frames, long tasks and late key presses. */
export function installProbe(): void {
  const frameMs: number[] = [];
  const longTaskMs: number[] = [];
  const keyDelayMs: number[] = [];
  const probe = { commits: 0, frameMs, longTaskMs, keyDelayMs, fromMs: 0 };
  Reflect.set(window, "benchProbe", probe);
  // React tells every commit to the hook that its developer tools would install, in production builds too.
  Reflect.set(window, "__REACT_DEVTOOLS_GLOBAL_HOOK__", {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    checkDCE: () => undefined,
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
    onCommitFiberRoot: () => {
      probe.commits += 1;
    },
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) probe.longTaskMs.push(entry.duration);
  }).observe({ type: "longtask" });
  let last = performance.now();
  const onFrame = (now: number) => {
    probe.frameMs.push(now - last);
    last = now;
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  addEventListener("keydown", (event) => probe.keyDelayMs.push(performance.now() - event.timeStamp), { capture: true });
}

/** What happened in the page while `work` ran. */
export async function watch(page: Page, work: () => Promise<void>): Promise<Watched> {
  await page.evaluate(() => {
    const probe = Reflect.get(window, "benchProbe");
    Object.assign(probe, { commits: 0, frameMs: [], longTaskMs: [], keyDelayMs: [], fromMs: performance.now() });
  });
  await work();
  return page.evaluate(() => {
    const { fromMs, ...counted } = Reflect.get(window, "benchProbe");
    return { ...counted, seconds: (performance.now() - fromMs) / 1000 };
  });
}

/** The value that a share of the numbers does not pass; 0 of none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export type Memory = { readonly heapMb: number; readonly nodes: number };

/** After a collection, so that only what is kept counts. */
export async function memoryOf(page: Page): Promise<Memory> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("Performance.enable");
  const { metrics } = await devtools.send("Performance.getMetrics");
  await devtools.detach();
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
  return { heapMb: metric("JSHeapUsedSize") / 1_000_000, nodes: metric("Nodes") };
}
