import type { Run } from "#shared/run.ts";

/** Where a chain stands, in one line: `× OpenRouter 429 › ◉ Anthropic › ○ OpenAI`. */
export type LinkMark = {
  readonly key: string;
  readonly providerId: string;
  readonly modelId: string;
  readonly state: "lost" | "skipped" | "live" | "answered" | "waiting";
  /** HTTP status of a lost link, or empty. */
  readonly note: string;
};

export function linkMarksOf(run: Run): readonly LinkMark[] {
  return run.links.map((link, linkIndex) => {
    const attempt = run.attempts.findLast((one) => one.linkIndex === linkIndex);
    const base = { key: link.id, providerId: link.provider, modelId: link.modelId };
    if (attempt === undefined) return { ...base, state: "waiting", note: "" };
    if (attempt.status === "running") return { ...base, state: "live", note: "" };
    if (attempt.status === "answered") return { ...base, state: "answered", note: "" };
    if (attempt.status === "stopped") return { ...base, state: "waiting", note: "" };
    if (attempt.status === "skipped") return { ...base, state: "skipped", note: "" };
    return { ...base, state: "lost", note: attempt.failure?.status == null ? "" : String(attempt.failure.status) };
  });
}

/** Read out as one sentence. */
export function linkTrackWords(run: Run): string {
  const count = run.links.length;
  const live = run.attempts.findLast((attempt) => attempt.status === "running" || attempt.status === "answered");
  if (live === undefined) return `${count} links`;
  const verb = live.status === "running" ? "is answering" : "answered";
  return `Link ${live.linkIndex + 1} of ${count} ${verb}`;
}
