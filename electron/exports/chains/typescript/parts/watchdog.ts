import { Failure } from "./failures.ts";

/** Aborts its signal when no content came for too long. Only content winds it up: pings and empty events do not. */
export type Watchdog = { readonly signal: AbortSignal; wind(ms: number): void; rest(): void; stop(): void };

export function startWatchdog(firstMs: number, totalMs: number): Watchdog {
  const controller = new AbortController();
  const bark = (ms: number, what: string) =>
    setTimeout(() => controller.abort(new Failure("TIMEOUT", `${what} ${ms / 1000} s.`)), ms);
  const total = bark(totalMs, "It took longer than");
  let timer = bark(firstMs, "It sent nothing for");
  return {
    signal: controller.signal,
    wind(ms) {
      clearTimeout(timer);
      timer = bark(ms, "It stood still for");
    },
    rest: () => clearTimeout(timer),
    stop() {
      clearTimeout(timer);
      clearTimeout(total);
    },
  };
}
