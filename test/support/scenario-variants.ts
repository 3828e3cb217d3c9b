import { tookBack, wasLeftAlone } from "./scenario-checks.ts";
import type { Scenario } from "./scenarios.ts";

const once = { primary: 1, fallback: 0 } as const;
const oneEach = { primary: 1, fallback: 1 } as const;
const soonMs = 3_000;

/** Other ways in which the same faults happen, with the same rules. */
export const variants: readonly Scenario[] = [
  {
    id: "S04",
    title: "503 that asks to wait 7 s, always: the fallback at once",
    rules: "R5 R8",
    scripts: () => ({ primary: [{ kind: "status", status: 503, retryAfter: 7 }] }),
    expects: { outcome: "fallback", calls: oneEach, withinMs: soonMs },
  },
  {
    id: "S05",
    title: "TCP reset before the headers, once: one retry at once",
    rules: "R8",
    scripts: () => ({ primary: [{ kind: "reset" }, null] }),
    expects: { outcome: "primary", calls: { primary: 2, fallback: 0 }, withinMs: soonMs },
  },
  ...(["slow-headers", "headers", "comments"] as const).map(
    (says): Scenario => ({
      id: "S06",
      title: `nothing but ${says} for 120 s: the silent link once, then the fallback`,
      rules: "R14",
      scripts: (ms) => ({ primary: [{ kind: "silence", says, forMs: ms(120_000) }] }),
      expects: { outcome: "fallback", calls: oneEach, withinMs: 15_000, also: wasLeftAlone },
    }),
  ),
  ...(["mid-chunk", "reset", "clean"] as const).map(
    (how): Scenario => ({
      id: "S08",
      title: `cut at 40 of 60 tokens (${how}): the whole answer of the fallback, the draft taken back`,
      rules: "R16 R17",
      scripts: () => ({ primary: [{ kind: "cut", after: 40, how }] }),
      expects: { outcome: "fallback", calls: oneEach, withinMs: soonMs, also: tookBack(40) },
    }),
  ),
  {
    id: "S08",
    title: "an error reported after 40 of 60 tokens: the whole answer of the fallback, the draft taken back",
    rules: "R16 R17",
    scripts: () => ({ primary: [{ kind: "error", after: 40 }] }),
    expects: { outcome: "fallback", calls: oneEach, withinMs: soonMs, also: tookBack(40) },
  },
  {
    id: "S11",
    title: "no [DONE] and the end of the body: finished with its usage",
    rules: "R16",
    scripts: () => ({ primary: [{ kind: "no-terminator" }] }),
    expects: { outcome: "primary", calls: once, withinMs: soonMs },
  },
  {
    id: "S13",
    title: "a filter that ends a begun answer: one call, the error is shown",
    rules: "R6 R17",
    scripts: () => ({ primary: [{ kind: "filtered" }] }),
    expects: { outcome: "CONTENT_POLICY", calls: once, withinMs: soonMs },
  },
];
