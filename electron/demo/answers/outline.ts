import type { Choices } from "#electron/demo/seed.ts";
import type { Topic } from "./topic.ts";

/** One thing to say. `text` is one sentence; `more` is added by models that go on at length. */
export type Point = { readonly title: string; readonly text: string; readonly more: string };

export type CodeSample = {
  /** As after a fence. */
  readonly language: string;
  readonly source: string;
  /** One sentence about how it works. */
  readonly note: string;
};

export type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** What is to be said, before a style gives it its form. */
export type Outline = {
  readonly heading: string;
  /** Sentences; a terse model says the first only. */
  readonly lead: readonly [string, ...string[]];
  readonly points: readonly Point[];
  /** The points are steps. */
  readonly ordered: boolean;
  readonly code: CodeSample | null;
  readonly table: Table | null;
  readonly caution: string | null;
  readonly close: string | null;
};

/** What an outline is made of. */
export type Subject = {
  /** The prompt without faults. */
  readonly prompt: string;
  readonly topic: Topic;
  readonly choices: Choices;
};

export const bareOutline: Omit<Outline, "heading" | "lead"> = {
  points: [],
  ordered: false,
  code: null,
  table: null,
  caution: null,
  close: null,
};

/** Puts the topic into a sentence: `{topic}` as it is, `{Topic}` at the beginning of one. */
export function fill(text: string, topic: Topic): string {
  return text.replaceAll("{topic}", topic.phrase).replaceAll("{Topic}", capital(topic.phrase));
}

/** The points with the topic put in. */
export function fillPoints(points: readonly Point[], topic: Topic): Point[] {
  return points.map((point) => ({
    title: fill(point.title, topic),
    text: fill(point.text, topic),
    more: fill(point.more, topic),
  }));
}

export function capital(text: string): string {
  const [first = "", ...rest] = text;
  return first.toUpperCase() + rest.join("");
}
