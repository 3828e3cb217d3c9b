import type { IconName } from "#renderer/ui/icon.tsx";
import { formatCountdown, formatSeconds } from "#shared/format.ts";
import type { ProviderState } from "#shared/provider-state.ts";

/** A provider's health in one row: a short figure, an icon, and the same in words. */
export type Health = {
  readonly kind: "healthy" | "cooling-down" | "offline" | "no-key" | "key-refused" | "ready";
  readonly text: string;
  readonly icon: IconName;
  readonly tone: "ok" | "warn" | "bad" | "dim";
  /** A sentence for the tooltip and assistive tech; holds no countdown that would be read again and again. */
  readonly words: string;
};

/** A median needs three answers (ui/README.md §7). */
const fewestForMedian = 3;

export function healthOf(state: ProviderState, isDemo: boolean, nowMs: number): Health {
  const { limit } = state;
  if (limit.isLimited && limit.reason === "AUTH") return keyRefused(limit.nextProbeAtMs === null ? null : 401);
  if (limit.isLimited) return limited(state, nowMs);
  if (!isDemo && state.lastTest?.ok === false && isRefusal(state.lastTest.status))
    return keyRefused(state.lastTest.status);
  if (!isDemo && hasNoKey(state)) return noKey;
  const median = medianFirstTokenMs(limit.firstTokenMs);
  if (median === null) return ready;
  const figure = formatSeconds(median);
  return { kind: "healthy", text: figure, icon: "ok", tone: "ok", words: `Healthy, median first token ${figure}` };
}

function hasNoKey({ provider, key }: ProviderState): boolean {
  return !provider.keyOptional && (key.kind === "none" || key.kind === "locked-or-missing");
}

export function medianFirstTokenMs(values: readonly number[]): number | null {
  if (values.length < fewestForMedian) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  const lower = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? upper) : upper;
  return (lower + upper) / 2;
}

const noKey: Health = { kind: "no-key", text: "no key", icon: "key", tone: "dim", words: "No key yet" };
const ready: Health = {
  kind: "ready",
  text: "ready",
  icon: "ring",
  tone: "dim",
  words: "Ready, too few answers to say more",
};

function isRefusal(status: number | null): boolean {
  return status === 401 || status === 403;
}

function keyRefused(status: number | null): Health {
  const words = status === null ? "The key was refused" : `The key was refused with ${status}`;
  return { kind: "key-refused", text: "refused", icon: "fail", tone: "bad", words };
}

function limited({ limit }: ProviderState, nowMs: number): Health {
  if (limit.reason === "NETWORK") {
    return { kind: "offline", text: "offline", icon: "off", tone: "dim", words: "Not reachable" };
  }
  const leftMs = limit.nextProbeAtMs === null ? null : limit.nextProbeAtMs - nowMs;
  const text = leftMs === null ? "limited" : formatCountdown(leftMs);
  return { kind: "cooling-down", text, icon: "timer", tone: "warn", words: "Cooling down" };
}
