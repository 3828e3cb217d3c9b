import type { CostSum } from "./usage.ts";

/**
 * Numbers to text, for views and exports alike (ui/README.md §7). A number and its unit are joined by a no-break
 * space; unknown is never shown as zero.
 */
const space = "\u00a0";
const minus = "\u2212";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** `1,024` */
export function formatCount(count: number): string {
  return whole.format(count).replace("-", minus);
}

/** `31.2k`, `1.2M`, for tight meters; below 1,000 the whole number. */
export function formatCompactCount(count: number): string {
  if (count < 1_000) return formatCount(count);
  const [value, unit] = count < 999_950 ? [count / 1_000, "k"] : [count / 1_000_000, "M"];
  return `${value.toFixed(1).replace(/\.0$/, "")}${unit}`;
}

/** Latency in seconds: `0.52 s`, `12.4 s`, `1 m 42 s` from 100 s on. */
export function formatSeconds(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000;
  if (seconds < 9.995) return `${seconds.toFixed(2)}${space}s`;
  if (seconds < 99.95) return `${seconds.toFixed(1)}${space}s`;
  const rounded = Math.round(seconds);
  return `${Math.floor(rounded / 60)}${space}m${space}${rounded % 60}${space}s`;
}

/** Time that still runs, in a chip: one decimal, `4.8 s`, then `1 m 42 s`. */
export function formatTicking(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000;
  return seconds < 99.95 ? `${seconds.toFixed(1)}${space}s` : formatSeconds(ms);
}

/** A part of a breakdown: integer ms under one second, `436 ms`, else as latency. */
export function formatPart(ms: number): string {
  const rounded = Math.round(Math.max(0, ms));
  return rounded < 1_000 ? `${rounded}${space}ms` : formatSeconds(ms);
}

/** A pause that a server asked for: `30 s`, `0.5 s`, `2 m`. */
export function formatPause(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000;
  if (seconds < 10 && !Number.isInteger(seconds)) return `${seconds.toFixed(1)}${space}s`;
  const rounded = Math.round(seconds);
  if (rounded < 120) return `${rounded}${space}s`;
  const rest = rounded % 60;
  return `${Math.floor(rounded / 60)}${space}m${rest === 0 ? "" : `${space}${rest}${space}s`}`;
}

/** `m:ss`, from an hour on `4 h 32 m`, counted down to 0:00; a started second counts as whole, so that 0:00 means now. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)}${space}h ${minutes % 60}${space}m`;
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Three significant digits, without the unit: `62.6`, `275`, `1,240`. */
export function formatSpeed(tokensPerSecond: number): string {
  return significant(tokensPerSecond);
}

/** Integer nano-USD as dollars: `$0`, `$0.000213`, `$0.0279`, `$12.40`, `$1,204.00`; null is `unknown`. */
export function formatCost(nanoUsd: number | null): string {
  if (nanoUsd === null) return "unknown";
  if (nanoUsd === 0) return "$0";
  const sign = nanoUsd < 0 ? minus : "";
  return `${sign}${formatPositiveCost(Math.abs(nanoUsd) / 1e9)}`;
}

/** A sum of known costs, with ≈ where a part of it is an estimate. */
export function formatCostSum({ nanoUsd, isEstimate }: Pick<CostSum, "nanoUsd" | "isEstimate">): string {
  return `${isEstimate && nanoUsd > 0 ? "≈" : ""}${formatCost(nanoUsd)}`;
}

function formatPositiveCost(usd: number): string {
  if (usd < 0.000001) return "<$0.000001";
  // From one millionth on toPrecision writes plain decimals. Judged after rounding, so that $0.009999 is $0.0100 and not $0.01000.
  if (Number(usd.toPrecision(3)) < 0.01) return `$${usd.toPrecision(3)}`;
  if (Number(usd.toFixed(4)) < 1) return `$${usd.toFixed(4)}`;
  return `$${dollars(usd)}`;
}

function dollars(usd: number): string {
  return usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** USD per million tokens shown as USD per thousand with five decimals: `$0.00250`. */
export function formatPricePer1k(usdPerMillion: number | null): string {
  return usdPerMillion === null ? "unknown" : `$${(usdPerMillion / 1_000).toFixed(5)}`;
}

/** `4.6%`, `127%`: one decimal below 10 %. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  const digits = Math.abs(percent) < 9.95 && !Number.isInteger(percent) ? 1 : 0;
  return `${percent.toFixed(digits).replace("-", minus)}%`;
}

/** Local time of day, `14:32:07`. */
export function formatTimeOfDay(epochMs: number): string {
  return new Date(epochMs).toLocaleTimeString("en-GB", { hour12: false });
}

/** Local time of day without seconds, `13:05`. */
export function formatClock(epochMs: number): string {
  return new Date(epochMs).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", hour12: false });
}

function significant(value: number): string {
  if (value >= 100) return formatCount(Number(value.toPrecision(3)));
  const digits = value >= 9.995 ? 1 : 2;
  return value.toFixed(value >= 99.95 ? 0 : digits);
}

const numberWords = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"] as const;

/** Small counts in running text: `three`; from eleven on in figures. */
export function formatCountWord(count: number): string {
  return numberWords[count] ?? formatCount(count);
}

/** Sizes of what went over the wire: `812 B`, `212 KB`, `4.1 MB`; a thousand is a thousand. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${formatCount(bytes)}${space}B`;
  const [value, unit] = bytes < 999_500 ? [bytes / 1_000, "KB"] : [bytes / 1_000_000, "MB"];
  return `${value < 9.95 ? value.toFixed(1) : formatCount(value)}${space}${unit}`;
}
