import { describe, expect, it } from "vitest";
import { answerTo } from "#electron/demo/answers/answer.ts";
import { arithmeticIn } from "#electron/demo/answers/arithmetic.ts";
import { samples } from "#electron/demo/answers/code-samples.ts";
import { type Intent, intentOf } from "#electron/demo/answers/intent.ts";
import { topicOf } from "#electron/demo/answers/topic.ts";
import type { DemoStyle } from "#electron/demo/demo-models.ts";
import { joinSurrogates } from "#electron/demo/surrogates.ts";
import { countTokens, cutToTokens } from "#electron/demo/tokens.ts";
import { workedMs } from "#test/support/worked-ms.ts";

const styles = [
  "terse",
  "bulleted",
  "structured",
  "thorough",
  "code-first",
  "table",
  "conversational",
] as const satisfies readonly DemoStyle[];

type Told = { readonly style?: DemoStyle; readonly earlier?: readonly string[]; readonly system?: string };

function answer(prompt: string, { style = "structured", earlier = [], system = "" }: Told = {}): string {
  return answerTo({ prompt, earlier, system, jsonOnly: false, seed: `${style}${prompt}`, style, lengthFactor: 1 });
}

const kinds: readonly (readonly [prompt: string, intent: Intent])[] = [
  ["Hello!", "quick"],
  ["What is 12 * (3 + 4)?", "quick"],
  ["How many r's are in strawberry?", "quick"],
  ["What is the capital of Japan?", "fact"],
  ["Translate 'good morning' to German", "translation"],
  ["Summarize this text: Rain fell all day. The river rose. People left their houses.", "summary"],
  ["Draft a short email to my landlord about the broken heating", "letter"],
  ["Write a function that validates an email address", "code"],
  ["Write a SQL query for duplicate users", "code"],
  ["Compare Postgres and MySQL", "comparison"],
  ["tabs vs spaces", "comparison"],
  ["Give me five ideas for a rainy weekend", "list"],
  ["Plan a week in Lisbon", "plan"],
  ["Review my cover letter", "review"],
  ["Should we rewrite the backend in Rust?", "decision"],
  ["How do I deploy a Next.js app?", "how-to"],
  ["Why is my React component rendering twice?", "diagnosis"],
  ["Who invented the zipper?", "lookup"],
  ["Write a haiku about autumn", "creative"],
  ["Return a JSON object with keys name and city", "json"],
  ["Explain event sourcing", "explanation"],
  ["Erkläre mir bitte, wie das Wetter entsteht und was ein Hoch ist", "local"],
];

describe("the kind of an answer", () => {
  it.each(kinds)("%s → %s", (prompt, intent) => {
    expect(intentOf(prompt, false)).toBe(intent);
  });
});

describe("the topic of a prompt", () => {
  it.each([
    ["How do I deploy a Next.js app to Fly?", "deploying a Next.js app to Fly"],
    ["Can you please explain connection pooling to a beginner?", "connection pooling"],
    ["Write a poem about the sea", "the sea"],
    ["Why is my React component rendering twice?", "React component rendering twice"],
    ["What are the trade-offs of event sourcing?", "the trade-offs of event sourcing"],
    ["Explain café crème in 日本 🎉", "café crème in 日本 🎉"],
  ])("%s", (prompt, phrase) => {
    expect(topicOf(prompt).phrase).toBe(phrase);
  });
});

