import type { Attempt, Run } from "#shared/run.ts";
import { html, type Markup, nothing } from "./html-text.ts";

const width = 900;
const barHeight = 10;
const step = 16;

/** Every attempt on the run's own time: waiting, thinking, answering; a lost one in the colour of trouble. */
export function attemptBars(run: Run): Markup {
  const shown = run.attempts.filter((attempt) => attempt.status !== "skipped" && attempt.endMs !== null);
  const longestMs = Math.max(run.endMs ?? 0, ...shown.map((attempt) => attempt.endMs ?? 0));
  if (shown.length === 0 || longestMs <= 0) return nothing;
  const height = shown.length * step;
  const rows = shown.map((attempt, index) => barsOf(attempt, { top: index * step + 3, longestMs }));
  return html`<svg class="bars" viewBox="0 0 ${width} ${height}" role="img" aria-label="${labelOf(shown)}">
${rows}
</svg>`;
}

type Place = { readonly top: number; readonly longestMs: number };

function barsOf(attempt: Attempt, place: Place): Markup {
  const endMs = attempt.endMs ?? attempt.startMs;
  const contentMs = attempt.firstContentMs ?? endMs;
  const answerMs = attempt.firstAnswerMs ?? (attempt.firstContentMs === null ? endMs : contentMs);
  const isLost = attempt.status === "failed" || attempt.droppedText !== "";
  const parts = [
    rect({ ...place, kind: "track", fromMs: 0, toMs: place.longestMs }),
    rect({ ...place, kind: isLost ? "lost" : "wait", fromMs: attempt.startMs, toMs: contentMs }),
    rect({ ...place, kind: isLost ? "lost" : "think", fromMs: contentMs, toMs: answerMs }),
    rect({ ...place, kind: isLost ? "lost" : "live", fromMs: answerMs, toMs: endMs }),
  ];
  return html`${parts}`;
}

type Bar = Place & { readonly kind: string; readonly fromMs: number; readonly toMs: number };

function rect({ kind, top, fromMs, toMs, longestMs }: Bar): Markup {
  const left = at(fromMs, longestMs);
  const right = at(toMs, longestMs);
  if (right <= left) return nothing;
  return html`<rect class="${kind}" x="${left}" y="${top}" width="${round(right - left)}" height="${barHeight}" rx="2"/>`;
}

function at(ms: number, longestMs: number): number {
  return round(Math.min(1, Math.max(0, ms / longestMs)) * width);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function labelOf(attempts: readonly Attempt[]): string {
  const [first] = attempts;
  const words = attempts.length === 1 && first !== undefined ? "1 attempt" : `${attempts.length} attempts`;
  return `${words} on the time since Send`;
}
