import { formatClock } from "#shared/format.ts";
import type { Session } from "#shared/session.ts";

/** The same for all moments of a local day. */
export function dayKey(epochMs: number): string {
  return new Date(epochMs).toDateString();
}

const withoutYear = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const withYear = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** `Thursday 19 November`, with the year where it is not that of now. */
export function dateWords(epochMs: number, nowMs: number): string {
  const isThisYear = new Date(epochMs).getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? withoutYear : withYear).format(epochMs).replace(",", "");
}

/** `Today`, `Yesterday`, else the date. */
export function dayWords(epochMs: number, nowMs: number): string {
  if (dayKey(epochMs) === dayKey(nowMs)) return "Today";
  const yesterday = new Date(nowMs);
  yesterday.setDate(yesterday.getDate() - 1);
  return dayKey(epochMs) === yesterday.toDateString() ? "Yesterday" : dateWords(epochMs, nowMs);
}

/** A session by its name, else by when it began; `undefined` is one that is older than those that are listed. */
export function sessionWords(session: Session | undefined, nearMs: number): string {
  if (session === undefined) return "An earlier session";
  if (session.name !== null) return session.name;
  const clock = formatClock(session.startedAtMs);
  if (dayKey(session.startedAtMs) === dayKey(nearMs)) return `Session from ${clock}`;
  return `Session from ${dateWords(session.startedAtMs, nearMs)}, ${clock}`;
}

/** `Saturday 21 November, 16:04 to 16:19`; without an end where it still goes on, or ended in the same minute. */
export function spanWords(fromMs: number, untilMs: number | null, nowMs: number): string {
  const start = `${dateWords(fromMs, nowMs)}, ${formatClock(fromMs)}`;
  if (untilMs === null || formatClock(untilMs) === formatClock(fromMs)) return start;
  const day = dayKey(untilMs) === dayKey(fromMs) ? "" : `${dateWords(untilMs, nowMs)}, `;
  return `${start} to ${day}${formatClock(untilMs)}`;
}

/** Local midnight at the beginning of a day as a date field writes it, `2026-11-21`; null for none. */
export function dayStartMs(date: string): number | null {
  const at = date === "" ? Number.NaN : new Date(`${date}T00:00:00`).getTime();
  return Number.isNaN(at) ? null : at;
}

/** The midnight that ends it; not 24 hours later, where clocks are set on that day. */
export function dayEndMs(date: string): number | null {
  const start = dayStartMs(date);
  if (start === null) return null;
  const next = new Date(start);
  next.setDate(next.getDate() + 1);
  return next.getTime();
}

/** How a date field writes a local day. */
export function dateOf(epochMs: number): string {
  const at = new Date(epochMs);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
