import type { Attempt, Comparison, Run } from "#shared/run.ts";
import { titleOf } from "#shared/title.ts";

/** Everything that a file about one comparison is made of. */
export type ComparisonExport = {
  readonly comparison: Comparison;
  readonly runs: readonly Run[];
  /** As the user named it; null: by its prompt. */
  readonly title: string | null;
  readonly tags: readonly string[];
  readonly isPinned: boolean;
  /** By id; one that was removed has its id. */
  readonly providerName: (providerId: string) => string;
  /** Of the program. */
  readonly version: string;
  /** Epoch ms. */
  readonly exportedAtMs: number;
};

export function exportTitle({ title, comparison }: Pick<ComparisonExport, "title" | "comparison">): string {
  return title ?? (titleOf(comparison.prompt) || "Comparison");
}

export type ExportedAttempt = {
  readonly run: Run;
  readonly attempt: Attempt;
  /** 1 is the first. */
  readonly number: number;
  readonly isAnswer: boolean;
};

export function attemptsOf(run: Run): readonly ExportedAttempt[] {
  return run.attempts.map((attempt, index) => ({
    run,
    attempt,
    number: index + 1,
    isAnswer: attempt.id === run.answeredBy,
  }));
}

/** UTC, to the millisecond; empty where the time cannot be one. */
export function isoOf(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

/** Prompts' images are in no file of one comparison: only the archive of everything carries them. */
export function imageWords(count: number): string {
  return count === 1
    ? "Sent with 1 image, which is not in this file."
    : `Sent with ${count} images, which are not in this file.`;
}
