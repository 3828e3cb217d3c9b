import { formatClock } from "#shared/format.ts";
import type { Session } from "#shared/session.ts";

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** `22 Nov`, of another year `22 Nov 2025`. */
export function shortDate(epochMs: number, nowMs: number): string {
  const isThisYear = new Date(epochMs).getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? day : dayOfYear).format(epochMs).replaceAll(" ", "\u00a0");
}

/** `22 Nov, 13:05` */
export function momentWords(epochMs: number, nowMs: number): string {
  return `${shortDate(epochMs, nowMs)}, ${formatClock(epochMs)}`;
}

/** What a session is called: its name, else when it began. */
export function sessionTitle({ name, startedAtMs }: Pick<Session, "name" | "startedAtMs">, nowMs: number): string {
  return name ?? momentWords(startedAtMs, nowMs);
}

const minuteMs = 60_000;

/** How long something took, or would take: `33 minutes`, `2 h 5 m`, `3 days`. */
export function lengthWords(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 1) return "under a minute";
  if (minutes < 120) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h ${minutes % 60}\u00a0m`;
  return `${Math.round(hours / 24)} days`;
}