describe("an answer", () => {
  it("has words for any prompt at all, in every style, and never a slot left open", () => {
    const odd = ["", "?", "🎉", "```", "[[", "a", "|||", "日本", "{topic}", "x".repeat(20_000), "what what what why"];
    for (const prompt of [...odd, ...kinds.map(([text]) => text)]) {
      for (const style of styles) {
        const text = answer(prompt, { style });
        expect(text.trim().length, `${style}: ${prompt.slice(0, 40)}`).toBeGreaterThan(0);
        expect(text).not.toMatch(/undefined|NaN|\[object|lorem ipsum/i);
        expect(prompt.includes("{topic}") || !/\{(?:topic|first|second)\}/i.test(text)).toBe(true);
      }
    }
  });

  it.each([
    ["words", "lorem ipsum dolor "],
    ["prose", "The dog and the cat, who is it? "],
    ["code", "```js\nlet a = 1;\n```\n"],
    ["one word", "a"],
    ["spaces", " "],
    ["new lines", "\n"],
  ])("comes at once to a pasted book: %s", (_, piece) => {
    const workedBeforeMs = workedMs();
    for (const style of styles) answer(piece.repeat(Math.ceil(900_000 / piece.length)), { style });
    expect((workedMs() - workedBeforeMs) / styles.length).toBeLessThan(1_000);
  });

  it("is the same for the same question", () => {
    expect(answer("Explain tides")).toBe(answer("Explain tides"));
  });

  it("differs from model to model and runs from short to long", () => {
    const texts = styles.map((style) => answer("Explain event sourcing", { style }));
    expect(new Set(texts).size).toBe(styles.length);
    const lengths = texts.map(countTokens).sort((a, b) => a - b);
    expect(lengths[0]).toBeLessThan(150);
    expect(lengths.at(-1)).toBeGreaterThan(350);
  });

  it.each(kinds.filter(([, intent]) => ["explanation", "how-to", "comparison", "decision"].includes(intent)))(
    "speaks of what was asked: %s",
    (prompt) => {
      for (const side of topicOf(prompt).phrase.split(" and ")) {
        expect(answer(prompt).toLowerCase()).toContain(side.toLowerCase());
      }
    },
  );

  it("compares in a table whose rows all have as many cells as its head", () => {
    const rows = answer("Compare C|C++ and Rust")
      .split("\n")
      .filter((line) => line.startsWith("|"));
    expect(rows.length).toBeGreaterThan(4);
    expect(new Set(rows.map((row) => row.split("|").length)).size).toBe(1);
  });

  it("gives as many items as were asked for", () => {
    const items = answer("Give me four names for a coffee shop")
      .split("\n")
      .filter((line) => /^\d+\. /.test(line));
    expect(items).toHaveLength(4);
  });

  it("is valid JSON with the keys asked for, and nothing else where a schema is demanded", () => {
    const question = { earlier: [], system: "", seed: "s", style: "thorough", lengthFactor: 1 } as const;
    const text = answerTo({ ...question, prompt: "A person with keys name, age and city", jsonOnly: true });
    expect(Object.keys(JSON.parse(text))).toEqual(["name", "age", "city"]);
    expect(answer("Describe tea as JSON")).toMatch(/^```json\n\{[\s\S]+\}\n```$/);
  });

  it("calculates", () => {
    expect(arithmeticIn("What is 2 + 3 * 4?")?.value).toBe(14);
    expect(arithmeticIn("(2+3)*4^2 =")?.value).toBe(80);
    expect(arithmeticIn("15% of 80")?.value).toBe(12);
    expect(arithmeticIn("-3 - -4")?.value).toBe(1);
    expect(arithmeticIn("1/0")).toBeNull();
    expect(arithmeticIn("2024-01-01 was a Monday")).toBeNull();
    expect(answer("what is 6 times 7?", { style: "terse" })).toBe("42");
  });

  it("counts letters", () => {
    expect(answer("How many r's are in strawberry?")).toContain("**3**");
  });

  it("summarises with sentences of the text only", () => {
    const text = "The river rose all night above the town. People carried furniture upstairs. The river fell at noon.";
    const lines = answer(`Summarize this: ${text}`, { style: "bulleted" }).split("\n");
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(text).toContain(line.replace(/^- /, ""));
    }
  });

  it("answers a question in German, French, Spanish or Japanese in that language", () => {
    expect(answer("Wie plane ich einen Umzug und was ist wichtig?")).toContain("Ziel");
    expect(answer("Comment organiser un voyage avec des enfants dans les Alpes ?")).toContain("commencerais");
    expect(answer("¿Cómo funciona el mercado y qué es una acción?")).toContain("empezaría");
    expect(answer("日本の歴史について教えてください")).toContain("目的");
  });

  it("takes a follow-up for what it follows", () => {
    const earlier = ["Write a TypeScript function that computes fibonacci numbers"];
    expect(answer("Now in Python", { earlier })).toContain("```python");
    expect(answer("Now in Python", { earlier })).toContain("def fibonacci");
  });

  it("knows the migration on both databases when the second is asked for after the first", () => {
    const earlier = ["Our orders table is on Postgres 15. Write the migration that adds a NOT NULL currency column."];
    expect(answer(earlier[0] ?? "")).toContain("NOT VALID");
    expect(answer("Now the same change on MySQL 8.0.", { earlier })).toContain("ALGORITHM = INSTANT");
  });

  it("is short where that is wanted", () => {
    const long = countTokens(answer("Explain tides", { style: "thorough" }));
    expect(countTokens(answer("Explain tides in one sentence", { style: "thorough" }))).toBeLessThan(long / 2);
    expect(countTokens(answer("Explain tides", { style: "thorough", system: "Be terse." }))).toBeLessThan(long / 2);
  });

  it.each(samples.map((sample) => [sample.language, sample.asks.source, sample] as const))(
    "has %s code for %s with a fence around it",
    (_language, _asks, sample) => {
      expect(sample.source.split("\n").length).toBeGreaterThan(2);
      expect(sample.source).not.toContain("```");
      expect(sample.points.length).toBeGreaterThan(1);
    },
  );
});

describe("tokens", () => {
  it("are about four letters, or one character of Chinese, Japanese or Korean", () => {
    expect([countTokens(""), countTokens("abcd"), countTokens("abcde"), countTokens("日本")]).toEqual([0, 1, 2, 2]);
  });

  it("cut a text without splitting a character", () => {
    expect(cutToTokens("abcdefgh", 1)).toBe("abcd");
    expect(cutToTokens("abc🎉", 1)).toBe("abc");
    expect(cutToTokens("short", Number.POSITIVE_INFINITY)).toBe("short");
  });
});

describe("an emoji that the mock cut in half", () => {
  it("is put together again at the beginning of the next event", () => {
    const join = joinSurrogates();
    const [high = "", low = ""] = "🎉".split("");
    const first = join(`data: ${JSON.stringify({ text: `a${high}` })}\n\n`);
    const second = join(`data: ${JSON.stringify({ text: `${low}b` })}\n\n`);
    expect(first).toBe('data: {"text":"a"}\n\n');
    expect(second).toBe('data: {"text":"🎉b"}\n\n');
  });

  it("is told from the same letters written after a backslash", () => {
    const event = `data: ${JSON.stringify({ text: "\\ud83c" })}\n\n`;
    expect(joinSurrogates()(event)).toBe(event);
  });
});
